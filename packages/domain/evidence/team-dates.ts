import type { Conversation } from '../conversation/conversation.ts';
import { daysBetween, localDateOf } from '../time/local-date.ts';

/** A date of a team's, without whose it is. */
export type TeamDate = {
  readonly on: Temporal.PlainDate;
  /** From the invitation to the start. */
  readonly leadDays: number;
  readonly moves: number;
};

/** What a manager released of their own team: dates ahead, nobody's name but their own, nothing of what came of any. */
export type TeamDates = {
  readonly manager: string;
  readonly reports: number;
  /** The soonest first. */
  readonly dates: readonly TeamDate[];
};

/** Of one manager's reports. Only what is still ahead is told: of what is behind, a date alone would tell an outcome. */
export function teamDates({
  manager,
  latest,
  timeZone,
  now,
}: {
  manager: string;
  /** Each report's newest conversation; null where there was none. */
  latest: readonly (Conversation | null)[];
  /** The manager's, whose calendar it is. */
  timeZone: string;
  now: Temporal.Instant;
}): TeamDates {
  const localDay = (instant: Temporal.Instant) => localDateOf({ instant, timeZone });
  const dates = latest.flatMap((conversation): readonly TeamDate[] => {
    if (conversation?.state !== 'booked') return [];
    const { startsAt, bookedAt, managerMoves } = conversation;
    if (startsAt === null || bookedAt === null || Temporal.Instant.compare(startsAt, now) <= 0) return [];
    const on = localDay(startsAt);
    return [{ on, leadDays: daysBetween(localDay(bookedAt), on), moves: managerMoves }];
  });
  return {
    manager,
    reports: latest.length,
    dates: dates.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on)),
  };
}
