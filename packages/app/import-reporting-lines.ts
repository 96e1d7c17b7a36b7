import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { awaitedManager, reportingLineStore, type StoredReportingLine } from '@throughline/db/reporting-line-store.ts';
import { isBefore } from '@throughline/domain/time/local-date.ts';
import type { EmployeeRow, StatedManager } from './employee-row.ts';

/**
 * Brings the reporting lines of the rows' people to what the rows say; lines that ended stay as history. Answers whose
 * lines changed, of others too whose manager has arrived.
 */
export async function importReportingLines({
  tx,
  taken,
  today,
}: {
  tx: Transaction;
  taken: readonly { readonly row: EmployeeRow; readonly person: StoredPerson }[];
  today: Temporal.PlainDate;
}): Promise<ReadonlySet<string>> {
  const store = reportingLineStore(tx);
  const stating = taken.filter(({ row }) => row.manager !== undefined);
  const managers = await peopleStore(tx).known({
    externalIds: [...new Set(stating.flatMap(({ row }) => row.manager?.externalId ?? []))],
    emails: [],
  });
  const idOf = new Map(managers.map((manager) => [manager.externalId, manager.id]));
  const linesOf = Map.groupBy(await store.ofReports(stating.map(({ person }) => person.id)), (line) => line.reportId);

  const changes = stating.map(({ row, person }) => {
    const managerId = managerIdOf({ manager: row.manager ?? null, idOf });
    const lines = linesOf.get(person.id) ?? [];
    const change = lineChange({ lines, reportId: person.id, managerId, since: row.manager?.since ?? null, today });
    return { ...change, reportId: person.id };
  });
  await store.replace({
    removedIds: changes.flatMap((change) => change.removedIds),
    put: changes.flatMap((change) => change.put),
  });
  const arrived = await store.resolveAwaited();
  const changed = changes.filter(({ removedIds, put }) => removedIds.length + put.length > 0);
  return new Set([...changed.map(({ reportId }) => reportId), ...arrived]);
}

function managerIdOf({
  manager,
  idOf,
}: {
  manager: StatedManager | null;
  idOf: ReadonlyMap<string | null, string>;
}): string | null {
  if (manager === null) return null;
  return manager.personId ?? idOf.get(manager.externalId) ?? awaitedManager(manager.externalId);
}

type LineChange = { readonly removedIds: readonly string[]; readonly put: readonly StoredReportingLine[] };

/**
 * From `since` on the manager is this one: lines that begin later are gone, the one that holds then ends. Without
 * `since` a manager who already is the last one named stays since when they were, anybody else begins today.
 */
export function lineChange({
  lines,
  reportId,
  managerId,
  since,
  today,
}: {
  lines: readonly StoredReportingLine[];
  reportId: string;
  managerId: string | null;
  since: Temporal.PlainDate | null;
  today: Temporal.PlainDate;
}): LineChange {
  const last = lines.find((line) => line.validTo === null) ?? null;
  const isSameManager = (last?.managerId ?? null) === managerId;
  if (isSameManager && (since === null || last === null || last.validFrom.equals(since)))
    return { removedIds: [], put: [] };

  const from = since ?? today;
  const removed = lines.filter((line) => !isBefore(line.validFrom, from));
  const cut = lines
    .filter((line) => isBefore(line.validFrom, from) && (line.validTo === null || isBefore(from, line.validTo)))
    .map((line) => ({ ...line, validTo: from }));
  const added = managerId === null ? [] : [{ id: randomUUIDv7(), reportId, managerId, validFrom: from, validTo: null }];
  return { removedIds: removed.map((line) => line.id), put: [...cut, ...added] };
}
