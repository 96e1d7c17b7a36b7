import { absenceStore } from '@throughline/db/absence-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { workingMomentFrom } from '@throughline/domain/people/working-pattern.ts';
import { addressed, moot, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriter } from './mail-occasion.ts';
import { mailRecipient } from './mail-recipient.ts';
import { nudgeLines } from './nudge-lines.ts';
import { organizationPolicy } from './organization-policy.ts';
import { timesLines } from './times-lines.ts';

/** What slipped, and what can be picked from, in one mail of one day. A pause may have held it back: it leaves in working hours all the same. */
export const writeNudges: MailWriter = async (context, occasion) => {
  const slipped = await nudgeLines(context, occasion);
  const said = new Set(slipped.flatMap((line) => (line.kind === 'needs_a_date' ? line.click.url : [])));
  const lines = [...slipped, ...(await timesLines(context, occasion)).filter(({ url }) => !said.has(url))];
  if (lines.length === 0) return moot('nothing of it needs anybody any more');
  const dueAt = await workingMoment(occasion);
  if (dueAt !== null && Temporal.Instant.compare(occasion.now, dueAt) < 0) return { kind: 'later', dueAt };
  const timeZone = zoneOf(occasion);
  const hrSeesSteps = !occasion.organization.worksCouncil;
  return { kind: 'content', content: { template: 'nudges', ...addressed(occasion), timeZone, lines, hrSeesSteps } };
};

async function workingMoment({ tx, recipient, organization, now }: MailOccasion): Promise<Temporal.Instant | null> {
  const policy = organizationPolicy(await policyStore(tx).all());
  if (policy === null) return null;
  const leaves = await absenceStore(tx).leavesOf([recipient.id]);
  const { workingPattern } = mailRecipient({ person: recipient, leaves, policy, timeZone: organization.timeZone });
  return workingMomentFrom({ ...workingPattern, instant: now });
}
