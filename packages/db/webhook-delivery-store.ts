import { and, asc, desc, eq, getTableColumns, gt, gte, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import { testEventType } from '@throughline/domain/webhook/webhook-event.ts';
import type { ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { webhookDelivery, webhookEndpoint, webhookEvent } from './schema/tables.ts';
import { mayBeTold } from './webhook-endpoint-store.ts';

type Row = typeof webhookDelivery.$inferSelect;
type Event = Pick<typeof webhookEvent.$inferSelect, 'type' | 'at' | 'data'>;
export type WebhookDeliveryState = Row['state'];
export type LeasedDelivery = Pick<Row, 'id' | 'eventId' | 'attempts' | 'leaseNumber'> & { readonly event: Event };
/** With what it is about, for those who look after endpoints. */
export type WebhookDeliveryView = Omit<Row, 'organizationId' | 'leasedUntil' | 'leaseNumber'> & {
  readonly event: Event;
};
export type DeliveryResult = Pick<Row, 'state' | 'nextAttemptAt' | 'lastAttemptAt' | 'lastStatus' | 'lastError'>;

const event = { type: webhookEvent.type, at: webhookEvent.at, data: webhookEvent.data };
const {
  organizationId: _tenant,
  leasedUntil: _until,
  leaseNumber: _number,
  ...viewColumns
} = getTableColumns(webhookDelivery);
const again = { state: 'waiting' as const, attempts: 0, leasedUntil: null };

/** Events on their way to endpoints. `wall` is the machine's time, for leases; `now` the organisation's. */
export function webhookDeliveryStore(tx: Transaction) {
  return {
    /** Takes up to `limit` deliveries of one endpoint that are due and that nobody else has, the oldest events first. */
    async lease({
      endpointId,
      now,
      wall,
      until,
      limit,
    }: {
      endpointId: string;
      now: Temporal.Instant;
      wall: Temporal.Instant;
      until: Temporal.Instant;
      limit: number;
    }): Promise<readonly LeasedDelivery[]> {
      // By itself, so that it is looked for once: as a part of the update, the plan for a small table looks again for each
      // of its rows and takes them all.
      const free = tx.$with('free').as(
        tx
          .select({ id: webhookDelivery.id })
          .from(webhookDelivery)
          .where(
            and(
              eq(webhookDelivery.endpointId, endpointId),
              eq(webhookDelivery.state, 'waiting'),
              lte(webhookDelivery.nextAttemptAt, now),
              or(isNull(webhookDelivery.leasedUntil), lte(webhookDelivery.leasedUntil, wall)),
              mayBeTold,
            ),
          )
          .orderBy(asc(webhookDelivery.eventId))
          .limit(limit)
          .for('update', { skipLocked: true }),
      );
      const leased = await tx
        .with(free)
        .update(webhookDelivery)
        .set({
          leasedUntil: until,
          leaseNumber: sql`${webhookDelivery.leaseNumber} + 1`,
          attempts: sql`${webhookDelivery.attempts} + 1`,
        })
        .from(webhookEvent)
        .where(
          and(inArray(webhookDelivery.id, sql`(SELECT id FROM ${free})`), eq(webhookEvent.id, webhookDelivery.eventId)),
        )
        .returning({
          id: webhookDelivery.id,
          eventId: webhookDelivery.eventId,
          attempts: webhookDelivery.attempts,
          leaseNumber: webhookDelivery.leaseNumber,
          event,
        });
      return leased.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1));
    },

    /** False when the lease was lost, or the delivery was asked for anew or skipped meanwhile. */
    async settle({
      lease: { id, leaseNumber },
      result,
    }: {
      lease: Pick<LeasedDelivery, 'id' | 'leaseNumber'>;
      result: DeliveryResult;
    }): Promise<boolean> {
      const settled = await tx
        .update(webhookDelivery)
        .set({
          ...result,
          leasedUntil: null,
          ...(result.state === 'delivered' ? { deliveredAt: result.lastAttemptAt } : {}),
        })
        .where(
          and(
            eq(webhookDelivery.id, id),
            eq(webhookDelivery.leaseNumber, leaseNumber),
            eq(webhookDelivery.state, 'waiting'),
          ),
        )
        .returning({ id: webhookDelivery.id });
      return settled.length > 0;
    },

    /** Nothing more leaves for an endpoint that was switched off. */
    async skipWaiting(endpointId: string): Promise<void> {
      await tx
        .update(webhookDelivery)
        .set({ state: 'skipped', nextAttemptAt: null, leasedUntil: null })
        .where(and(eq(webhookDelivery.endpointId, endpointId), eq(webhookDelivery.state, 'waiting')));
    },

    /** Something that is sent once, to this endpoint alone, by whoever adds it. */
    async addTest({
      endpointId,
      now,
      until,
    }: {
      endpointId: string;
      now: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<LeasedDelivery> {
      const [added] = await tx
        .insert(webhookEvent)
        .values({ type: testEventType, at: now, data: { endpoint_id: endpointId } })
        .returning({ id: webhookEvent.id, ...event });
      if (added === undefined) throw new Error('A test event was not stored');
      const { id: eventId, ...told } = added;
      const [row] = await tx
        .insert(webhookDelivery)
        .values({ endpointId, eventId, state: 'waiting', nextAttemptAt: now, leasedUntil: until, attempts: 1 })
        .returning({ id: webhookDelivery.id, leaseNumber: webhookDelivery.leaseNumber });
      if (row === undefined) throw new Error('The delivery of a test was not stored');
      return { ...row, eventId, attempts: 1, event: told };
    },

    /** The newest first, on one side of a delivery that was seen: `after` are older ones. */
    async page({
      endpointId,
      state,
      from,
      limit,
    }: {
      endpointId: string;
      state: WebhookDeliveryState | null;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly WebhookDeliveryView[]> {
      const isBackwards = from?.side === 'before';
      const beyond = isBackwards ? gt : lt;
      const rows = await tx
        .select({ ...viewColumns, event })
        .from(webhookDelivery)
        .innerJoin(webhookEvent, eq(webhookEvent.id, webhookDelivery.eventId))
        .where(
          and(
            eq(webhookDelivery.endpointId, endpointId),
            state === null ? undefined : eq(webhookDelivery.state, state),
            from === null ? undefined : beyond(webhookDelivery.id, from.id),
          ),
        )
        .orderBy(isBackwards ? asc(webhookDelivery.id) : desc(webhookDelivery.id))
        .limit(limit);
      return isBackwards ? rows.toReversed() : rows;
    },

    async view(id: string): Promise<WebhookDeliveryView | null> {
      const [row] = await tx
        .select({ ...viewColumns, event })
        .from(webhookDelivery)
        .innerJoin(webhookEvent, eq(webhookEvent.id, webhookDelivery.eventId))
        .where(eq(webhookDelivery.id, id));
      return row ?? null;
    },

    /** Sends one again, whatever became of it; the schedule begins anew. */
    async replay({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(webhookDelivery)
        .set({ ...again, nextAttemptAt: now, deliveredAt: null })
        .where(eq(webhookDelivery.id, id));
    },

    /**
     * Sends whatever the endpoint would have been told of since then and did not acknowledge, or with `all` even what it
     * did. What is under way stays so. Answers how many.
     */
    async replaySince({
      endpointId,
      since,
      all,
      now,
    }: {
      endpointId: string;
      since: Temporal.Instant;
      all: boolean;
      now: Temporal.Instant;
    }): Promise<number> {
      const due = now.toString();
      const rows = await tx.execute(sql`
        INSERT INTO ${webhookDelivery} (endpoint_id, event_id, state, next_attempt_at)
        SELECT endpoint.id, told.id, 'waiting', ${due}::timestamptz
        FROM ${webhookEndpoint} AS endpoint JOIN ${webhookEvent} AS told
          ON told.at >= ${since.toString()}::timestamptz AND told.type <> ${testEventType}
          AND (endpoint.event_types IS NULL OR told.type = ANY (endpoint.event_types))
        WHERE endpoint.id = ${endpointId}
        ORDER BY told.id
        ON CONFLICT (organization_id, endpoint_id, event_id) DO UPDATE
          SET state = 'waiting', attempts = 0, leased_until = NULL, next_attempt_at = excluded.next_attempt_at,
            delivered_at = NULL
          WHERE webhook_delivery.state <> 'waiting' AND (${all} OR webhook_delivery.state <> 'delivered')
        RETURNING id`);
      return rows.rowCount ?? 0;
    },

    /** How many of each state since then, for each endpoint. */
    async countsSince(since: Temporal.Instant) {
      return tx
        .select({
          endpointId: webhookDelivery.endpointId,
          state: webhookDelivery.state,
          count: sql<number>`count(*)::int`,
        })
        .from(webhookDelivery)
        .innerJoin(webhookEvent, eq(webhookEvent.id, webhookDelivery.eventId))
        .where(and(gte(webhookEvent.at, since), ne(webhookEvent.type, testEventType)))
        .groupBy(webhookDelivery.endpointId, webhookDelivery.state);
    },
  };
}
