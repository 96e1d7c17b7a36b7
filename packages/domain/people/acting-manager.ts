import { isBefore, isWithin } from '../time/local-date.ts';
import { isActiveOn } from './person.ts';
import type { Person } from './person.ts';

/** Somebody holds a manager's conversations for a while, both days included, while the reporting line goes on. */
export type ActingManager = {
  readonly managerId: string;
  /** `null`: for everybody who reports to that manager. */
  readonly reportId: string | null;
  readonly actingId: string;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
};

/** Of those who stand in for one report's manager. */
export type StandIn = {
  readonly person: Person;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
};

/**
 * Who stands in for the manager of one report, whenever: those named for this report before those named for everybody,
 * and of each the one that begins last. Nobody stands in for a manager towards themselves.
 */
export function actingFor({
  acting,
  managerId,
  reportId,
}: {
  acting: readonly ActingManager[];
  managerId: string;
  reportId: string;
}): readonly ActingManager[] {
  return acting
    .filter(
      (one) => one.managerId === managerId && (one.reportId ?? reportId) === reportId && one.actingId !== reportId,
    )
    .toSorted(
      (a, b) =>
        Number(a.reportId === null) - Number(b.reportId === null) || Temporal.PlainDate.compare(b.startsOn, a.startsOn),
    );
}

/**
 * Whose conversation it is on a day: of the first who stands in then and is there, else of the manager the reporting
 * line names. `standIns` in order of precedence.
 */
export function holderOn({
  manager,
  standIns,
  on,
  today,
}: {
  manager: Person | null;
  standIns: readonly StandIn[];
  on: Temporal.PlainDate;
  today: Temporal.PlainDate;
}): Person | null {
  return standInOn({ standIns, on, today })?.person ?? manager;
}

export type Days = { readonly from: Temporal.PlainDate | null; readonly to: Temporal.PlainDate | null };

/** The stretch around a day over which whoever holds the conversation then goes on holding it; `null` where it is open. */
export function holdersDays({
  standIns,
  on,
  today,
}: {
  standIns: readonly StandIn[];
  on: Temporal.PlainDate;
  today: Temporal.PlainDate;
}): Days {
  const standIn = standInOn({ standIns, on, today });
  if (standIn) return { from: standIn.startsOn, to: standIn.endsOn };
  const there = standIns.filter(({ person }) => isActiveOn({ person, on: today }));
  const ended = there.filter(({ endsOn }) => isBefore(endsOn, on)).map(({ endsOn }) => endsOn.add({ days: 1 }));
  const begins = there
    .filter(({ startsOn }) => isBefore(on, startsOn))
    .map(({ startsOn }) => startsOn.subtract({ days: 1 }));
  return {
    from: ended.toSorted((a, b) => Temporal.PlainDate.compare(b, a))[0] ?? null,
    to: begins.toSorted((a, b) => Temporal.PlainDate.compare(a, b))[0] ?? null,
  };
}

function standInOn({
  standIns,
  on,
  today,
}: {
  standIns: readonly StandIn[];
  on: Temporal.PlainDate;
  today: Temporal.PlainDate;
}): StandIn | null {
  const isThere = ({ person, startsOn, endsOn }: StandIn) =>
    isWithin({ date: on, from: startsOn, to: endsOn }) && isActiveOn({ person, on: today });
  return standIns.find(isThere) ?? null;
}
