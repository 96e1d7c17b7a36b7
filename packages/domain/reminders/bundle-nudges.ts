import { workingMomentFrom, workingMorningFrom } from '../people/working-pattern.ts';
import { mondayOf } from '../time/iso-week.ts';
import { localDateOf } from '../time/local-date.ts';
import { isTimely } from './nudge-plan.ts';
import type { Nudge } from './nudge-plan.ts';
import type { Recipient } from './reminder-plan.ts';

/** One person's lines of one day: together in one mail. */
export type NudgeBundle = {
  /** Without a colon, and one for each person and day. */
  readonly key: string;
  readonly recipient: Recipient;
  readonly nudges: readonly Nudge[];
};

/**
 * What one person is to be told now; `null` outside their working hours, and once they had such a mail that day: then the
 * lines wait for their next one. Those above the two hear once a week, when theirs begins.
 */
export function bundleNudges({
  recipient,
  nudges,
  lastMailedAt,
  now,
}: {
  recipient: Recipient;
  /** Of this recipient, none of them taken before. */
  nudges: readonly Nudge[];
  /** When a mail that carries such lines was last made for them. */
  lastMailedAt: Temporal.Instant | null;
  now: Temporal.Instant;
}): NudgeBundle | null {
  const { workingPattern, personId } = recipient;
  const { timeZone } = workingPattern;
  const today = localDateOf({ instant: now, timeZone });
  if (lastMailedAt && localDateOf({ instant: lastMailedAt, timeZone }).equals(today)) return null;
  const timely = nudges.filter((nudge) => isTimely({ nudge, today }));
  if (timely.length === 0 || !isAtWork({ recipient, now })) return null;
  const due = beginsWeek({ recipient, today }) ? timely : timely.filter(({ step }) => !isWeekly(step.who));
  if (due.length === 0) return null;
  return { key: `nudges.${personId}.${today.toString()}`, recipient, nudges: due };
}

export function isAtWork({ recipient, now }: { recipient: Recipient; now: Temporal.Instant }): boolean {
  return workingMomentFrom({ ...recipient.workingPattern, instant: now })?.equals(now) ?? false;
}

function isWeekly(who: Nudge['step']['who']): boolean {
  return who === 'skip_level' || who === 'hr';
}

/** Whether this is the first day of the week that they work. */
function beginsWeek({ recipient, today }: { recipient: Recipient; today: Temporal.PlainDate }): boolean {
  const { workingPattern } = recipient;
  const morning = workingMorningFrom({ ...workingPattern, date: mondayOf(today) });
  return morning !== null && localDateOf({ instant: morning, timeZone: workingPattern.timeZone }).equals(today);
}
