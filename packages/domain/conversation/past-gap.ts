import type { Policy } from '../policy/policy.ts';
import { isBefore, laterDate, localDateOf } from '../time/local-date.ts';
import type { Conversation } from './conversation.ts';

/** `leave`: without the report's leave the due date would not be. `due_date`: it is, whoever set it. `late`: no date came before. */
export const pastGapCauses = ['leave', 'due_date', 'late'] as const;
export type PastGapCause = (typeof pastGapCauses)[number];

/** A conversation that comes later after the last than the policy lets anybody put it off. */
export type PastGap = {
  /** The last day of the longest gap, in the report's zone. */
  readonly longestUntil: Temporal.PlainDate;
  readonly because: PastGapCause;
};

export type GapBase = {
  /** Local date of the report's last conversation that was held; `null` before a first. */
  readonly lastHeldOn: Temporal.PlainDate | null;
  /** When the report's first conversation was opened: what never was held is counted from there. */
  readonly firstOpenedAt: Temporal.Instant;
};

/**
 * Whether an open conversation lies past the longest gap: by its due date, or by the day it is to take place, which
 * without a date is today at the earliest. `null` where it does not, or where nothing is open.
 */
export function pastGap({
  conversation: { state, dueOn, startsAt, leaveShift },
  base,
  policy,
  timeZone,
  today,
}: {
  conversation: Pick<Conversation, 'state' | 'dueOn' | 'startsAt' | 'leaveShift'>;
  base: GapBase;
  /** The one that holds for the report today. */
  policy: Pick<Policy, 'rules'>;
  /** The report's. */
  timeZone: string;
  /** The report's local date. */
  today: Temporal.PlainDate;
}): PastGap | null {
  if (state !== 'due' && state !== 'booked' && state !== 'awaiting_confirmation') return null;
  const from = base.lastHeldOn ?? localDateOf({ instant: base.firstOpenedAt, timeZone });
  const longestUntil = from.add({ days: policy.rules.gapCeilingDays });
  const because = (cause: PastGapCause): PastGap => ({ longestUntil, because: cause });
  if (isBefore(longestUntil, dueOn)) {
    const withoutLeave = dueOn.subtract({ days: leaveShift?.days ?? 0 });
    return because(isBefore(longestUntil, withoutLeave) ? 'due_date' : 'leave');
  }
  const takesPlaceOn = startsAt === null ? today : localDateOf({ instant: startsAt, timeZone });
  return isBefore(longestUntil, laterDate(dueOn, takesPlaceOn)) ? because('late') : null;
}
