import { auditSealStore, type AuditSeal, type UnsealedFigures } from '@throughline/db/audit-seal-store.ts';
import { beforeTheFirst, sealHash } from '@throughline/security/audit-chain.ts';
import type { AuditCheckpoint } from './audit-checkpoint.ts';
import type { AppContext } from './context.ts';
import { readAuditChain } from './read-audit-chain.ts';

/** One place where the audit is not what was sealed. */
export type AuditFinding =
  /** Entries or the seal itself were changed, removed, added or put in another order since. */
  | {
      readonly kind: 'not_as_sealed';
      readonly sequence: number;
      readonly sealedAt: Temporal.Instant;
      readonly entriesSealed: number;
      readonly entriesNow: number;
    }
  /** Links are missing before this one, or it does not continue the one before. */
  | { readonly kind: 'link_missing'; readonly sequence: number }
  | { readonly kind: 'link_broken'; readonly sequence: number }
  /** Entries that stand where a seal has been set since, or where nobody ever wrote. */
  | { readonly kind: 'slipped_in'; readonly entries: number }
  /** The chain is shorter than the checkpoint: its end was cut off. */
  | { readonly kind: 'cut_off'; readonly sequence: number; readonly last: number }
  | { readonly kind: 'other_than_checkpoint'; readonly sequence: number }
  | { readonly kind: 'checkpoint_of_another_organization'; readonly organizationId: string };

export type VerifiedAudit = {
  readonly seals: number;
  readonly entries: number;
  readonly last: AuditSeal | null;
  readonly unsealed: UnsealedFigures;
  readonly findings: readonly AuditFinding[];
};

/**
 * Reads all of the audit and computes its chain anew. Without a checkpoint from outside the database nobody can tell
 * that its end was cut off, or that all of it was computed anew by somebody with all rights; with one, up to there.
 */
export async function verifyAudit(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, checkpoint }: { organizationId: string; checkpoint: AuditCheckpoint | null },
): Promise<VerifiedAudit> {
  return db.inOrganization(organizationId, async (tx) => {
    const findings: AuditFinding[] = [];
    let last: AuditSeal | null = null;
    let [seals, entries] = [0, 0];
    let atCheckpoint: string | null = checkpoint?.sequence === 0 ? hex(beforeTheFirst) : null;
    const endOfCluster = new Map<string, string>();
    let hash = sealHash();
    for await (const item of readAuditChain(tx)) {
      if (item.kind === 'entry') {
        hash.add(item.entry);
        continue;
      }
      const { seal } = item;
      const { sequence, sealedAt, clusterId } = seal;
      const expected = (last?.sequence ?? 0) + 1;
      if (sequence !== expected) findings.push({ kind: 'link_missing', sequence });
      else if (!continues({ seal, last, from: endOfCluster.get(clusterId) ?? '0' })) {
        findings.push({ kind: 'link_broken', sequence });
      }
      const entriesNow = hash.entries();
      if (!hash.close(seal).equals(seal.hash) || entriesNow !== seal.entries) {
        findings.push({ kind: 'not_as_sealed', sequence, sealedAt, entriesSealed: seal.entries, entriesNow });
      }
      if (sequence === checkpoint?.sequence) atCheckpoint = hex(seal.hash);
      endOfCluster.set(clusterId, seal.writtenBelow);
      last = seal;
      seals += 1;
      entries += entriesNow;
      hash = sealHash();
    }
    const unsealed = await auditSealStore(tx).unsealed();
    if (unsealed.strays > 0) findings.push({ kind: 'slipped_in', entries: unsealed.strays });
    if (checkpoint !== null) findings.push(...against({ checkpoint, organizationId, atCheckpoint, last }));
    return { seals, entries, last, unsealed, findings };
  });
}

function continues({ seal, last, from }: { seal: AuditSeal; last: AuditSeal | null; from: string }): boolean {
  return seal.previousHash.equals(last?.hash ?? beforeTheFirst) && seal.writtenFrom === from;
}

function against({
  checkpoint,
  organizationId,
  atCheckpoint,
  last,
}: {
  checkpoint: AuditCheckpoint;
  organizationId: string;
  /** The hash of the link with the checkpoint's sequence. */
  atCheckpoint: string | null;
  last: AuditSeal | null;
}): readonly AuditFinding[] {
  const { sequence } = checkpoint;
  if (checkpoint.organizationId !== organizationId) {
    return [{ kind: 'checkpoint_of_another_organization', organizationId: checkpoint.organizationId }];
  }
  if (atCheckpoint === checkpoint.hash) return [];
  const end = last?.sequence ?? 0;
  return end < sequence ? [{ kind: 'cut_off', sequence, last: end }] : [{ kind: 'other_than_checkpoint', sequence }];
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
