import { and, asc, desc, eq, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { GrantLostBecause } from '@throughline/domain/connection/broken-because.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { pushAnew } from './push-channel-store.ts';
import { connection } from './schema/tables.ts';
import { webhookEventStore } from './webhook-event-store.ts';

export type StoredConnection = typeof connection.$inferSelect;

export type SealedTokens = {
  readonly refreshToken: Buffer;
  readonly accessToken: Buffer;
  /** Wall time. */
  readonly accessTokenExpiresAt: Temporal.Instant;
  readonly scopes: readonly string[];
};

/** What a person's consent gave, for one row. */
export type Grant = Pick<
  StoredConnection,
  'id' | 'personId' | 'provider' | 'purpose' | 'accountSubject' | 'accountEmail'
> & {
  readonly tokens: SealedTokens;
  readonly planHeldUntil: Temporal.Instant | null;
};

export type SyncLease = { readonly id: string; readonly syncNumber: number };

const withoutTokens = {
  refreshToken: null,
  accessToken: null,
  accessTokenExpiresAt: null,
  refreshLeasedUntil: null,
} as const;

/** Grants to calendar accounts. `wall` is the machine's time, for tokens and leases; `now` the organisation's. */
export function connectionStore(tx: Transaction) {
  return {
    all: (): Promise<readonly StoredConnection[]> => tx.select().from(connection).orderBy(asc(connection.id)),

    /** Up to `limit` by id on one side of a position, in order whichever side that is; disconnected ones too. */
    async page({
      filter: { status, personId },
      from,
      limit,
    }: {
      filter: { readonly status?: StoredConnection['status']; readonly personId?: string };
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly StoredConnection[]> {
      const beside = besidePosition({ column: connection.id, from });
      const rows = await tx
        .select()
        .from(connection)
        .where(
          and(
            status === undefined ? undefined : eq(connection.status, status),
            personId === undefined ? undefined : eq(connection.personId, personId),
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },

    async byId(id: string): Promise<StoredConnection | null> {
      const [row] = await tx.select().from(connection).where(eq(connection.id, id));
      return row ?? null;
    },

    /** The person's one connection that was not disconnected. */
    async ofPerson(personId: string): Promise<StoredConnection | null> {
      const [row] = await tx
        .select()
        .from(connection)
        .where(and(eq(connection.personId, personId), ne(connection.status, 'disconnected')));
      return row ?? null;
    },

    ofPeople: (personIds: readonly string[]): Promise<readonly StoredConnection[]> =>
      tx
        .select()
        .from(connection)
        .where(and(inArray(connection.personId, [...personIds]), ne(connection.status, 'disconnected'))),

    /** Every connection the person ever had, the newest first; locked until the transaction ends. */
    everOfPerson: (personId: string): Promise<readonly StoredConnection[]> =>
      tx
        .select()
        .from(connection)
        .where(eq(connection.personId, personId))
        .orderBy(desc(connection.connectedAt), desc(connection.id))
        .for('update'),

    async insert({ grant, now }: { grant: Grant; now: Temporal.Instant }): Promise<void> {
      const { tokens, ...row } = grant;
      await tx
        .insert(connection)
        .values({ ...row, ...tokens, scopes: [...tokens.scopes], status: 'active', connectedAt: now, nextSyncAt: now });
    },

    /** The same row with a new consent: its events stay its events, and the calendar is read in full once more. */
    async renew({ grant, now }: { grant: Grant; now: Temporal.Instant }): Promise<void> {
      const { tokens, id, personId: _person, ...row } = grant;
      await tx
        .update(connection)
        .set({
          ...row,
          ...tokens,
          scopes: [...tokens.scopes],
          status: 'active',
          connectedAt: now,
          nextSyncAt: now,
          syncCursor: null,
          refreshLeasedUntil: null,
          refreshNumber: sql`${connection.refreshNumber} + 1`,
          syncLeasedUntil: null,
          syncNumber: sql`${connection.syncNumber} + 1`,
          failures: 0,
          lastError: null,
          brokenBecause: null,
          brokenAt: null,
          disconnectedAt: null,
          ...pushAnew,
        })
        .where(eq(connection.id, id));
    },

    /** True for the one call that found it active: whoever gets it tells the person. */
    async markReconnectRequired({
      id,
      because,
      reason,
      now,
    }: {
      id: string;
      because: GrantLostBecause;
      reason: string;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({
          ...withoutTokens,
          status: 'reconnect_required',
          brokenBecause: because,
          brokenAt: now,
          lastError: reason,
        })
        .where(and(eq(connection.id, id), eq(connection.status, 'active')))
        .returning({ personId: connection.personId });
      await webhookEventStore(tx).add(
        rows.map(({ personId }) => ({
          type: 'calendar_connection.broken',
          at: now,
          data: { connection_id: id, employee_id: personId, state: 'reconnect_required' },
        })),
      );
      return rows.length > 0;
    },

    async markDisconnected({ id, now }: { id: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({
          ...withoutTokens,
          status: 'disconnected',
          disconnectedAt: now,
          syncCursor: null,
          brokenBecause: null,
          brokenAt: null,
          attendanceAgreedAt: null,
        })
        .where(and(eq(connection.id, id), ne(connection.status, 'disconnected')))
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    async releasePlan(id: string): Promise<void> {
      await tx.update(connection).set({ planHeldUntil: null }).where(eq(connection.id, id));
    },

    async markPlanShown({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx.update(connection).set({ planShownAt: now }).where(eq(connection.id, id));
    },

    /** Calendars that are due to be read, the longest waiting first. */
    async dueForSync({
      now,
      wall,
      limit,
    }: {
      now: Temporal.Instant;
      wall: Temporal.Instant;
      limit: number;
    }): Promise<readonly string[]> {
      const rows = await tx
        .select({ id: connection.id })
        .from(connection)
        .where(
          and(
            eq(connection.status, 'active'),
            lte(connection.nextSyncAt, now),
            or(isNull(connection.syncLeasedUntil), lte(connection.syncLeasedUntil, wall)),
          ),
        )
        .orderBy(asc(connection.nextSyncAt), asc(connection.id))
        .limit(limit);
      return rows.map((row) => row.id);
    },

    /** Null while somebody else reads this calendar, or when the connection is not active. */
    async leaseSync({
      id,
      wall,
      until,
    }: {
      id: string;
      wall: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<StoredConnection | null> {
      const [row] = await tx
        .update(connection)
        .set({ syncLeasedUntil: until, syncNumber: sql`${connection.syncNumber} + 1` })
        .where(
          and(
            eq(connection.id, id),
            eq(connection.status, 'active'),
            or(isNull(connection.syncLeasedUntil), lte(connection.syncLeasedUntil, wall)),
          ),
        )
        .returning();
      return row ?? null;
    },

    /** Ends a reading that went through. False when the lease was lost: the other reader's cursor stands. */
    async finishSync({
      lease,
      cursor,
      now,
      nextSyncAt,
    }: {
      lease: SyncLease;
      cursor: string;
      now: Temporal.Instant;
      nextSyncAt: Temporal.Instant;
    }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({ syncCursor: cursor, syncedAt: now, nextSyncAt, syncLeasedUntil: null, failures: 0, lastError: null })
        .where(holdsSync(lease))
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    /** The reading is to be done again from the same cursor. */
    async readAgain({ lease, nextSyncAt }: { lease: SyncLease; nextSyncAt: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({ nextSyncAt, syncLeasedUntil: null })
        .where(holdsSync(lease))
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    async postponeSync({
      lease,
      reason,
      nextSyncAt,
    }: {
      lease: SyncLease;
      reason: string;
      nextSyncAt: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(connection)
        .set({ syncLeasedUntil: null, nextSyncAt, lastError: reason, failures: sql`${connection.failures} + 1` })
        .where(holdsSync(lease));
    },
  };
}

function holdsSync({ id, syncNumber }: SyncLease) {
  return and(eq(connection.id, id), eq(connection.syncNumber, syncNumber));
}
