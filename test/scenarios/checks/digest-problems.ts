import { isDeepStrictEqual } from 'node:util';
import { addDays, dateAt, isEmployed, managerIdOn } from './calendar-dates.ts';
import type { DigestRow, Facts } from './facts.ts';
import type { Mail } from './mail-problems.ts';
import { isHoliday } from './public-holidays.ts';
import { recount, recountManagers } from './recount.ts';

const minimumPeople = 5;
const minimumManagers = 3;

/**
 * One digest for each recipient and ISO week, this week's included: call it on a Monday, when morning has come for all of
 * them. `recountable`: nothing has changed since the week's figures were taken, so they have to be those of a recount.
 */
export function digestProblems({
  facts,
  mails,
  recountable,
}: {
  facts: Facts;
  mails: readonly Mail[];
  recountable: boolean;
}): readonly string[] {
  const today = dateAt({ at: facts.now, timeZone: facts.organization.time_zone });
  const lastMonday = addDays(today, -7);
  const recipients = recipientsOn({ facts, on: today });
  const present = facts.digests.filter(({ iso_week }) => iso_week === isoWeekOf(today));
  const expected = [
    ...recipients
      .filter(({ id }) => !isHoliday({ person: facts.people.get(id), on: today }))
      .map(({ id }) => ({ id, monday: today })),
    ...(lastMonday < facts.organization.launched_on
      ? []
      : recipientsOn({ facts, on: lastMonday }).map(({ id }) => ({ id, monday: lastMonday }))),
  ];
  const missing = expected.filter(
    ({ id, monday }) =>
      !facts.digests.some(({ recipient_id, iso_week }) => recipient_id === id && iso_week === isoWeekOf(monday)),
  );
  const repeated = [
    ...Map.groupBy(facts.digests, ({ recipient_id, iso_week }) => `${recipient_id} ${iso_week}`),
  ].filter(([, rows]) => rows.length > 1);
  return [
    ...missing.map(({ id, monday }) => `${facts.people.get(id)?.display_name} has no digest for the week of ${monday}`),
    ...repeated.map(([key]) => `${key} has more than one digest`),
    ...recipients.flatMap((recipient) => {
      const digest = present.find(({ recipient_id }) => recipient_id === recipient.id);
      if (digest === undefined) return [];
      const numbers = recountable ? numberProblems({ facts, digest, leaderId: recipient.leaderId }) : [];
      const problems = [...mailOf({ facts, mails, digest }), ...numbers];
      return problems.map(
        (problem) => `digest of ${facts.people.get(recipient.id)?.display_name} for ${digest.iso_week}: ${problem}`,
      );
    }),
  ];
}

/** Whether nothing has changed since the week's snapshot was taken, so that its figures can be counted again. */
export function isRecountable(facts: Facts): boolean {
  const week = isoWeekOf(dateAt({ at: facts.now, timeZone: facts.organization.time_zone }));
  const snapshot = facts.snapshots.find(({ iso_week }) => iso_week === week);
  return snapshot !== undefined && facts.conversations.every(({ updated_at }) => updated_at <= snapshot.taken_at);
}

/** Leadership and HR by grant, about everyone; each manager of managers, about their own part. */
function recipientsOn({ facts, on }: { facts: Facts; on: string }): readonly { id: string; leaderId: string | null }[] {
  const ids = [...facts.people.keys()];
  const managerOf = new Map(ids.map((id) => [id, managerIdOn({ facts, reportId: id, on })]));
  const leaders = new Set(ids.flatMap((id) => managerOf.get(managerOf.get(id) ?? '') ?? []));
  const granted = new Set(
    facts.roles.filter(({ role }) => role === 'hr' || role === 'leadership').map(({ person_id }) => person_id),
  );
  return ids
    .filter((id) => leaders.has(id) || granted.has(id))
    .filter((id) => {
      const person = facts.people.get(id);
      return person !== undefined && isEmployed({ person, on });
    })
    .map((id) => ({ id, leaderId: granted.has(id) ? null : id }));
}

function numberProblems({
  facts,
  digest,
  leaderId,
}: {
  facts: Facts;
  digest: DigestRow;
  leaderId: string | null;
}): readonly string[] {
  const { content } = digest;
  const asOf = String(content['asOf']);
  const { counted, managersOfCounted, ...expected } = recount({ facts, asOf, leaderId });
  const figures = content['figures'] as { kind: string; headline: Record<string, unknown> } & Record<string, unknown>;
  if (figures.kind === 'withheld')
    return counted < minimumPeople ||
      managersOfCounted < minimumManagers ||
      leaderId !== null ||
      String(figures['why']).includes('came, went or changed since it was last shown')
      ? []
      : ['figures are withheld although enough people count'];
  if (counted < minimumPeople || managersOfCounted < minimumManagers)
    return [`figures of ${counted} people under ${managersOfCounted} managers are shown`];
  const { kind, numerator, denominator, percent } = figures.headline;
  const shown = {
    ...Object.fromEntries(Object.keys(expected).map((key) => [key, figures[key]])),
    headline: { kind, numerator, denominator },
  };
  const whole =
    expected.headline.denominator === 0
      ? null
      : Math.round((100 * expected.headline.numerator) / expected.headline.denominator);
  const managers = (content['managers'] as { name: string }[]).toSorted((a, b) => a.name.localeCompare(b.name));
  const expectedManagers = recountManagers({ facts, asOf, bossId: digest.recipient_id });
  return [
    ...(isDeepStrictEqual(shown, expected)
      ? []
      : [`says ${JSON.stringify(shown)}, a recount gives ${JSON.stringify(expected)}`]),
    ...(percent === whole ? [] : [`says ${String(percent)} %, a recount gives ${whole} %`]),
    ...(isDeepStrictEqual(managers, expectedManagers)
      ? []
      : [`lists ${JSON.stringify(managers)}, a recount gives ${JSON.stringify(expectedManagers)}`]),
  ];
}

/** One mail of it, which says what is stored. */
function mailOf({
  facts,
  mails,
  digest,
}: {
  facts: Facts;
  mails: readonly Mail[];
  digest: DigestRow;
}): readonly string[] {
  const address = facts.people.get(digest.recipient_id)?.work_email ?? '';
  const subject = String(digest.content['subject']);
  const received = mails.filter(
    ({ to, source, subject: found }) => source === 'smtp' && to.includes(address) && found === subject,
  );
  const sentOn = received.filter(({ receivedAt }) => new Date(receivedAt) >= digest.created_at);
  if (sentOn.length !== 1) return [`${sentOn.length} mails of it arrived`];
  const text = sentOn[0]?.text.replace(/\s+/g, ' ') ?? '';
  return text.includes(String(digest.content['verdict'])) ? [] : ['the mail says something else'];
}

/** As '2026-W47': the week that holds the year's Thursday (ISO 8601). */
function isoWeekOf(date: string): string {
  const { dayOfWeek } = Temporal.PlainDate.from(date);
  const thursday = Temporal.PlainDate.from(addDays(date, 4 - dayOfWeek));
  return `${thursday.year}-W${String(Math.ceil(thursday.dayOfYear / 7)).padStart(2, '0')}`;
}
