import type { Transaction } from '@throughline/db/database.ts';
import { directoryUserStore } from '@throughline/db/directory-user-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { awaitedManager, reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { isIdOfOurs, isUuid, unknownResource } from './directory-refusal.ts';
import { lineChange } from './import-reporting-lines.ts';

/**
 * Brings a person's reporting line to the manager a directory names: by our id, or by the external id or user name the
 * directory has for them, whether they are here yet or not. Somebody named their own manager has none.
 */
export async function stateDirectoryManager({
  tx,
  personId,
  named,
  today,
  now,
}: {
  tx: Transaction;
  personId: string;
  /** Null where there is none any more. */
  named: string | null;
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): Promise<void> {
  const store = reportingLineStore(tx);
  const found = named === null ? null : await managerIdFor({ tx, named });
  const managerId = found === personId ? null : found;
  const lines = await store.ofReports([personId]);
  const change = lineChange({ lines, reportId: personId, managerId, since: null, today });
  if (change.removedIds.length + change.put.length === 0) return;
  await store.replace(change);
  await peopleStore(tx).touch({ ids: [personId], now });
}

async function managerIdFor({ tx, named }: { tx: Transaction; named: string }): Promise<string> {
  if (isUuid(named)) {
    const person = await peopleStore(tx).byId(named.toLowerCase());
    if (person) return person.id;
    if (isIdOfOurs(named)) throw unknownResource(named);
  }
  const bearers = await directoryUserStore(tx).byKeys({ userNames: [named], externalIds: [named] });
  const byDirectory = bearers.find(({ entry }) => entry?.externalId === named) ?? bearers[0];
  const byHr = byDirectory ? null : (await peopleStore(tx).known({ externalIds: [named], emails: [] }))[0];
  return byDirectory?.person.id ?? byHr?.id ?? awaitedManager(named);
}

/** Whoever waited for somebody of these names has a manager now; answers whether anybody did. */
export async function meetAwaitingReports({
  tx,
  personId,
  names,
  now,
}: {
  tx: Transaction;
  personId: string;
  names: readonly (string | null)[];
  now: Temporal.Instant;
}): Promise<boolean> {
  const borne = names.filter((name) => name !== null);
  const reports = await directoryUserStore(tx).resolveAwaited({ personId, names: borne });
  await peopleStore(tx).touch({ ids: reports, now });
  return reports.length > 0;
}
