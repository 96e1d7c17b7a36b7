import { and, eq, gt, inArray, isNotNull, max, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { announcement, outbox } from './schema/tables.ts';

export type Announcement = {
  readonly id: string;
  /** Null: in the organisation's own name. */
  readonly sponsorId: string | null;
  readonly subject: string;
  readonly body: string;
  /** When a launch put its mails into the outbox; null before. */
  readonly announcedAt: Temporal.Instant | null;
  /** Null while mails of it are still to leave, and before any launch. */
  readonly invitationsFrom: Temporal.Instant | null;
};

export const announcementTemplate = 'launch-announcement';

/** The text an organisation announces a launch with, and where its mails stand. */
export function announcementStore(tx: Transaction) {
  return {
    /** Holds off whoever else changes or sends it. */
    async lock(): Promise<Announcement | null> {
      const [row] = await tx.select().from(announcement).for('update');
      return row ?? null;
    },

    async read(): Promise<Announcement | null> {
      const [row] = await tx.select().from(announcement);
      return row ?? null;
    },

    /** The moment before which no first invitation leaves; null where it has passed or is not known yet. */
    async invitationsFrom({ now }: { now: Temporal.Instant }): Promise<Temporal.Instant | null> {
      const [row] = await tx
        .select({ from: announcement.invitationsFrom })
        .from(announcement)
        .where(gt(announcement.invitationsFrom, now));
      return row?.from ?? null;
    },

    async put({
      sponsorId,
      subject,
      body,
      now,
    }: Pick<Announcement, 'sponsorId' | 'subject' | 'body'> & { now: Temporal.Instant }): Promise<string> {
      const text = { sponsorId, subject, body, changedAt: now };
      const [row] = await tx
        .insert(announcement)
        .values(text)
        .onConflictDoUpdate({ target: announcement.organizationId, set: text })
        .returning({ id: announcement.id });
      if (row === undefined) throw new Error('The announcement was not stored');
      return row.id;
    },

    async remove(id: string): Promise<void> {
      await tx.delete(announcement).where(eq(announcement.id, id));
    },

    /** Its mails are in the outbox now; until they have left nobody is invited. */
    async announce({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx.update(announcement).set({ announcedAt: now, invitationsFrom: null }).where(eq(announcement.id, id));
    },

    async openInvitations({ id, from }: { id: string; from: Temporal.Instant }): Promise<void> {
      await tx
        .update(announcement)
        .set({ invitationsFrom: from })
        .where(and(eq(announcement.id, id), isNotNull(announcement.announcedAt)));
    },

    /** How many of its mails have yet to leave, how many have left, and when the last one did. */
    async progress(): Promise<{
      readonly waiting: number;
      readonly sent: number;
      readonly lastSentAt: Temporal.Instant | null;
    }> {
      const of = (...states: readonly (typeof outbox.$inferSelect)['state'][]) =>
        sql<number>`count(*) FILTER (WHERE ${inArray(outbox.state, [...states])})`.mapWith(Number);
      const [row] = await tx
        .select({ waiting: of('waiting'), sent: of('sent', 'uncertain'), lastSentAt: max(outbox.sentAt) })
        .from(outbox)
        .where(eq(outbox.template, announcementTemplate));
      return row ?? { waiting: 0, sent: 0, lastSentAt: null };
    },
  };
}

/** Whether an announcement has gone out, or is going, and the time for invitations has not come. `now` is organisation time. */
export const isBeforeInvitations = (now: Temporal.Instant) => sql`EXISTS (
  SELECT 1 FROM ${announcement} WHERE ${announcement.announcedAt} IS NOT NULL
    AND (${announcement.invitationsFrom} IS NULL OR ${announcement.invitationsFrom} > ${now.toString()}::timestamptz)
)`;
