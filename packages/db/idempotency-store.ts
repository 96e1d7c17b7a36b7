import { and, eq, lt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { idempotencyKey } from './schema/tables.ts';

export type KeptAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export type ClaimedKey =
  /** Nobody has used it: what follows in this transaction is its one effect. */
  | { readonly kind: 'new'; readonly id: string }
  | { readonly kind: 'answered'; readonly answer: KeptAnswer }
  /** It came with another request before. */
  | { readonly kind: 'other_request' };

/** Idempotency keys live in the transaction of what they guard: both are kept, or neither. `wall` is the machine's time. */
export function idempotencyStore(tx: Transaction) {
  return {
    /** Of several at once the first goes on; the others wait here until it has committed, and get its answer. */
    async claim({
      apiKeyId,
      key,
      fingerprint,
      wall,
    }: {
      apiKeyId: string;
      key: string;
      fingerprint: Buffer;
      wall: Temporal.Instant;
    }): Promise<ClaimedKey> {
      const [claimed] = await tx
        .insert(idempotencyKey)
        .values({ apiKeyId, key, fingerprint, createdAt: wall })
        .onConflictDoNothing()
        .returning({ id: idempotencyKey.id });
      if (claimed !== undefined) return { kind: 'new', id: claimed.id };
      const [kept] = await tx
        .select()
        .from(idempotencyKey)
        .where(and(eq(idempotencyKey.apiKeyId, apiKeyId), eq(idempotencyKey.key, key)));
      if (kept === undefined || kept.status === null) throw new Error('An idempotency key was kept without an answer');
      if (!kept.fingerprint.equals(fingerprint)) return { kind: 'other_request' };
      return { kind: 'answered', answer: { status: kept.status, headers: kept.headers ?? {}, body: kept.body } };
    },

    async keep({ id, answer }: { id: string; answer: KeptAnswer }): Promise<void> {
      await tx
        .update(idempotencyKey)
        .set({ ...answer })
        .where(eq(idempotencyKey.id, id));
    },

    async forgetBefore(wall: Temporal.Instant): Promise<void> {
      await tx.delete(idempotencyKey).where(lt(idempotencyKey.createdAt, wall));
    },
  };
}
