import { auditStore } from '@throughline/db/audit-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import type { ImportActor } from './submit-import.ts';

export type Approved =
  | { readonly kind: 'approved' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_waiting' }
  /** A later file has been taken in. */
  | { readonly kind: 'overtaken' }
  /** So many would leave, which is not what was said. */
  | { readonly kind: 'other_number'; readonly leaving: number };

/** Somebody says, by name and number, that so many really leave. */
export async function approveImport(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  {
    organizationId,
    importId,
    leaving,
    actor,
  }: { organizationId: string; importId: string; leaving: number; actor: ImportActor },
): Promise<Approved> {
  const now = context.clock.now();
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx): Promise<Approved> => {
      const store = importStore(tx);
      const run = await store.locked(importId);
      if (run === null) return { kind: 'not_found' };
      if (run.state !== 'waiting_for_approval' || run.counts === null) return { kind: 'not_waiting' };
      if (await store.isOvertaken(importId)) return { kind: 'overtaken' };
      if (run.counts.leaving !== leaving) return { kind: 'other_number', leaving: run.counts.leaving };
      const approvedById = 'id' in actor ? actor.id : null;
      const approval = { approvedByKind: actor.kind, approvedById, approvedAt: now, approvedLeaving: leaving };
      await store.set({ id: importId, change: { state: 'running', attempts: 0, ...approval }, now });
      const subject = { subjectKind: 'import', subjectId: importId };
      await auditStore(tx).append({
        at: now,
        entry: { actor, action: 'import.approved', ...subject, details: { leaving } },
      });
      await joined.queue.wake({ name: 'run-sweep', sweep: 'carry-out-imports', organizationId });
      return { kind: 'approved' };
    },
  });
}
