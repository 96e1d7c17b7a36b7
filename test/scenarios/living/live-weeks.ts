import { importPeople } from '@throughline/app/import-people.ts';
import { calendarProblems } from '../checks/calendar-problems.ts';
import { readCalendars } from '../checks/calendars.ts';
import { conversationProblems } from '../checks/conversation-problems.ts';
import { digestProblems, isRecountable } from '../checks/digest-problems.ts';
import { readFacts, type Facts } from '../checks/facts.ts';
import { mailProblems, type Mail } from '../checks/mail-problems.ts';
import { nudgeProblems } from '../checks/nudge-problems.ts';
import { openWorld, type World } from '../world.ts';
import type { LivingOrganization } from './living-organization.ts';
import { livelyPeople } from './lively-people.ts';

export type Lived = {
  /** What the checks found, each with its week. */
  readonly problems: readonly string[];
  /** Weeks whose digests could be counted again. */
  readonly recounted: number;
  readonly facts: Facts;
};

/** Lets an organisation live, a week at a time, and after each week looks whether everything is where it should be. */
export async function liveWeeks({
  organization,
  weeks,
  seed,
  ...settling
}: {
  organization: LivingOrganization;
  weeks: number;
  seed: number;
  settleWith?: NonNullable<Parameters<typeof openWorld>[0]['settleWith']>;
}): Promise<Lived> {
  const { begin: now, rows, hr, calendars } = organization;
  const world = await openWorld({ now, rows, hr, calendars, ...settling });
  const people = livelyPeople({ world, seed });
  const emails = rows.map(({ workEmail }) => workEmail);
  const problems: string[] = [];
  let recounted = 0;
  await world.settle();
  await world.grantCalendars();
  await world.settle();
  for (let week = 1; week <= weeks; week += 1) {
    const since = await world.control.now();
    await world.advance({ days: 7 });
    const looked = await look({ world, emails, begin: now });
    recounted += looked.recounted ? 1 : 0;
    problems.push(...looked.problems.map((problem) => `week ${week}: ${problem}`));
    await happen({ world, organization, week, emails });
    await people.act({ emails, since, now: await world.control.now() });
  }
  return { problems, recounted, facts: await readFacts({ adminUrl: world.adminUrl, now: await world.control.now() }) };
}

async function look({ world, emails, begin }: { world: World; emails: readonly string[]; begin: Temporal.Instant }) {
  const { adminUrl, control, sandboxUrl: origin } = world;
  const now = await control.now();
  const facts = await readFacts({ adminUrl, now });
  const window = { from: begin, until: now.add({ hours: 24 * 130 }) };
  const calendars = await readCalendars({ control, origin, emails, ...window });
  const mails = (await control.mails({
    since: Temporal.Instant.fromEpochMilliseconds(0),
  })) as unknown as readonly Mail[];
  const recounted = isRecountable(facts);
  return {
    recounted,
    problems: [
      ...conversationProblems(facts),
      ...calendarProblems({ facts, calendars }),
      ...mailProblems({ facts, mails }),
      ...nudgeProblems(facts),
      ...digestProblems({ facts, mails, recountable: recounted }),
    ],
  };
}

/** What HR sends and who connects, between two weeks. */
async function happen({
  world,
  organization,
  week,
  emails,
}: {
  world: World;
  organization: LivingOrganization;
  week: number;
  emails: string[];
}): Promise<void> {
  const { context, organizationId } = world;
  const change = organization.changes.get(week);
  if (change !== undefined) {
    await world.addAccounts(change.arriving);
    emails.push(...change.arriving.map(({ workEmail }) => workEmail));
    await importPeople(context, { organizationId, rows: change.rows });
  }
  for (const [email, when] of organization.connectsInWeek) {
    if (when === week) await world.connectFromMail(email);
  }
}
