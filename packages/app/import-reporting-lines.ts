import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import {
  awaitedExternalId,
  awaitedManager,
  reportingLineStore,
  type StoredReportingLine,
} from '@throughline/db/reporting-line-store.ts';
import { isBefore } from '@throughline/domain/time/local-date.ts';
import type { EmployeeRow, StatedManager } from './employee-row.ts';

/**
 * Brings the reporting lines of the rows' people to what the rows say; lines that ended stay as history. Answers whose
 * lines changed, of others too whose manager has arrived, and for whom a manager was named who is not here.
 */
export async function importReportingLines({
  tx,
  taken,
  today,
}: {
  tx: Transaction;
  taken: readonly { readonly row: EmployeeRow; readonly person: StoredPerson }[];
  today: Temporal.PlainDate;
}): Promise<{ readonly relined: ReadonlySet<string>; readonly unknown: ReadonlySet<string> }> {
  const store = reportingLineStore(tx);
  const stating = taken.filter(({ row }) => row.manager !== undefined);
  const managers = await peopleStore(tx).known({
    externalIds: [...new Set(stating.flatMap(({ row }) => row.manager?.externalId ?? []))],
    emails: [...new Set(stating.flatMap(({ row }) => row.manager?.workEmail?.toLowerCase() ?? []))],
  });
  const idOf = {
    externalId: new Map(managers.map((manager) => [manager.externalId, manager.id])),
    workEmail: new Map(managers.map((manager) => [manager.workEmail, manager.id])),
  };
  const linesOf = Map.groupBy(await store.ofReports(stating.map(({ person }) => person.id)), (line) => line.reportId);

  const unknown = new Set<string>();
  const changes = stating.map(({ row, person }) => {
    const managerId = managerIdOf({ manager: row.manager ?? null, idOf });
    if (managerId === undefined || (managerId !== null && awaitedExternalId(managerId) !== null))
      unknown.add(person.id);
    if (managerId === undefined) return { removedIds: [], put: [], reportId: person.id };
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
  return { relined: new Set([...changed.map(({ reportId }) => reportId), ...arrived]), unknown };
}

/** Undefined: nobody here bears the address, and addresses are not waited for. */
function managerIdOf({
  manager,
  idOf,
}: {
  manager: StatedManager | null;
  idOf: { readonly externalId: ReadonlyMap<string | null, string>; readonly workEmail: ReadonlyMap<string, string> };
}): string | null | undefined {
  if (manager === null) return null;
  if (manager.personId !== undefined) return manager.personId;
  if (manager.workEmail !== undefined) return idOf.workEmail.get(manager.workEmail.toLowerCase());
  return idOf.externalId.get(manager.externalId) ?? awaitedManager(manager.externalId);
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
