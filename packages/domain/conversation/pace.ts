import type { PolicyRules } from '../policy/policy.ts';
import { localDateOf } from '../time/local-date.ts';

/** A conversation of one manager's as it stands in the calendar, over or ahead. What came of it is not looked at. */
export type PacedConversation = {
  readonly reportName: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
};

export type PaceNote =
  | {
      readonly kind: 'many_in_a_day';
      readonly date: Temporal.PlainDate;
      readonly count: number;
      readonly isOver: boolean;
    }
  | {
      readonly kind: 'short';
      readonly date: Temporal.PlainDate;
      readonly reportName: string;
      readonly minutes: number;
      readonly floor: number;
    };

/**
 * What the manager alone is told about how they space their conversations: that many fell on one day of theirs, or
 * that one was shorter than the floor. Nothing follows from it, nobody else sees it, no figure counts it.
 */
export function paceNotes({
  conversations,
  rules: { conversationsInADayNoted, durationFloorMinutes: floor },
  timeZone,
  now,
}: {
  conversations: readonly PacedConversation[];
  rules: Pick<PolicyRules, 'conversationsInADayNoted' | 'durationFloorMinutes'>;
  /** The manager's. */
  timeZone: string;
  now: Temporal.Instant;
}): readonly PaceNote[] {
  const dated = conversations
    .map((one) => ({ ...one, date: localDateOf({ instant: one.startsAt, timeZone }) }))
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const days = Map.groupBy(dated, ({ date }) => date.toString());
  const crowded = [...days.values()]
    .filter((day) => day.length >= conversationsInADayNoted)
    .map((day) => ({
      kind: 'many_in_a_day' as const,
      date: day[0]!.date,
      count: day.length,
      isOver: day.every(({ endsAt }) => isOver(endsAt)),
    }));
  const short = dated.flatMap(({ reportName, startsAt, endsAt, date }) => {
    const minutes = Math.round((endsAt.epochMilliseconds - startsAt.epochMilliseconds) / 60_000);
    return isOver(endsAt) && minutes < floor ? [{ kind: 'short' as const, date, reportName, minutes, floor }] : [];
  });
  return [...crowded, ...short];

  function isOver(end: Temporal.Instant): boolean {
    return Temporal.Instant.compare(end, now) <= 0;
  }
}

const dayWords = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

export function paceSentence(note: PaceNote): string {
  const on = dayWords.format(note.date);
  if (note.kind === 'short') {
    return `Your conversation with ${note.reportName} on ${on} was ${note.minutes} minutes; ${note.floor} leave room for what does not come first.`;
  }
  return note.isOver
    ? `On ${on} you had ${note.count} career conversations. Spread out, each gets your whole attention.`
    : `On ${on} you have ${note.count} career conversations. You can move some: each deserves your whole attention.`;
}
