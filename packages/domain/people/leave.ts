import { daysBetween, isBefore, isWithin, laterDate } from '../time/local-date.ts';

/** Dates only: Throughline stores no type of absence. `endsOn` is inclusive, as HR systems state it. */
export type Leave = {
  readonly personId: string;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
};

/** Calendar days, both ends counted. */
export function daysOfLeave({ startsOn, endsOn }: Pick<Leave, 'startsOn' | 'endsOn'>): number {
  return daysBetween(startsOn, endsOn) + 1;
}

export function isOnLeave({
  leaves,
  personId,
  on,
}: {
  leaves: readonly Leave[];
  personId: string;
  on: Temporal.PlainDate;
}): boolean {
  return leaves.some(
    (leave) => leave.personId === personId && isWithin({ date: on, from: leave.startsOn, to: leave.endsOn }),
  );
}

/**
 * One person's leave in order, with stretches that overlap or follow each other day by day made one:
 * HR systems split a long absence at month ends and at changes of type.
 */
export function absencesOf({ leaves, personId }: { leaves: readonly Leave[]; personId: string }): readonly Leave[] {
  const absences: Leave[] = [];
  const own = leaves.filter((leave) => leave.personId === personId && !isBefore(leave.endsOn, leave.startsOn));
  for (const leave of own.toSorted((a, b) => Temporal.PlainDate.compare(a.startsOn, b.startsOn))) {
    const last = absences.at(-1);
    if (last && !isBefore(last.endsOn.add({ days: 1 }), leave.startsOn)) {
      absences[absences.length - 1] = { ...last, endsOn: laterDate(last.endsOn, leave.endsOn) };
    } else {
      absences.push(leave);
    }
  }
  return absences;
}
