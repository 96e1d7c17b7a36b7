import { and, desc, eq, gt, gte, lte, sql, type SQL } from 'drizzle-orm';
import type { SealableEntry } from '@throughline/security/audit-chain.ts';
import type { Transaction } from './database.ts';
import { audit, auditSeal } from './schema/tables.ts';

export type AuditSeal = typeof auditSeal.$inferSelect;

/** Rows of one cluster that transactions from the first (included) to the second (excluded) wrote; null has no end. */
export type WrittenRange = { readonly clusterId: string; readonly from: string; readonly below: string | null };

export type SealedEntry = SealableEntry & { readonly sequence: number };

export type UnsealedFigures = {
  readonly entries: number;
  readonly oldestAt: Temporal.Instant | null;
  /** Of these, written where a seal has been set since, or where no transaction ever wrote. */
  readonly strays: number;
};

const entryColumns = {
  id: audit.id,
  organizationId: audit.organizationId,
  clusterId: audit.clusterId,
  writtenIn: audit.writtenIn,
  at: sql<string>`to_json(${audit.at}) #>> '{}'`,
  actorKind: sql<string>`${audit.actorKind}`,
  actorId: audit.actorId,
  action: audit.action,
  subjectKind: audit.subjectKind,
  subjectId: audit.subjectId,
  details: sql<string>`${audit.details}::text`,
};

const thisCluster = sql`(pg_control_system()).system_identifier`;
const ofSeal = sql`${auditSeal.clusterId} = ${audit.clusterId}`;
const within = sql`${ofSeal} AND ${audit.writtenIn} >= ${auditSeal.writtenFrom} AND ${audit.writtenIn} < ${auditSeal.writtenBelow}`;
const anySeal = (where: SQL) => sql`EXISTS (SELECT FROM ${auditSeal} WHERE ${where})`;

/** The chain over an organisation's audit. Seals are added, never changed or removed. */
export function auditSealStore(tx: Transaction) {
  const behind = (after: Pick<SealableEntry, 'writtenIn' | 'id'> | null) =>
    after && sql`(${audit.writtenIn}, ${audit.id}) > (${after.writtenIn}::xid8, ${after.id}::uuid)`;
  const newest = (where: SQL | undefined) =>
    tx.select().from(auditSeal).where(where).orderBy(desc(auditSeal.sequence)).limit(1);

  return {
    /**
     * This cluster, and the oldest transaction that still runs anywhere in it: all that older ones wrote can be seen
     * from now on, and nothing will join it.
     */
    async horizon(): Promise<{ readonly clusterId: string; readonly below: string }> {
      const { rows } = await tx.execute<{ clusterId: string; below: string }>(
        sql`SELECT ${thisCluster} AS "clusterId", pg_snapshot_xmin(pg_current_snapshot())::text AS below`,
      );
      return rows[0]!;
    },

    async last(): Promise<AuditSeal | null> {
      const [seal] = await newest(undefined);
      return seal ?? null;
    },

    async lastOfCluster(clusterId: string): Promise<AuditSeal | null> {
      const [seal] = await newest(eq(auditSeal.clusterId, clusterId));
      return seal ?? null;
    },

    /** Where rows were written, first come first. */
    async clusters(): Promise<readonly string[]> {
      const rows = await tx
        .select({ clusterId: audit.clusterId })
        .from(audit)
        .groupBy(audit.clusterId)
        .orderBy(sql`min(${audit.at})`);
      return rows.map(({ clusterId }) => clusterId);
    },

    /** In the order in which they are sealed: by transaction, then id. */
    entries: ({
      range: { clusterId, from, below },
      after,
      limit,
    }: {
      range: WrittenRange;
      after: SealableEntry | null;
      limit: number;
    }): Promise<readonly SealableEntry[]> =>
      tx
        .select(entryColumns)
        .from(audit)
        .where(
          and(
            eq(audit.clusterId, clusterId),
            gte(audit.writtenIn, from),
            below === null ? undefined : sql`${audit.writtenIn} < ${below}::xid8`,
            behind(after) ?? undefined,
          ),
        )
        .orderBy(audit.writtenIn, audit.id)
        .limit(limit),

    /** False when another worker has added this link before; the chain never forks. */
    async add(seal: AuditSeal): Promise<boolean> {
      const added = await tx
        .insert(auditSeal)
        .values(seal)
        .onConflictDoNothing({ target: [auditSeal.organizationId, auditSeal.sequence] })
        .returning({ sequence: auditSeal.sequence });
      return added.length > 0;
    },

    seals: ({ after, limit }: { after: number; limit: number }): Promise<readonly AuditSeal[]> =>
      tx.select().from(auditSeal).where(gt(auditSeal.sequence, after)).orderBy(auditSeal.sequence).limit(limit),

    /** What is there now of what these seals were set over, seal by seal. */
    sealedEntries: ({
      first,
      last,
      after,
      limit,
    }: {
      /** Sequences, both included. */
      first: number;
      last: number;
      after: SealedEntry | null;
      limit: number;
    }): Promise<readonly SealedEntry[]> =>
      tx
        .select({ ...entryColumns, sequence: auditSeal.sequence })
        .from(auditSeal)
        .innerJoin(audit, within)
        .where(
          and(
            gte(auditSeal.sequence, first),
            lte(auditSeal.sequence, last),
            after
              ? sql`(${auditSeal.sequence}, ${audit.writtenIn}, ${audit.id}) > (${after.sequence}::int, ${after.writtenIn}::xid8, ${after.id}::uuid)`
              : undefined,
          ),
        )
        .orderBy(auditSeal.sequence, audit.writtenIn, audit.id)
        .limit(limit),

    /** What no seal up to this sequence covers. */
    unsealedEntries: ({
      upTo,
      after,
      limit,
    }: {
      upTo: number;
      after: SealableEntry | null;
      limit: number;
    }): Promise<readonly SealableEntry[]> =>
      tx
        .select(entryColumns)
        .from(audit)
        .where(
          and(
            sql`NOT ${anySeal(sql`${within} AND ${auditSeal.sequence} <= ${upTo}`)}`,
            after
              ? sql`(${audit.clusterId}, ${audit.writtenIn}, ${audit.id}) > (${after.clusterId}::bigint, ${after.writtenIn}::xid8, ${after.id}::uuid)`
              : undefined,
          ),
        )
        .orderBy(audit.clusterId, audit.writtenIn, audit.id)
        .limit(limit),

    async unsealed(): Promise<UnsealedFigures> {
      const behindASeal = anySeal(sql`${ofSeal} AND ${auditSeal.writtenBelow} > ${audit.writtenIn}`);
      const newestCluster = sql`(SELECT ${auditSeal.clusterId} FROM ${auditSeal} ORDER BY ${auditSeal.sequence} DESC LIMIT 1)`;
      const isFromElsewhere = sql`${audit.clusterId} <> ${thisCluster} AND ${audit.clusterId} <> ${newestCluster}`;
      const isFromTheFuture = sql`${audit.clusterId} = ${thisCluster} AND ${audit.writtenIn} >= pg_snapshot_xmax(pg_current_snapshot())`;
      const [figures] = await tx
        .select({
          entries: sql<number>`count(*)::int`,
          oldestAt: sql<string | null>`to_json(min(${audit.at})) #>> '{}'`,
          strays: sql<number>`(count(*) FILTER (WHERE ${behindASeal} OR ${isFromElsewhere} OR ${isFromTheFuture}))::int`,
        })
        .from(audit)
        .where(sql`NOT ${anySeal(within)}`);
      const { entries, oldestAt, strays } = figures!;
      return { entries, strays, oldestAt: oldestAt === null ? null : Temporal.Instant.from(oldestAt) };
    },
  };
}
