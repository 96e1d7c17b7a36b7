import type { Transaction } from '@throughline/db/database.ts';
import { importRowStore } from '@throughline/db/import-row-store.ts';
import { importStore, type ImportState, type StoredImport } from '@throughline/db/import-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { withSavepoint } from '@throughline/db/savepoint.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { nextStep } from '@throughline/domain/people/import/next-step.ts';
import type { AppContext } from './context.ts';
import { endWaitingImport } from './end-import.ts';
import { importOutcome, unidentified, type ImportOutcome } from './import-outcome.ts';
import { importPeople } from './import-people.ts';
import { rowsToImport } from './import-row-of.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { leaveToHrSystems } from './leave-to-hr-systems.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'queue'>;

/** So often a worker begins; one that goes down each time would take the others with it. */
const mostAttempts = 5;

/**
 * Takes one import as far as it can go, in one transaction: it is done, or nothing of it is, whenever the process ends.
 * To learn what it would change it is carried out and taken back; so a dry run says what would really happen. Answers
 * where it stands then, or null where it was not the worker's turn.
 */
export async function carryOutImport(
  context: Context,
  { organizationId, importId }: { organizationId: string; importId: string },
): Promise<ImportState | null> {
  const begun = await begin(context, { organizationId, importId });
  if (begun !== 'begun') return begun;
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      // Before the row is locked: whoever looks at it meanwhile does not have to wait.
      await peopleStore(tx).lockForImport();
      const run = await importStore(tx).locked(importId);
      if (run === null || run.state === 'waiting_for_approval' || run.endedAt !== null) return null;
      const { outcome, step } = await withSavepoint(tx, async () => {
        const outcome = await takeIn(joined, { tx, organizationId, run });
        const step = nextStep({ ...run, counts: outcome.counts });
        return { keep: step === 'take_in', value: { outcome, step } };
      });
      const now = context.clock.now();
      await importRowStore(tx).replace({ importId, rows: shown({ outcome, isDone: step === 'take_in' }) });
      const state = step === 'ask' ? 'waiting_for_approval' : 'completed';
      const ended = step === 'ask' ? {} : { endedAt: now };
      const change = { state, counts: outcome.counts, rowsDone: run.rowCount, ...ended } as const;
      await importStore(tx).set({ id: importId, change, now });
      if (step !== 'ask') await importStore(tx).dropRows(importId);
      if (step === 'take_in') await completed(joined, { tx, organizationId, run, now });
      return state;
    },
  });
}

/** In a transaction of its own, so that it counts although the work never ends. */
async function begin(
  { db, clock }: Context,
  { organizationId, importId }: { organizationId: string; importId: string },
): Promise<'begun' | ImportState | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const run = await importStore(tx).locked(importId);
    if (run === null || run.state === 'waiting_for_approval' || run.endedAt !== null) return null;
    if (run.attempts >= mostAttempts) {
      await importStore(tx).set({
        id: importId,
        change: { state: 'failed', endedBecause: 'went_wrong', endedAt: now },
        now,
      });
      await importStore(tx).dropRows(importId);
      return 'failed';
    }
    await importStore(tx).set({ id: importId, change: { attempts: run.attempts + 1 }, now });
    return 'begun';
  });
}

async function takeIn(
  joined: Context,
  { tx, organizationId, run }: { tx: Transaction; organizationId: string; run: StoredImport },
): Promise<ImportOutcome> {
  const read = await importStore(tx).rowsOf(run.id);
  const stated = read.flatMap((row) => (row.kind === 'read' ? [row.row] : []));
  const namesManagers = stated.some(({ manager }) => manager?.by === 'name');
  const others = namesManagers ? await peopleStore(tx).all() : [];
  const toImport = await leaveToHrSystems(tx, rowsToImport({ stated, others }));
  const unread = read.flatMap((row) => (row.kind === 'wrong' ? [row.about] : []));
  const imported = await importPeople(joined, {
    organizationId,
    rows: toImport.map(({ row }) => row),
    // A row that does not say whom it is about could be anybody's: then nobody is missing.
    everybody: run.everybody ? { unread, nobodyMissing: unidentified(read) > 0 } : null,
    actor: actorOf(run),
  });
  return importOutcome({ read, toImport, imported });
}

function actorOf({ createdByKind: kind, createdById: id }: StoredImport) {
  return kind === 'operator' || id === null ? ({ kind: 'operator' } as const) : ({ kind, id } as const);
}

/** Once they are here, people are known by what is stored of them; whose row was refused is nobody’s to keep. */
function shown({ outcome, isDone }: { outcome: ImportOutcome; isDone: boolean }) {
  return outcome.rows.map((row) => {
    if (isDone) return { ...row, workEmail: null };
    return row.result === 'created' ? { ...row, personId: null } : row;
  });
}

async function completed(
  joined: Context,
  {
    tx,
    organizationId,
    run,
    now,
  }: { tx: Transaction; organizationId: string; run: StoredImport; now: Temporal.Instant },
): Promise<void> {
  if (run.everybody)
    for (const id of await importStore(tx).waiting({ before: run.id }))
      await endWaitingImport({ tx, id, because: 'overtaken', now });
  const data = { import_id: run.id, state: 'completed' };
  await webhookEventStore(tx).add([{ type: 'import.completed', at: now, data }]);
  await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
}
