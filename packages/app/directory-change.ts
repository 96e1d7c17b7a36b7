import type { AuditActor } from '@throughline/db/audit-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

export type DirectoryContext = Pick<AppContext, 'db' | 'clock' | 'queue' | 'publicUrl'>;

/** Where one request of a directory works. */
export type DirectoryWork = {
  readonly tx: Transaction;
  readonly organizationId: string;
  readonly now: Temporal.Instant;
  /** The organisation's own date. */
  readonly today: Temporal.PlainDate;
  /** Who has joined, left, come back or changed managers in it: the due dates are looked at again at once. */
  readonly stir: () => void;
  readonly audit: (entry: { action: string; subjectKind: string; subjectId: string }) => Promise<void>;
};

/**
 * One change a directory asks for, in one transaction: whole or not at all, and never beside an import or another change
 * of the same organisation's people.
 */
export async function changeDirectory<Answer>(
  { db, clock, queue }: Pick<DirectoryContext, 'db' | 'clock' | 'queue'>,
  { organizationId, actor }: { organizationId: string; actor: AuditActor },
  work: (given: DirectoryWork) => Promise<Answer>,
): Promise<Answer> {
  const now = clock.now();
  let isStirred = false;
  const answer = await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).lockForImport();
    return work({
      tx,
      organizationId,
      now,
      today: await organizationToday({ tx, organizationId, now }),
      stir: () => {
        isStirred = true;
      },
      audit: (entry) => auditStore(tx).append({ at: now, entry: { ...entry, actor, details: {} } }),
    });
  });
  if (isStirred) await queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
  return answer;
}
