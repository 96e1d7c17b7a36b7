import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, max, or, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { organization, outbox } from './schema/tables.ts';

export type MailToQueue = {
  readonly dedupeKey: string;
  readonly template: string;
  readonly recipientId: string;
  readonly toAddress: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly messageId: string;
  /** Organisation time; not sent before. */
  readonly dueAt: Temporal.Instant;
};

export type LeasedMail = {
  readonly id: string;
  readonly leaseNumber: number;
  /** This one included. */
  readonly attempts: number;
  readonly dedupeKey: string;
  readonly template: string;
  readonly recipientId: string | null;
  readonly toAddress: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly messageId: string;
};

type Lease = { readonly id: string; readonly leaseNumber: number };

/** A paused organisation's mails wait, except the link somebody at the sign-in page is waiting for. */
const mayLeave = sql`(${outbox.template} = 'sign-in-link' OR EXISTS (
  SELECT 1 FROM ${organization} WHERE ${organization.id} = ${outbox.organizationId} AND ${organization.state} <> 'paused'
))`;

/** Mails that shall leave exactly once. `wall` is the machine's time, for leases; `now` the organisation's. */
export function outboxStore(tx: Transaction) {
  const standing = ({ id, leaseNumber }: Lease) =>
    and(eq(outbox.id, id), eq(outbox.leaseNumber, leaseNumber), eq(outbox.state, 'waiting'));

  async function settle(lease: Lease, values: Partial<typeof outbox.$inferInsert>): Promise<boolean> {
    const settled = await tx
      .update(outbox)
      .set({ ...values, leasedUntil: null })
      .where(standing(lease))
      .returning({ id: outbox.id });
    return settled.length > 0;
  }

  return {
    /** Adds what is not there yet and answers with the dedupe keys that were new. */
    async add({ mails, now }: { mails: readonly MailToQueue[]; now: Temporal.Instant }): Promise<readonly string[]> {
      if (mails.length === 0) return [];
      const added = await tx
        .insert(outbox)
        .values(mails.map((mail) => ({ ...mail, state: 'waiting' as const, createdAt: now })))
        .onConflictDoNothing()
        .returning({ dedupeKey: outbox.dedupeKey });
      return added.map((row) => row.dedupeKey);
    },

    /** Which of these occasions already have their mail, whatever became of it. */
    async known(dedupeKeys: readonly string[]): Promise<ReadonlySet<string>> {
      if (dedupeKeys.length === 0) return new Set();
      const rows = await tx
        .select({ dedupeKey: outbox.dedupeKey })
        .from(outbox)
        .where(inArray(outbox.dedupeKey, [...dedupeKeys]));
      return new Set(rows.map((row) => row.dedupeKey));
    },

    /** Who got, or is to get, one of these mails that was queued after `since`, organisation time. */
    async recipientsSince({
      template,
      since,
    }: {
      template: string;
      since: Temporal.Instant;
    }): Promise<ReadonlySet<string>> {
      const rows = await tx
        .selectDistinct({ recipientId: outbox.recipientId })
        .from(outbox)
        .where(and(eq(outbox.template, template), gt(outbox.createdAt, since)));
      return new Set(rows.flatMap(({ recipientId }) => (recipientId === null ? [] : [recipientId])));
    },

    /** When the newest of these mails that was queued after `since` was queued for each person, organisation time. */
    async lastQueuedFor({
      templates,
      since,
    }: {
      templates: readonly string[];
      since: Temporal.Instant;
    }): Promise<ReadonlyMap<string, Temporal.Instant>> {
      const rows = await tx
        .select({ recipientId: outbox.recipientId, queuedAt: max(outbox.createdAt) })
        .from(outbox)
        .where(and(inArray(outbox.template, [...templates]), gt(outbox.createdAt, since)))
        .groupBy(outbox.recipientId);
      return new Map(
        rows.flatMap(({ recipientId, queuedAt }) => (recipientId && queuedAt ? [[recipientId, queuedAt]] : [])),
      );
    },

    /** When the last of the mails whose key begins so is due, or was, for each person; those due after `since`. */
    async lastDueFor({
      keysBegin,
      since,
    }: {
      keysBegin: string;
      since: Temporal.Instant;
    }): Promise<ReadonlyMap<string, Temporal.Instant>> {
      const rows = await tx
        .select({ recipientId: outbox.recipientId, dueAt: max(outbox.dueAt) })
        .from(outbox)
        .where(and(sql`starts_with(${outbox.dedupeKey}, ${keysBegin})`, gt(outbox.dueAt, since)))
        .groupBy(outbox.recipientId);
      return new Map(rows.flatMap(({ recipientId, dueAt }) => (recipientId && dueAt ? [[recipientId, dueAt]] : [])));
    },

    /** When each person was last sent a mail of this kind. */
    async lastSentTo(template: string): Promise<ReadonlyMap<string, Temporal.Instant>> {
      const rows = await tx
        .select({ recipientId: outbox.recipientId, sentAt: max(outbox.sentAt) })
        .from(outbox)
        .where(and(eq(outbox.template, template), isNotNull(outbox.sentAt)))
        .groupBy(outbox.recipientId);
      return new Map(rows.flatMap(({ recipientId, sentAt }) => (recipientId && sentAt ? [[recipientId, sentAt]] : [])));
    },

    /** Takes up to `limit` mails that are due and that nobody else has. */
    async lease({
      now,
      wall,
      until,
      limit,
    }: {
      now: Temporal.Instant;
      wall: Temporal.Instant;
      until: Temporal.Instant;
      limit: number;
    }): Promise<readonly LeasedMail[]> {
      // By itself, so that it is looked for once: as a part of the update, the plan for a small table looks again for each
      // of its rows and takes them all.
      const free = tx.$with('free').as(
        tx
          .select({ id: outbox.id })
          .from(outbox)
          .where(
            and(
              eq(outbox.state, 'waiting'),
              isNull(outbox.handedOverAt),
              mayLeave,
              lte(outbox.dueAt, now),
              or(isNull(outbox.nextAttemptAt), lte(outbox.nextAttemptAt, wall)),
              or(isNull(outbox.leasedUntil), lte(outbox.leasedUntil, wall)),
            ),
          )
          .orderBy(asc(outbox.dueAt), asc(outbox.id))
          .limit(limit)
          .for('update', { skipLocked: true }),
      );
      const rows = await tx
        .with(free)
        .update(outbox)
        .set({
          leasedUntil: until,
          leaseNumber: sql`${outbox.leaseNumber} + 1`,
          attempts: sql`${outbox.attempts} + 1`,
        })
        .where(inArray(outbox.id, sql`(SELECT id FROM ${free})`))
        .returning();
      return rows.toSorted((a, b) => Temporal.Instant.compare(a.dueAt, b.dueAt) || (a.id < b.id ? -1 : 1));
    },

    /** False when the lease was lost: the mail must not leave. */
    async handOver({ lease, wall }: { lease: Lease; wall: Temporal.Instant }): Promise<boolean> {
      const handed = await tx
        .update(outbox)
        .set({ handedOverAt: wall })
        .where(and(standing(lease), isNull(outbox.handedOverAt)))
        .returning({ id: outbox.id });
      return handed.length > 0;
    },

    markSent: ({ lease, now }: { lease: Lease; now: Temporal.Instant }) =>
      settle(lease, { state: 'sent', sentAt: now, lastError: null }),
    markUncertain: ({ lease, reason }: { lease: Lease; reason: string }) =>
      settle(lease, { state: 'uncertain', lastError: reason }),
    markFailed: ({ lease, reason }: { lease: Lease; reason: string }) =>
      settle(lease, { state: 'failed', lastError: reason }),
    drop: ({ lease, reason }: { lease: Lease; reason: string }) =>
      settle(lease, { state: 'dropped', lastError: reason }),
    /** Nothing was handed over, so it may be tried again from `nextAttemptAt`, wall time. */
    postpone: ({ lease, reason, nextAttemptAt }: { lease: Lease; reason: string; nextAttemptAt: Temporal.Instant }) =>
      settle(lease, { handedOverAt: null, nextAttemptAt, lastError: reason }),

    /** What it is about has moved: not before `dueAt`, organisation time. */
    putOff: ({ lease, dueAt }: { lease: Lease; dueAt: Temporal.Instant }) => settle(lease, { dueAt }),

    /** Mails whose sender vanished after the handover: they may have arrived, so they never leave again. */
    async giveUpUnanswered({ wall }: { wall: Temporal.Instant }): Promise<number> {
      const rows = await tx
        .update(outbox)
        .set({ state: 'uncertain', leasedUntil: null, lastError: 'the answer was lost after the handover' })
        .where(and(eq(outbox.state, 'waiting'), isNotNull(outbox.handedOverAt), lte(outbox.leasedUntil, wall)))
        .returning({ id: outbox.id });
      return rows.length;
    },

    /** Handed over without an answer, settled or not, oldest first. */
    uncertain: () =>
      tx
        .select({
          id: outbox.id,
          template: outbox.template,
          recipientId: outbox.recipientId,
          messageId: outbox.messageId,
          handedOverAt: outbox.handedOverAt,
        })
        .from(outbox)
        .where(or(eq(outbox.state, 'uncertain'), and(eq(outbox.state, 'waiting'), isNotNull(outbox.handedOverAt))))
        .orderBy(asc(outbox.handedOverAt), asc(outbox.id)),
  };
}
