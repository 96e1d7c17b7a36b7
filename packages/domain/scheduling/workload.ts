import { daysBetween, isBefore, localDateOf } from '../time/local-date.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { dayOf, weekOfDay } from './wall-clock.ts';

/** One of a manager's conversations that has no outcome yet. */
export type OpenConversation = {
  readonly dueOn: Temporal.PlainDate;
  /** Booked or only planned; null without a date. */
  readonly startsAt: Temporal.Instant | null;
  /** Whoever planned found every day that would do taken. */
  readonly waitsForCapacity: boolean;
};

export type Workload = {
  /** Due within the horizon and not nearer than the lead time, so that they share what is left of it. */
  readonly due: number;
  readonly horizonWeeks: number;
  readonly weeks: number;
  readonly perWeek: number;
  /** How many these weeks hold without going beyond what the policy asks for. */
  readonly room: number;
  /** In weeks that hold more than that, counted over it. */
  readonly beyond: number;
  readonly late: number;
  readonly withoutDate: number;
};

/**
 * The arithmetic of a manager with many reports: what falls due, what the weeks between the lead time and the horizon
 * hold, and what became of the rest. Null while they hold it, and nobody waits for a day.
 */
export function workload({
  open,
  rules,
  timeZone,
  today,
}: {
  open: readonly OpenConversation[];
  rules: PolicyRules;
  /** The manager's, as is `today`. */
  timeZone: string;
  today: Temporal.PlainDate;
}): Workload | null {
  const { planningHorizonDays, leadTimeDays, maxPerManagerPerWeek: perWeek } = rules;
  const [first, last] = [today.add({ days: leadTimeDays }), today.add({ days: planningHorizonDays })];
  const dated = open.flatMap(({ startsAt, dueOn }) =>
    startsAt === null ? [] : [{ date: localDateOf({ instant: startsAt, timeZone }), dueOn }],
  );
  const ahead = dated.filter(({ date }) => !isBefore(date, first));
  const due = open.filter(({ dueOn, startsAt }) => {
    const isNear = startsAt !== null && isBefore(localDateOf({ instant: startsAt, timeZone }), first);
    return !isNear && !isBefore(last, dueOn);
  }).length;
  const weeks = Math.max(1, Math.floor(daysBetween(first, last) / 7));
  const room = weeks * perWeek;
  const inWeeks = Map.groupBy(ahead, ({ date }) => weekOfDay(dayOf(date)));
  const withoutDate = open.filter(({ startsAt, waitsForCapacity }) => startsAt === null && waitsForCapacity).length;
  if (due <= room && withoutDate === 0) return null;
  return {
    due,
    horizonWeeks: Math.round(planningHorizonDays / 7),
    weeks,
    perWeek,
    room,
    beyond: [...inWeeks.values()].reduce((sum, week) => sum + Math.max(0, week.length - perWeek), 0),
    late: ahead.filter(({ date, dueOn }) => isBefore(dueOn, date)).length,
    withoutDate,
  };
}

/** To the manager alone. */
export function workloadSentence({
  due,
  horizonWeeks,
  weeks,
  perWeek,
  room,
  beyond,
  late,
  withoutDate,
}: Workload): string {
  const sum = `You have ${conversations(due)} due within ${horizonWeeks} weeks. ${perWeek} a week in the ${weeks} weeks that leave everybody their lead time are room for ${room}`;
  const rest =
    due > room
      ? `, so ${due - room} ${due - room === 1 ? 'goes' : 'go'} beyond that.`
      : ', and yet not every one of them finds a free day.';
  const became = [
    { count: beyond, text: `${beyond} ${beyond === 1 ? 'is' : 'are'} in a week that holds more than ${perWeek}` },
    { count: late, text: `${late} ${late === 1 ? 'comes' : 'come'} after the due date` },
    { count: withoutDate, text: `${withoutDate} could use help finding a time` },
  ].filter(({ count }) => count > 0);
  if (became.length === 0) return `${sum}${rest}`;
  return `${sum}${rest} As it stands, ${inWords(became.map(({ text }) => text))}.`;
}

function conversations(count: number): string {
  return count === 1 ? '1 conversation' : `${count} conversations`;
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
