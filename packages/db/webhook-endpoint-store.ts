import { and, asc, eq, exists, isNull, lte, or, sql } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { organization, webhookDelivery, webhookEndpoint } from './schema/tables.ts';

export type StoredWebhookEndpoint = typeof webhookEndpoint.$inferSelect;
export type WebhookEndpointChange = Partial<
  Pick<StoredWebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'state' | 'disabledBecause' | 'disabledAt'>
>;
type Secrets = Pick<StoredWebhookEndpoint, 'secret' | 'formerSecret' | 'formerSecretUntil'>;

/** While an organisation is a draft or paused, nothing is told by itself: what there is to tell waits. */
export const mayBeTold = sql`EXISTS (
  SELECT FROM ${organization}
  WHERE ${organization.id} = ${webhookDelivery.organizationId} AND ${organization.state} IN ('pilot', 'live')
)`;

/** Where other systems are told. `now` is the organisation's time, `wall` the machine's. */
export function webhookEndpointStore(tx: Transaction) {
  return {
    all: (): Promise<readonly StoredWebhookEndpoint[]> =>
      tx.select().from(webhookEndpoint).orderBy(asc(webhookEndpoint.id)),

    async page({
      from,
      limit,
    }: {
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly StoredWebhookEndpoint[]> {
      const { where, orderBy, inOrder } = besidePosition({ column: webhookEndpoint.id, from });
      return inOrder(await tx.select().from(webhookEndpoint).where(where).orderBy(orderBy).limit(limit));
    },

    async byId(id: string): Promise<StoredWebhookEndpoint | null> {
      const [row] = await tx.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, id));
      return row ?? null;
    },

    /** Holds off whoever else changes it until the transaction ends. */
    async lock(id: string): Promise<StoredWebhookEndpoint | null> {
      const [row] = await tx.select().from(webhookEndpoint).where(eq(webhookEndpoint.id, id)).for('update');
      return row ?? null;
    },

    async insert({
      endpoint,
      now,
    }: {
      endpoint: Pick<StoredWebhookEndpoint, 'id' | 'url' | 'description' | 'eventTypes' | 'secret'>;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(webhookEndpoint).values({ ...endpoint, state: 'enabled', createdAt: now, updatedAt: now });
    },

    async change({
      id,
      values,
      now,
    }: {
      id: string;
      values: WebhookEndpointChange & Partial<Secrets>;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(webhookEndpoint)
        .set({
          ...values,
          // Switched on, it begins anew.
          ...(values.state === 'enabled' ? { failingSince: null } : {}),
          version: sql`${webhookEndpoint.version} + 1`,
          updatedAt: now,
        })
        .where(eq(webhookEndpoint.id, id));
    },

    /** The same secrets under the keyring's current key; nothing anybody sees has changed. */
    async reseal({ id, secrets }: { id: string; secrets: Pick<Secrets, 'secret' | 'formerSecret'> }): Promise<void> {
      await tx.update(webhookEndpoint).set(secrets).where(eq(webhookEndpoint.id, id));
    },

    /** With everything that is on its way there. */
    async remove(id: string): Promise<void> {
      await tx.delete(webhookEndpoint).where(eq(webhookEndpoint.id, id));
    },

    /** Null: something got through. Otherwise the first failure stands, however many follow. */
    async noteFailing({ id, since }: { id: string; since: Temporal.Instant | null }): Promise<void> {
      const failingSince = since === null ? null : sql`coalesce(${webhookEndpoint.failingSince}, ${since.toString()})`;
      await tx.update(webhookEndpoint).set({ failingSince }).where(eq(webhookEndpoint.id, id));
    },

    /** Those somebody should deliver to now. */
    async due({ now, wall }: { now: Temporal.Instant; wall: Temporal.Instant }): Promise<readonly string[]> {
      const due = tx
        .select({ id: webhookDelivery.id })
        .from(webhookDelivery)
        .where(
          and(
            eq(webhookDelivery.endpointId, webhookEndpoint.id),
            eq(webhookDelivery.state, 'waiting'),
            lte(webhookDelivery.nextAttemptAt, now),
            or(isNull(webhookDelivery.leasedUntil), lte(webhookDelivery.leasedUntil, wall)),
            mayBeTold,
          ),
        );
      const rows = await tx
        .select({ id: webhookEndpoint.id })
        .from(webhookEndpoint)
        .where(and(eq(webhookEndpoint.state, 'enabled'), exists(due)))
        .orderBy(asc(webhookEndpoint.id));
      return rows.map(({ id }) => id);
    },
  };
}
