import { and, desc, eq } from 'drizzle-orm';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { Transaction } from './database.ts';
import { digestFromJson, digestToJson } from './digest-json.ts';
import { digest } from './schema/tables.ts';

export type StoredDigest = { readonly id: string; readonly recipientId: string; readonly digest: WeeklyDigest };

/** The weekly email to each leader, as it was written; one for each recipient and ISO week. */
export function digestStore(tx: Transaction) {
  return {
    /** Who has this week's already. */
    async recipientsOf(isoWeek: string): Promise<ReadonlySet<string>> {
      const rows = await tx.select({ recipientId: digest.recipientId }).from(digest).where(eq(digest.isoWeek, isoWeek));
      return new Set(rows.map((row) => row.recipientId));
    },

    /** The new row's id; null where the recipient has one for that week. */
    async add({
      recipientId,
      digest: content,
      now,
    }: {
      recipientId: string;
      digest: WeeklyDigest;
      now: Temporal.Instant;
    }): Promise<string | null> {
      const [row] = await tx
        .insert(digest)
        .values({ recipientId, isoWeek: content.week, content: digestToJson(content), createdAt: now })
        .onConflictDoNothing()
        .returning({ id: digest.id });
      return row?.id ?? null;
    },

    async byId(id: string): Promise<StoredDigest | null> {
      const [row] = await tx.select().from(digest).where(eq(digest.id, id));
      return row ? { id: row.id, recipientId: row.recipientId, digest: digestFromJson(row.content) } : null;
    },

    /** The recipient's own of one week. */
    async ofWeek({ recipientId, isoWeek }: { recipientId: string; isoWeek: string }): Promise<StoredDigest | null> {
      const [row] = await tx
        .select()
        .from(digest)
        .where(and(eq(digest.recipientId, recipientId), eq(digest.isoWeek, isoWeek)));
      return row ? { id: row.id, recipientId: row.recipientId, digest: digestFromJson(row.content) } : null;
    },

    /** The recipient's own, newest first. */
    async allOf({ recipientId, limit }: { recipientId: string; limit: number }): Promise<readonly StoredDigest[]> {
      const rows = await tx
        .select()
        .from(digest)
        .where(eq(digest.recipientId, recipientId))
        .orderBy(desc(digest.isoWeek))
        .limit(limit);
      return rows.map((row) => ({ id: row.id, recipientId: row.recipientId, digest: digestFromJson(row.content) }));
    },
  };
}
