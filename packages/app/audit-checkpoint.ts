import { auditSealStore } from '@throughline/db/audit-seal-store.ts';
import { beforeTheFirst } from '@throughline/security/audit-chain.ts';
import type { AppContext } from './context.ts';
import { sealAudit } from './seal-audit.ts';

/** What to keep outside the database: with it whoever could rewrite all of the database cannot rewrite what was before. */
export type AuditCheckpoint = {
  readonly organizationId: string;
  /** Of the newest link; 0 before there is any. */
  readonly sequence: number;
  /** SHA-256, in hex. */
  readonly hash: string;
  readonly sealedAt: Temporal.Instant | null;
};

/** Seals what can be sealed by now, and answers the end of the chain. */
export async function auditCheckpoint(
  context: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<AuditCheckpoint> {
  await sealAudit(context, { organizationId });
  const last = await context.db.inOrganization(organizationId, (tx) => auditSealStore(tx).last());
  return {
    organizationId,
    sequence: last?.sequence ?? 0,
    hash: Buffer.from(last?.hash ?? beforeTheFirst).toString('hex'),
    sealedAt: last?.sealedAt ?? null,
  };
}
