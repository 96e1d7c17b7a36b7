import type { StoredHrSource } from '@throughline/db/hr-source-store.ts';
import type { StoredLeave, StoredPerson } from '@throughline/db/people-store.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import type { SourceField } from '@throughline/domain/people/sources/fields-to-take.ts';
import type { EmployeeRow, StatedLeave, StatedManager } from './employee-row.ts';
import type { KnownToPull } from './load-pull.ts';
import { matchPulled } from './match-pulled.ts';
import type { PulledPerson } from './ports/hr-system.ts';
import { pulledRowOf, saidOf } from './pulled-row-of.ts';
import type { Pulled } from './read-hr-source.ts';

export type PullPlan = {
  readonly rows: readonly {
    readonly sourcePersonId: string;
    readonly employee: EmployeeRow;
    /** Everything the source says of them, taken or not. */
    readonly fields: readonly SourceField[];
  }[];
  /** Missing, and in no other source: they have left. */
  readonly gone: readonly string[];
  /** Missing here, and still in another source. */
  readonly elsewhere: readonly string[];
  readonly unusable: number;
  /** How many leave by it, of how many who were here. */
  readonly leaving: number;
  readonly present: number;
};

type Place = Pick<StoredHrSource, 'precedence' | 'idPrefix'>;

/** What a whole list of one source means for the people it is about. */
export function planPull({
  source,
  pulled,
  known,
  today,
}: {
  source: Place;
  pulled: Pulled;
  known: KnownToPull;
  today: Temporal.PlainDate;
}): PullPlan {
  const { links, others } = known;
  const elsewhere = new Set(others.keys());
  const matched = matchPulled({ ...known, rows: pulled.rows, elsewhere, idPrefix: source.idPrefix });
  const usable = pulled.rows.filter((row): row is PulledPerson => !('unusable' in row));
  const rows = usable.map((row) => plannedRow({ row, source, pulled, known, matched }));

  const byId = new Map(known.known.map((person) => [person.id, person]));
  const isHere = (id: string | undefined) => {
    const person = byId.get(id ?? '');
    return person !== undefined && !hasLeft({ person, on: today });
  };
  const listed = new Set(pulled.rows.map((row) => row.sourceId));
  const reached = new Set([...matched.values()].map(({ id }) => id));
  const missing = links.filter((link) => !listed.has(link.sourcePersonId)).map(({ personId }) => personId);
  const gone = missing.filter((id) => isHere(id) && !elsewhere.has(id) && !reached.has(id));
  const going = rows.filter(({ employee }) => isHere(employee.personId) && endsBy(employee, today));
  const about = new Set([...links.map(({ personId }) => personId), ...reached]);
  return {
    rows,
    gone,
    elsewhere: missing.filter((id) => elsewhere.has(id)),
    unusable: pulled.rows.length - usable.length,
    leaving: gone.length + going.length,
    present: [...about].filter(isHere).length,
  };
}

function plannedRow({
  row,
  source: { precedence, idPrefix },
  pulled,
  known,
  matched,
}: {
  row: PulledPerson;
  source: Place;
  pulled: Pulled;
  known: KnownToPull;
  matched: ReadonlyMap<string, StoredPerson>;
}): PullPlan['rows'][number] {
  const person = matched.get(row.sourceId) ?? null;
  const others = known.others.get(person?.id ?? '') ?? [];
  const fieldsOf = (links: typeof others) => new Set<SourceField>(links.flatMap(({ fields }) => fields));
  const leaves = leavesOf({ row, pulled, kept: known.leaves.get(person?.id ?? '') ?? [] });
  return {
    sourcePersonId: row.sourceId,
    fields: [...saidOf({ row, leaves }).stated],
    employee: pulledRowOf({
      row,
      person,
      externalId: `${idPrefix}${row.sourceId}`,
      manager: managerOf({ row, matched, idPrefix }),
      leaves,
      above: fieldsOf(others.filter((link) => link.precedence < precedence)),
      below: fieldsOf(others.filter((link) => link.precedence > precedence)),
      leavesStatusToDirectory: person !== null && known.inDirectory.has(person.id),
    }),
  };
}

function endsBy({ status, endDate }: EmployeeRow, today: Temporal.PlainDate): boolean {
  return status === 'inactive' || (endDate ? Temporal.PlainDate.compare(endDate, today) < 0 : false);
}

/** By our own id where the source's is somebody here, else by the external id they will have. */
function managerOf({
  row: { manager },
  matched,
  idPrefix,
}: {
  row: PulledPerson;
  matched: ReadonlyMap<string, StoredPerson>;
  idPrefix: string;
}): StatedManager | null | undefined {
  if (!manager) return manager;
  const known = matched.get(manager.sourceId);
  const since = manager.since === undefined ? {} : { since: manager.since };
  if (known !== undefined) return { personId: known.id, ...since };
  return { externalId: `${idPrefix}${manager.sourceId}`, ...since };
}

/** What the source says of the days it was asked for, and what is known of other days. */
function leavesOf({
  row: { sourceId },
  pulled: { absences, days },
  kept,
}: {
  row: PulledPerson;
  pulled: Pulled;
  kept: readonly StoredLeave[];
}): readonly StatedLeave[] | null {
  if (absences === null) return null;
  const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b) < 0;
  const byFirstDay = new Map<string, StatedLeave>();
  for (const { externalId, startsOn, endsOn } of kept) {
    const isAskedFor = !isBefore(endsOn, days.from) && !isBefore(days.to, startsOn);
    if (!isAskedFor) byFirstDay.set(startsOn.toString(), { externalId, startsOn, endsOn });
  }
  // Of several that begin on one day the longest covers the others.
  for (const { startsOn, endsOn } of absences.get(sourceId) ?? []) {
    const before = byFirstDay.get(startsOn.toString());
    if (isBefore(endsOn, startsOn) || (before && isBefore(endsOn, before.endsOn))) continue;
    byFirstDay.set(startsOn.toString(), { externalId: null, startsOn, endsOn });
  }
  return [...byFirstDay.values()];
}
