import { and, eq, sql } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { digest, outbox } from './schema/tables.ts';

/** A digest as an API may tell of it: what everybody who got one was told, and whether its mail left. */
export type DigestView = {
  readonly id: string;
  readonly recipientId: string;
  readonly isoWeek: string;
  readonly asOf: Temporal.PlainDate;
  readonly createdAt: Temporal.Instant;
  readonly subject: string;
  readonly verdict: string;
  readonly withheldBecause: string | null;
  readonly mailState: (typeof outbox.$inferSelect)['state'] | null;
  readonly sentAt: Temporal.Instant | null;
};

/** Every field narrows. */
export type DigestFilter = { readonly isoWeek?: string; readonly recipientId?: string };

export function digestViewStore(tx: Transaction) {
  const select = () =>
    tx
      .select({
        id: digest.id,
        recipientId: digest.recipientId,
        isoWeek: digest.isoWeek,
        asOf: sql<string>`${digest.content} ->> 'asOf'`,
        createdAt: digest.createdAt,
        subject: sql<string>`${digest.content} ->> 'subject'`,
        verdict: sql<string>`${digest.content} ->> 'verdict'`,
        withheldBecause: sql<string | null>`${digest.content} #>> '{figures,why}'`,
        mailState: outbox.state,
        sentAt: outbox.sentAt,
      })
      .from(digest)
      .leftJoin(
        outbox,
        and(
          eq(outbox.organizationId, digest.organizationId),
          eq(outbox.dedupeKey, sql`'weekly_digest.' || ${digest.recipientId} || '.' || ${digest.isoWeek}`),
        ),
      );

  return {
    async byId(id: string): Promise<DigestView | null> {
      const [row] = await select().where(eq(digest.id, id));
      return row ? viewOf(row) : null;
    },

    async page({
      filter: { isoWeek, recipientId },
      from,
      limit,
    }: {
      filter: DigestFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly DigestView[]> {
      const beside = besidePosition({ column: digest.id, from });
      const rows = await select()
        .where(
          and(
            isoWeek === undefined ? undefined : eq(digest.isoWeek, isoWeek),
            recipientId === undefined ? undefined : eq(digest.recipientId, recipientId),
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows.map(viewOf));
    },
  };
}

function viewOf({ asOf, ...row }: Omit<DigestView, 'asOf'> & { readonly asOf: string }): DigestView {
  return { ...row, asOf: Temporal.PlainDate.from(asOf) };
}
