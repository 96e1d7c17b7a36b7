import { importPeople } from '@throughline/app/import-people.ts';
import { calendarProblems } from '../checks/calendar-problems.ts';
import { readCalendars } from '../checks/calendars.ts';
import { conversationProblems } from '../checks/conversation-problems.ts';
import { digestProblems, isRecountable } from '../checks/digest-problems.ts';
import { everyDayProblems } from '../checks/every-day-problems.ts';
import { readFacts, type Facts } from '../checks/facts.ts';
import { mailProblems, type Mail } from '../checks/mail-problems.ts';
import { nudgeProblems } from '../checks/nudge-problems.ts';
import { openWorld, type World } from '../world.ts';
import type { LivingOrganization } from './living-organization.ts';
import { livelyPeople, type LivelyPeople } from './lively-people.ts';

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
  peopleOf = livelyPeople,
  daily = false,
  begin: prepare = async () => {},
  ...settling
}: {
  organization: LivingOrganization;
  weeks: number;
  seed: number;
  settleWith?: NonNullable<Parameters<typeof openWorld>[0]['settleWith']>;
  peopleOf?: (input: { world: World; seed: number }) => LivelyPeople;
  /** People act every day, and after every day it is looked at what must hold on each. */
  daily?: boolean;
  /** Before anything else happens. */
  begin?: (world: World) => Promise<void>;
}): Promise<Lived> {
  const { begin: beginning, rows, hr, calendars } = organization;
  const world = await openWorld({ now: beginning, rows, hr, calendars, ...settling });
  const people = peopleOf({ world, seed });
  const emails = rows.map(({ workEmail }) => workEmail);
  const problems: string[] = [];
  let recounted = 0;
  await prepare(world);
  await world.settle();
  await world.grantCalendars();
  await world.settle();
  for (let week = 1; week <= weeks; week += 1) {
    const since = await world.control.now();
    for (let day = 1; daily && day < 7; day += 1) {
      const morning = await world.control.now();
      await world.advance({ days: 1 });
      const now = await world.control.now();
      const found = everyDayProblems(await readFacts({ adminUrl: world.adminUrl, now }));
      problems.push(...found.map((problem) => `week ${week}, day ${day}: ${problem}`));
      await people.act({ emails, since: morning, now });
    }
    await world.advance({ days: daily ? 1 : 7 });
    const looked = await look({ world, emails, begin: beginning });
    recounted += looked.recounted ? 1 : 0;
    problems.push(...looked.problems.map((problem) => `week ${week}: ${problem}`));
    await happen({ world, organization, week, emails });
    const now = await world.control.now();
    await people.act({ emails, since: daily ? now.subtract({ hours: 24 }) : since, now });
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
