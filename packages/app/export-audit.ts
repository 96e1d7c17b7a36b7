import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { auditSealStore } from '@throughline/db/audit-seal-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { entryLine, sealLine, type SealableEntry } from '@throughline/security/audit-chain.ts';
import type { AppContext } from './context.ts';
import { readAuditChain } from './read-audit-chain.ts';

const entriesAtOnce = 5_000;

/**
 * The audit as lines of JSON: each seal's entries and behind them `{"seal":…,"hash":…}`, then what is not sealed yet.
 * The hash is over exactly these texts (packages/security/audit-chain.ts), so whoever has the lines can check them
 * without us. Reading it out is on record itself.
 */
export async function exportAudit(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, actor, write }: { organizationId: string; actor: AuditActor; write: (line: string) => void },
): Promise<{ readonly entries: number }> {
  await db.inOrganization(organizationId, (tx) =>
    auditStore(tx).append({
      at: clock.now(),
      entry: { actor, action: 'audit.exported', subjectKind: 'organization', subjectId: organizationId, details: {} },
    }),
  );
  return db.inOrganization(organizationId, async (tx) => {
    let entries = 0;
    let upTo = 0;
    const writeEntry = (entry: SealableEntry) => {
      write(entryLine(entry));
      entries += 1;
    };
    for await (const item of readAuditChain(tx)) {
      if (item.kind === 'entry') {
        writeEntry(item.entry);
        continue;
      }
      write(`{"seal":${sealLine(item.seal)},"hash":"${item.seal.hash.toString('hex')}"}`);
      upTo = item.seal.sequence;
    }
    for await (const entry of unsealedEntries({ tx, upTo })) writeEntry(entry);
    return { entries };
  });
}

async function* unsealedEntries({ tx, upTo }: { tx: Transaction; upTo: number }): AsyncGenerator<SealableEntry> {
  let after: SealableEntry | null = null;
  for (;;) {
    const page: readonly SealableEntry[] = await auditSealStore(tx).unsealedEntries({
      upTo,
      after,
      limit: entriesAtOnce,
    });
    yield* page;
    if (page.length < entriesAtOnce) return;
    after = page.at(-1) ?? null;
  }
}
