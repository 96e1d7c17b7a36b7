import { auditSealStore, type AuditSeal, type SealedEntry } from '@throughline/db/audit-seal-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { SealableEntry } from '@throughline/security/audit-chain.ts';

export type ChainItem =
  | { readonly kind: 'entry'; readonly entry: SealableEntry }
  | { readonly kind: 'seal'; readonly seal: AuditSeal };

const sealsAtOnce = 500;
const entriesAtOnce = 5_000;

/** The audit in the order of its chain: each seal's entries, as they are now, and behind them the seal. */
export async function* readAuditChain(tx: Transaction): AsyncGenerator<ChainItem> {
  const store = auditSealStore(tx);
  // A sequence below the first is nothing of ours, and is read to be noticed.
  let after = -(2 ** 31);
  for (;;) {
    const seals = await store.seals({ after, limit: sealsAtOnce });
    const [first, last] = [seals[0], seals.at(-1)];
    if (first === undefined || last === undefined) return;
    const entries = entriesOf({ tx, first: first.sequence, last: last.sequence });
    let next = await entries.next();
    for (const seal of seals) {
      for (; !next.done && next.value.sequence === seal.sequence; next = await entries.next()) {
        yield { kind: 'entry', entry: next.value };
      }
      yield { kind: 'seal', seal };
    }
    after = last.sequence;
  }
}

async function* entriesOf({
  tx,
  first,
  last,
}: {
  tx: Transaction;
  first: number;
  last: number;
}): AsyncGenerator<SealedEntry> {
  const store = auditSealStore(tx);
  let after: SealedEntry | null = null;
  for (;;) {
    const page: readonly SealedEntry[] = await store.sealedEntries({ first, last, after, limit: entriesAtOnce });
    yield* page;
    if (page.length < entriesAtOnce) return;
    after = page.at(-1) ?? null;
  }
}
