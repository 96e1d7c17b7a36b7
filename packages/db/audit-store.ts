import { and, desc, eq, gt, ne, sql } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { audit, exemption } from './schema/tables.ts';

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

/** Append-only: the application's role can neither change nor remove what it wrote, nor choose where it stands. */
export function auditStore(tx: Transaction) {
  return {
    async append({ entry, at }: { entry: AuditEntry; at: Temporal.Instant }): Promise<void> {
      const { actor, action, subjectKind, subjectId, details } = entry;
      const actorId = 'id' in actor ? actor.id : null;
      // Only these columns may be written, and drizzle names every column of a table.
      await tx.execute(sql`
        INSERT INTO audit (at, actor_kind, actor_id, action, subject_kind, subject_id, details)
        VALUES (${at.toString()}, ${actor.kind}, ${actorId}, ${action}, ${subjectKind}, ${subjectId}, ${JSON.stringify(details)})`);
    },

    /**
     * Up to `limit` entries by id on one side of a position, in order whichever side that is. What was done to an
     * exemption is among them where the exemption can be seen: what is left would be about holds. `connections` says whether
     * what people did with their own calendars is. The export has all.
     */
    async page({
      filter: { action, after, connections },
      from,
      limit,
    }: {
      filter: { readonly action?: string; readonly after?: Temporal.Instant; readonly connections: boolean };
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly AuditRow[]> {
      const beside = besidePosition({ column: audit.id, from });
      const rows = await tx
        .select()
        .from(audit)
        .where(
          and(
            action === undefined ? undefined : eq(audit.action, action),
            after && gt(audit.at, after),
            sql`(${audit.subjectKind} <> 'exemption' OR EXISTS (
              SELECT FROM ${exemption} WHERE ${exemption.id} = ${audit.subjectId} AND ${exemption.category} <> 'hold'))`,
            connections ? undefined : ne(audit.subjectKind, 'connection'),
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },

    latest: ({ limit }: { limit: number }): Promise<readonly AuditRow[]> =>
      tx.select().from(audit).orderBy(desc(audit.at), desc(audit.id)).limit(limit),
  };
}
