import { idempotencyStore, type KeptAnswer } from '@throughline/db/idempotency-store.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

export type { KeptAnswer } from '@throughline/db/idempotency-store.ts';

export type AnsweredOnce =
  | { readonly kind: 'answered'; readonly answer: KeptAnswer; readonly replayed: boolean }
  | { readonly kind: 'other_request' };

/** Longer than any client keeps trying; docs say a day. */
const keptHours = 48;

/**
 * Carries out what an API client asks, in one transaction with the idempotency key it came under: asked again, in
 * sequence or at once, it has the one effect and the one answer. Work that throws leaves nothing behind, the key
 * neither, and can be tried again. Without a key it is only carried out.
 */
export async function answerOnce<Context extends Pick<AppContext, 'db' | 'queue' | 'clock'>>(
  context: Context,
  {
    organizationId,
    claim,
    work,
  }: {
    organizationId: string;
    /** `fingerprint` tells one request from another: a digest of method, address and body. */
    claim: { readonly apiKeyId: string; readonly key: string; readonly fingerprint: Buffer } | null;
    work: (joined: Context) => Promise<KeptAnswer>;
  },
): Promise<AnsweredOnce> {
  const wall = context.clock.wall();
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx): Promise<AnsweredOnce> => {
      if (claim === null) return { kind: 'answered', answer: await work(joined), replayed: false };
      const keys = idempotencyStore(tx);
      await keys.forgetBefore(wall.subtract({ hours: keptHours }));
      const claimed = await keys.claim({ ...claim, wall });
      if (claimed.kind === 'other_request') return claimed;
      if (claimed.kind === 'answered') return { ...claimed, replayed: true };
      const answer = await work(joined);
      await keys.keep({ id: claimed.id, answer });
      return { kind: 'answered', answer, replayed: false };
    },
  });
}
