import { randomUUIDv7 } from 'node:crypto';
import { auditSealStore, type AuditSeal, type WrittenRange } from '@throughline/db/audit-seal-store.ts';
import { beforeTheFirst, sealHash, type SealableEntry } from '@throughline/security/audit-chain.ts';
import type { AppContext } from './context.ts';

type SealStore = ReturnType<typeof auditSealStore>;

const entriesAtOnce = 5_000;
/** Transactions are counted from three. */
const firstTransaction = '0';

/**
 * Adds a link to the chain over everything written since the last one, and nothing when nothing was. It ends below the
 * oldest transaction that still runs anywhere in the cluster: what commits later comes into a later link. Answers how
 * many entries were sealed.
 */
export async function sealAudit(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { readonly organizationId: string },
): Promise<number> {
  const sealedAt = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const seals = auditSealStore(tx);
    let previous = await seals.last();
    let sealed = 0;
    for (const range of await openRanges({ seals, last: previous })) {
      const seal = await sealOver({ seals, range, previous, organizationId, sealedAt });
      if (seal === null) continue;
      // Somebody else is at it, and will be again in a minute.
      if (!(await seals.add(seal))) return sealed;
      previous = seal;
      sealed += seal.entries;
    }
    return sealed;
  });
}

/**
 * What no link covers yet. Nearly always one range of this cluster. After a dump was restored elsewhere, first what
 * was left where it came from, which nothing can join any more: transactions are counted anew here.
 */
async function openRanges({
  seals,
  last,
}: {
  seals: SealStore;
  last: AuditSeal | null;
}): Promise<readonly WrittenRange[]> {
  const here = await seals.horizon();
  if (last?.clusterId === here.clusterId) return [{ ...here, from: last.writtenBelow }];
  const elsewhere =
    last === null
      ? (await seals.clusters())
          .filter((clusterId) => clusterId !== here.clusterId)
          .map((clusterId) => ({ clusterId, from: firstTransaction, below: null }))
      : [{ clusterId: last.clusterId, from: last.writtenBelow, below: null }];
  const from = (await seals.lastOfCluster(here.clusterId))?.writtenBelow ?? firstTransaction;
  return [...elsewhere, { ...here, from }];
}

async function sealOver({
  seals,
  range,
  previous,
  organizationId,
  sealedAt,
}: {
  seals: SealStore;
  range: WrittenRange;
  previous: AuditSeal | null;
  organizationId: string;
  sealedAt: Temporal.Instant;
}): Promise<AuditSeal | null> {
  const hash = sealHash();
  let after: SealableEntry | null = null;
  for (;;) {
    const page: readonly SealableEntry[] = await seals.entries({ range, after, limit: entriesAtOnce });
    for (const entry of page) hash.add(entry);
    after = page.at(-1) ?? after;
    if (page.length < entriesAtOnce) break;
  }
  if (after === null) return null;
  const seal = {
    id: randomUUIDv7(),
    organizationId,
    sequence: (previous?.sequence ?? 0) + 1,
    clusterId: range.clusterId,
    writtenFrom: range.from,
    writtenBelow: range.below ?? (BigInt(after.writtenIn) + 1n).toString(),
    entries: hash.entries(),
    sealedAt,
    previousHash: Buffer.from(previous?.hash ?? beforeTheFirst),
  };
  return { ...seal, hash: hash.close(seal) };
}
