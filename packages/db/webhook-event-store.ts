import { inArray, lt, sql } from 'drizzle-orm';
import {
  isToldWithWorksCouncil,
  webhookEventTypes,
  type WebhookEvent,
} from '@throughline/domain/webhook/webhook-event.ts';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { organization, webhookDelivery, webhookEndpoint, webhookEvent } from './schema/tables.ts';

const hasWorksCouncil = sql`EXISTS (
  SELECT FROM ${organization}
  WHERE id = nullif(current_setting('throughline.organization_id', true), '')::uuid AND works_council
)`;

/** What there is to tell other systems. Written with the change it tells of, or not at all. */
export function webhookEventStore(tx: Transaction) {
  return {
    /**
     * Puts events on their way to every endpoint that asked for their kind; where an organisation has no endpoint,
     * nothing is kept. One that is switched off is not told, but can ask for it afterwards. Where a works council has a
     * say, what it does not allow to be told of single people is not kept either.
     */
    async add(events: readonly WebhookEvent[]): Promise<void> {
      for (const chunk of inChunks(events)) {
        const rows = chunk.map(({ type, at, data }) => ({
          type,
          at: at.toString(),
          data,
          told_anyway: isToldWithWorksCouncil(type),
        }));
        await tx.execute(sql`
          WITH told AS (
            INSERT INTO ${webhookEvent} (type, at, data)
            SELECT type, at, data
            FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) 
              AS new (type text, at timestamptz, data jsonb, told_anyway boolean)
            WHERE EXISTS (SELECT FROM ${webhookEndpoint}) AND (told_anyway OR NOT ${hasWorksCouncil})
            RETURNING id, type, at
          )
          INSERT INTO ${webhookDelivery} (endpoint_id, event_id, state, next_attempt_at)
          SELECT endpoint.id, told.id, 'waiting', told.at
          FROM told JOIN ${webhookEndpoint} AS endpoint
            ON endpoint.state = 'enabled' AND (endpoint.event_types IS NULL OR told.type = ANY (endpoint.event_types))
          ORDER BY told.id`);
      }
    },

    /** What must not be told of single people any more, told or not. */
    async forgetForWorksCouncil(): Promise<void> {
      const types = webhookEventTypes.filter((type) => !isToldWithWorksCouncil(type));
      await tx.delete(webhookEvent).where(inArray(webhookEvent.type, types));
    },

    /** Events of before, and what became of them; organisation time. Answers how many. */
    async forget({ before }: { before: Temporal.Instant }): Promise<number> {
      const rows = await tx.delete(webhookEvent).where(lt(webhookEvent.at, before)).returning({ id: webhookEvent.id });
      return rows.length;
    },
  };
}
