import { randomUUIDv7 } from 'node:crypto';
import { auditSealStore } from '@throughline/db/audit-seal-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { anOrganization } from '@throughline/db/testing/rows.ts';
import { expect, vi } from 'vitest';
import type { AppContext } from '../context.ts';
import { sealAudit } from '../seal-audit.ts';

type Context = Pick<AppContext, 'db' | 'clock'>;

/** An organisation and what was written and sealed of it. */
export async function anAudit(context: Context) {
  const { db, clock } = context;
  const { id: organizationId } = anOrganization();
  await db.acrossOrganizations((tx) => organizationStore(tx).insert(anOrganization({ id: organizationId })));
  const inStore = <T>(work: (store: ReturnType<typeof auditSealStore>) => Promise<T>) =>
    db.inOrganization(organizationId, (tx) => work(auditSealStore(tx)));

  return {
    organizationId,
    inStore,

    /** So many entries in one transaction. */
    write: (count: number): Promise<void> =>
      db.inOrganization(organizationId, async (tx) => {
        for (let number = 1; number <= count; number += 1) {
          await auditStore(tx).append({
            at: clock.now(),
            entry: {
              actor: { kind: 'person', id: randomUUIDv7() },
              action: number % 2 === 0 ? 'role.granted' : 'api_key.created',
              subjectKind: 'person',
              subjectId: randomUUIDv7(),
              details: { number, role: 'hr', last: number === count, nothing: null },
            },
          });
        }
      }),

    /** Transactions of other tests' databases in the same cluster hold a seal up until they end. */
    sealAll: (): Promise<void> =>
      vi.waitFor(
        async () => {
          await sealAudit(context, { organizationId });
          expect((await inStore((store) => store.unsealed())).entries).toBe(0);
        },
        { timeout: 20_000 },
      ),
  };
}
