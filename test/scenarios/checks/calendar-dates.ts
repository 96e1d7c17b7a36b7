import type { Facts, LeaveRow, PersonRow } from './facts.ts';

const millisecondsOfDay = 86_400_000;

export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** The person's own date at that moment, as YYYY-MM-DD, which compares as text. */
export function dateAt({ at, timeZone }: { at: Date | Temporal.Instant; timeZone: string }): string {
  const instant = at instanceof Date ? instantOf(at) : at;
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** 24-hour days, with a fraction. */
export function daysBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / millisecondsOfDay;
}

export function isEmployed({ person, on }: { person: PersonRow; on: string }): boolean {
  const { status, start_date: start, end_date: end } = person;
  return status === 'active' && (start === null || start <= on) && (end === null || on <= end);
}

export function isAway({
  leaves,
  personId,
  on,
}: {
  leaves: readonly LeaveRow[];
  personId: string;
  on: string;
}): boolean {
  return leaves.some((leave) => leave.person_id === personId && leave.starts_on <= on && on <= leave.ends_on);
}

/** Whom the reporting line names on a day. */
export function managerIdOn({ facts, reportId, on }: { facts: Facts; reportId: string; on: string }): string | null {
  const line = facts.lines.find(
    ({ report_id, valid_from, valid_to }) =>
      report_id === reportId && valid_from <= on && (valid_to === null || on < valid_to),
  );
  return line?.manager_id ?? null;
}

/**
 * A due date after the report's leave: each absence of 15 days or more that begins by the due date puts it off by as
 * many of its days as lie after `from`. Stretches that touch are one absence.
 */
export function afterLeave({
  leaves,
  personId,
  dueOn,
  from,
}: {
  leaves: readonly LeaveRow[];
  personId: string;
  dueOn: string;
  from: string;
}): string {
  const absences: { startsOn: string; endsOn: string }[] = [];
  for (const { starts_on: startsOn, ends_on: endsOn } of leaves.filter(({ person_id }) => person_id === personId)) {
    const last = absences.at(-1);
    if (last && startsOn <= addDays(last.endsOn, 1)) last.endsOn = last.endsOn > endsOn ? last.endsOn : endsOn;
    else absences.push({ startsOn, endsOn });
  }
  let moved = dueOn;
  for (const { startsOn, endsOn } of absences) {
    const isLong = addDays(startsOn, 14) <= endsOn;
    if (!isLong || startsOn > moved || endsOn <= from) continue;
    const first = startsOn > from ? startsOn : addDays(from, 1);
    moved = addDays(moved, Temporal.PlainDate.from(first).until(endsOn).days + 1);
  }
  return moved;
}
