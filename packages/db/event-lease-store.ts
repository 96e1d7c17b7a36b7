import { and, asc, eq, gt, isNull, lte, ne, not, or, sql } from 'drizzle-orm';
import { isBeforeInvitations } from './announcement-store.ts';
import type { Transaction } from './database.ts';
import { draftToJson } from './event-draft-json.ts';
import { eventColumns, eventFromRow, type StoredEvent } from './event-store.ts';
import { connection, event } from './schema/tables.ts';

export type EventLease = { readonly eventId: string; readonly leaseNumber: number };

type Changes = Partial<Omit<StoredEvent, 'id' | 'conversationId' | 'leaseNumber'>>;

/** Only an entry that stands and is still to come: before that, an agenda goes out with its invitation. */
const needsAgenda = (now: Temporal.Instant) =>
  and(
    sql`${event.appliedAgendaVersion} < ${event.agendaVersion}`,
    eq(event.step, 'invited'),
    eq(event.desiredStep, 'invited'),
    gt(event.startsAt, now),
  );

/** Nobody is invited before everybody could read why; what was begun, and what takes another's place, goes on. */
const mayBeInvited = (now: Temporal.Instant) =>
  or(
    eq(event.desiredStep, 'cancelled'),
    ne(event.step, 'planned'),
    gt(event.attempts, 0),
    gt(event.generation, 1),
    not(isBeforeInvitations(now)),
  );

/** A step is missing, nobody is at it, and nothing says to wait. `now` is the organisation's time, `wall` the machine's. */
const needsStep = ({ now, wall }: { now: Temporal.Instant; wall: Temporal.Instant }) =>
  and(
    or(sql`${event.appliedVersion} < ${event.desiredVersion}`, needsAgenda(now)),
    or(isNull(event.leasedUntil), lte(event.leasedUntil, wall)),
    or(isNull(event.nextAttemptAt), lte(event.nextAttemptAt, wall)),
    or(eq(event.desiredStep, 'cancelled'), isNull(event.heldUntil), lte(event.heldUntil, now)),
    mayBeInvited(now),
  );

/** Taking an event from step to step: one worker at a time, each try known before it is made. */
export function eventLeaseStore(tx: Transaction) {
  const standing = ({ eventId, leaseNumber }: EventLease) =>
    and(eq(event.id, eventId), eq(event.leaseNumber, leaseNumber));

  return {
    /** Events a step is missing from; those of a broken connection wait for it. */
    async needingStep({
      now,
      wall,
      onlyCancellations,
      conversationId,
    }: {
      now: Temporal.Instant;
      wall: Temporal.Instant;
      onlyCancellations: boolean;
      conversationId?: string;
    }): Promise<readonly { readonly id: string; readonly conversationId: string }[]> {
      return tx
        .select({ id: event.id, conversationId: event.conversationId })
        .from(event)
        .innerJoin(connection, eq(connection.id, event.connectionId))
        .where(
          and(
            needsStep({ now, wall }),
            onlyCancellations ? eq(event.desiredStep, 'cancelled') : undefined,
            conversationId === undefined ? undefined : eq(event.conversationId, conversationId),
            or(
              eq(connection.status, 'active'),
              // Nothing was sent yet: it is planned anew, through whatever the manager connects next.
              and(eq(connection.status, 'disconnected'), eq(event.step, 'planned'), eq(event.attempts, 0)),
            ),
          ),
        )
        .orderBy(asc(event.createdAt), asc(event.id));
    },

    /** Takes the event for one try, this one counted in `attempts`; null when there is nothing to do or somebody is at it. */
    async lease({
      id,
      now,
      wall,
      until,
      onlyCancellation,
    }: {
      id: string;
      now: Temporal.Instant;
      wall: Temporal.Instant;
      until: Temporal.Instant;
      onlyCancellation: boolean;
    }): Promise<StoredEvent | null> {
      const [row] = await tx
        .update(event)
        .set({
          leasedUntil: until,
          leaseNumber: sql`${event.leaseNumber} + 1`,
          attempts: sql`${event.attempts} + 1`,
        })
        .where(
          and(
            eq(event.id, id),
            needsStep({ now, wall }),
            onlyCancellation ? eq(event.desiredStep, 'cancelled') : undefined,
          ),
        )
        .returning(eventColumns);
      return row ? eventFromRow(row) : null;
    },

    /** False when the lease was lost: somebody else has taken over, and nothing of this try may be written. */
    async commit({
      lease,
      changes,
      now,
    }: {
      lease: EventLease;
      changes: Changes;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const { draft, ...rest } = changes;
      const rows = await tx
        .update(event)
        .set({ ...rest, ...(draft ? { draft: draftToJson(draft) } : {}), leasedUntil: null, updatedAt: now })
        .where(standing(lease))
        .returning({ id: event.id });
      return rows.length > 0;
    },
  };
}
