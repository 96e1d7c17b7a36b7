import type { Facts, OutboxRow } from './facts.ts';
import { dateAt } from './calendar-dates.ts';

/** Links somebody asked for at the sign-in page are theirs to count. */
const askedFor = new Set(['sign-in-link']);

/** Mails each person got in each of the weeks that were lived, counted from the first, those with none included. */
export type MailVolume = {
  /** A week's median over everybody, week by week. */
  readonly medianOfWeek: readonly number[];
  /** Mails a week of the person in the middle, over all weeks. */
  readonly median: number;
  /** The same of those somebody reports to. */
  readonly medianManager: number;
  /** Of the person with most. */
  readonly most: number;
};

export function mailVolume({
  facts,
  begin,
  weeks,
}: {
  facts: Facts;
  begin: Temporal.Instant;
  weeks: number;
}): MailVolume {
  const sent = facts.outbox.filter(({ state, template }) => state === 'sent' && !askedFor.has(template));
  const counts = new Map([...facts.people.keys()].map((id) => [id, Array.from({ length: weeks }, () => 0)]));
  for (const mail of sent) {
    const ofPerson = counts.get(mail.recipient_id ?? '');
    const week = weekOf({ mail, begin });
    if (ofPerson?.[week] !== undefined) ofPerson[week] += 1;
  }
  const managers = new Set(facts.lines.map(({ manager_id }) => manager_id));
  const perWeek = [...counts].map(([id, weekly]) => ({ id, mails: weekly.reduce((sum, one) => sum + one, 0) / weeks }));
  return {
    medianOfWeek: Array.from({ length: weeks }, (_, week) =>
      median([...counts.values()].map((weekly) => weekly[week] ?? 0)),
    ),
    median: median(perWeek.map(({ mails }) => mails)),
    medianManager: median(perWeek.filter(({ id }) => managers.has(id)).map(({ mails }) => mails)),
    most: Math.max(...perWeek.map(({ mails }) => mails)),
  };
}

function weekOf({ mail, begin }: { mail: OutboxRow; begin: Temporal.Instant }): number {
  const from = Temporal.PlainDate.from(dateAt({ at: begin, timeZone: 'UTC' }));
  const on = Temporal.PlainDate.from(dateAt({ at: mail.due_at, timeZone: 'UTC' }));
  return Math.floor(from.until(on).days / 7);
}

function median(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = (inOrder.length - 1) / 2;
  return ((inOrder[Math.floor(middle)] ?? 0) + (inOrder[Math.ceil(middle)] ?? 0)) / 2;
}
