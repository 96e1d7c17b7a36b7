import { and, eq, getTableColumns, gt, isNull, lt, or, sql } from 'drizzle-orm';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { apiKey, roleGrant, session, signInLink } from './schema/tables.ts';

export type SessionMethod = (typeof session.$inferSelect)['method'];
export type GrantedRole = (typeof roleGrant.$inferSelect)['role'];

const { organizationId: _tenant, keyHash: _hash, createdById: _author, ...shownOfApiKey } = getTableColumns(apiKey);

/** A key without what it could be found by. */
export type StoredApiKey = Omit<typeof apiKey.$inferSelect, 'organizationId' | 'keyHash' | 'createdById'>;

/** Who may come in: sessions, mailed sign-in links, API keys and granted roles. `wall` is the machine's time. */
export function accessStore(tx: Transaction) {
  return {
    async openSession(values: {
      tokenHash: Buffer;
      personId: string;
      method: SessionMethod;
      createdAt: Temporal.Instant;
      expiresAt: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(session).values(values);
    },

    /** The person behind a session that has neither ended nor run out. */
    async sessionPerson({ tokenHash, wall }: { tokenHash: Buffer; wall: Temporal.Instant }): Promise<string | null> {
      const [row] = await tx
        .select({ personId: session.personId })
        .from(session)
        .where(and(eq(session.tokenHash, tokenHash), isNull(session.endedAt), gt(session.expiresAt, wall)));
      return row?.personId ?? null;
    },

    async endSession({ tokenHash, wall }: { tokenHash: Buffer; wall: Temporal.Instant }): Promise<void> {
      await tx
        .update(session)
        .set({ endedAt: wall })
        .where(and(eq(session.tokenHash, tokenHash), isNull(session.endedAt)));
    },

    /** Ends all that a mailed link opened; answers how many. */
    async endMailedSessions({ wall }: { wall: Temporal.Instant }): Promise<number> {
      const rows = await tx
        .update(session)
        .set({ endedAt: wall })
        .where(and(eq(session.method, 'mailed_link'), isNull(session.endedAt), gt(session.expiresAt, wall)))
        .returning({ id: session.id });
      return rows.length;
    },

    async addSignInLink(values: { personId: string; returnTo: string; expiresAt: Temporal.Instant }): Promise<string> {
      const [row] = await tx.insert(signInLink).values(values).returning({ id: signInLink.id });
      if (row === undefined) throw new Error('PostgreSQL returned no row for an inserted sign-in link');
      return row.id;
    },

    /** Links of this person that could be used right now. Whoever else counts them waits for this transaction to end. */
    async countLiveSignInLinks({ personId, wall }: { personId: string; wall: Temporal.Instant }): Promise<number> {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${personId}, 0))`);
      return tx.$count(
        signInLink,
        and(eq(signInLink.personId, personId), isNull(signInLink.usedAt), gt(signInLink.expiresAt, wall)),
      );
    },

    async signInLink(id: string): Promise<{ expiresAt: Temporal.Instant; usedAt: Temporal.Instant | null } | null> {
      const [row] = await tx
        .select({ expiresAt: signInLink.expiresAt, usedAt: signInLink.usedAt })
        .from(signInLink)
        .where(eq(signInLink.id, id));
      return row ?? null;
    },

    /** Uses a link up: whoever comes second, or late, gets null. */
    async redeemSignInLink({
      id,
      wall,
    }: {
      id: string;
      wall: Temporal.Instant;
    }): Promise<{ personId: string; returnTo: string } | null> {
      const [row] = await tx
        .update(signInLink)
        .set({ usedAt: wall })
        .where(and(eq(signInLink.id, id), isNull(signInLink.usedAt), gt(signInLink.expiresAt, wall)))
        .returning({ personId: signInLink.personId, returnTo: signInLink.returnTo });
      return row ?? null;
    },

    async addApiKey(values: {
      name: string;
      hint: string;
      keyHash: Buffer;
      scopes: string[];
      createdById: string | null;
      createdAt: Temporal.Instant;
      expiresAt: Temporal.Instant | null;
    }): Promise<string> {
      const [row] = await tx.insert(apiKey).values(values).returning({ id: apiKey.id });
      if (row === undefined) throw new Error('PostgreSQL returned no row for an inserted API key');
      return row.id;
    },

    async apiKeyById(id: string): Promise<StoredApiKey | null> {
      const [row] = await tx.select(shownOfApiKey).from(apiKey).where(eq(apiKey.id, id));
      return row ?? null;
    },

    /** Revoked ones too. Up to `limit` by id on one side of a position, in order whichever side that is. */
    async pageOfApiKeys({
      from,
      limit,
    }: {
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly StoredApiKey[]> {
      const beside = besidePosition({ column: apiKey.id, from });
      const rows = await tx.select(shownOfApiKey).from(apiKey).where(beside.where).orderBy(beside.orderBy).limit(limit);
      return beside.inOrder(rows);
    },

    /** A key that was neither revoked nor has run out. */
    async findApiKey({
      keyHash,
      wall,
    }: {
      keyHash: Buffer;
      wall: Temporal.Instant;
    }): Promise<{ id: string; scopes: readonly string[] } | null> {
      const [row] = await tx
        .select({ id: apiKey.id, scopes: apiKey.scopes })
        .from(apiKey)
        .where(
          and(
            eq(apiKey.keyHash, keyHash),
            isNull(apiKey.revokedAt),
            or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, wall)),
          ),
        );
      return row ?? null;
    },

    /** Remembers the use of a key, at most once a minute so that a busy integration does not rewrite its row. */
    async touchApiKey({ id, wall }: { id: string; wall: Temporal.Instant }): Promise<void> {
      await tx
        .update(apiKey)
        .set({ lastUsedAt: wall })
        .where(
          and(eq(apiKey.id, id), or(isNull(apiKey.lastUsedAt), lt(apiKey.lastUsedAt, wall.subtract({ minutes: 1 })))),
        );
    },

    async revokeApiKey({ id, wall }: { id: string; wall: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(apiKey)
        .set({ revokedAt: wall })
        .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)))
        .returning({ id: apiKey.id });
      return rows.length > 0;
    },

    async grantedRoles(personId: string): Promise<readonly GrantedRole[]> {
      const rows = await tx.select({ role: roleGrant.role }).from(roleGrant).where(eq(roleGrant.personId, personId));
      return rows.map((row) => row.role);
    },

    async grantRole(values: {
      personId: string;
      role: GrantedRole;
      grantedById: string | null;
      grantedAt: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(roleGrant).values(values).onConflictDoNothing();
    },

    /** People holding a granted role, for mails and the launch page. */
    async peopleWithRole(role: GrantedRole): Promise<readonly string[]> {
      const rows = await tx.select({ personId: roleGrant.personId }).from(roleGrant).where(eq(roleGrant.role, role));
      return rows.map((row) => row.personId);
    },
  };
}
