import type { WorkingHours } from '../people/person.ts';
import type { ConversationToPlan, PlannedPerson, TeamToPlan } from '../scheduling/planning-input.ts';
import type { Interval } from '../time/interval.ts';
import { day } from './builders.ts';
import { teamsRules as rules } from './some-teams.ts';

/**
 * A second reading of the hard rules that shares no code with the planner: it looks at wall clocks minute by minute
 * and at raw intervals, knowing nothing of grids, spans or flows. For the teams of `some-teams.ts`.
 */
export function brokenRules({
  team: { manager },
  conversation,
  slot,
  now,
}: {
  team: Pick<TeamToPlan, 'manager'>;
  conversation: ConversationToPlan;
  slot: Interval;
  now: Temporal.Instant;
}): readonly string[] {
  const { report } = conversation;
  const hours = conversation.rules.oneOnOneDistanceHours;
  const near = conversation.oneOnOnes.filter(
    ({ start, end }) => isBefore(start.subtract({ hours }), slot.end) && isBefore(slot.start, end.add({ hours })),
  );
  return [
    ...(isBefore(slot.start, now.add({ hours: conversation.rules.leadTimeDays * 24 })) ? ['lead time'] : []),
    ...(slot.start.until(slot.end).total('minutes') === conversation.rules.durationMinutes ? [] : ['duration']),
    ...(zoned(slot.start, manager).minute % 15 === 0 ? [] : ['quarter hours']),
    ...(near.length > 0 ? ['regular 1:1'] : []),
    ...[manager, report].flatMap((person) => [
      ...(minutesOf(slot).every((minute) => worksAt(minute, person)) ? [] : [`${person.name} at work`]),
      ...(busyOf(person).some(({ start, end }) => isBefore(start, slot.end) && isBefore(slot.start, end))
        ? [`${person.name} free`]
        : []),
      ...(person.booked.some((other) => dateOf(other.slot.start, person).equals(dateOf(slot.start, person)))
        ? [`${person.name} one a day`]
        : []),
    ]),
  ];
}

export function worksAt(instant: Temporal.Instant, person: PlannedPerson): boolean {
  const local = zoned(instant, person);
  const date = local.toPlainDate();
  const time = local.toPlainTime().toString().slice(0, 5);
  const spans = person.workingHours?.[local.dayOfWeek as keyof WorkingHours] ?? [];
  if (!spans.some(({ from, to }) => from <= time && time < to)) return false;
  if (person.isHoliday(date)) return false;
  const isIn = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, to) <= 0;
  if (person.leaves.some(({ startsOn, endsOn }) => isIn(startsOn, endsOn))) return false;
  return !rules.blackouts.some(({ from, to }) => isIn(day(from), day(to)));
}

function busyOf({ freeBusy, booked }: PlannedPerson): readonly Interval[] {
  return [...(freeBusy.kind === 'known' ? freeBusy.busy : []), ...booked.map(({ slot }) => slot)];
}

function minutesOf({ start, end }: Interval): readonly Temporal.Instant[] {
  return Array.from({ length: start.until(end).total('minutes') }, (_, minutes) => start.add({ minutes }));
}

/** Where that person's clocks are. */
export function dateOf(instant: Temporal.Instant, person: PlannedPerson): Temporal.PlainDate {
  return zoned(instant, person).toPlainDate();
}

function zoned(instant: Temporal.Instant, { timeZone }: PlannedPerson): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(timeZone ?? 'UTC');
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
