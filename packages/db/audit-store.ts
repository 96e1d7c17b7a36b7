import { desc } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { audit } from './schema/tables.ts';

export type AuditActor =
  | { readonly kind: 'person' | 'api_key'; readonly id: string }
  | { readonly kind: 'throughline' | 'operator' };

/** Who did what to what. Ids and counts, never content. */
export type AuditEntry = {
  readonly actor: AuditActor;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
};

export type AuditRow = typeof audit.$inferSelect;

/** Append-only: the application's role can neither change nor remove what it wrote. */
export function auditStore(tx: Transaction) {
  return {
    async append({ entry, at }: { entry: AuditEntry; at: Temporal.Instant }): Promise<void> {
      const { actor, details, ...rest } = entry;
      await tx.insert(audit).values({
        ...rest,
        at,
        actorKind: actor.kind,
        actorId: 'id' in actor ? actor.id : null,
        details: { ...details },
      });
    },

    latest: ({ limit }: { limit: number }): Promise<readonly AuditRow[]> =>
      tx.select().from(audit).orderBy(desc(audit.at), desc(audit.id)).limit(limit),
  };
}
