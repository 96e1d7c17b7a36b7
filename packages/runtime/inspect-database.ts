import journal from '@throughline/db/migrations/meta/_journal.json' with { type: 'json' };
import pg from 'pg';
import type { Installation } from './find-installation.ts';

/** What tenancy and the schema rest on, as the database itself tells it. */
export type DatabaseFacts = {
  readonly appRole: string;
  /** By itself or through a role it is a member of. */
  readonly appRoleIsSuperuser: boolean;
  readonly appRoleBypassesRowSecurity: boolean;
  readonly ownedByAppRole: readonly string[];
  /** Tables that the application reads and that are open to every organisation, `organization` itself aside. */
  readonly openTables: readonly string[];
  /** Migrations of this version that the database has not had. */
  readonly pendingMigrations: readonly string[];
};

/** Rejects when PostgreSQL refuses either role. */
export async function inspectDatabase({
  appUrl,
  ownerUrl,
}: Pick<Installation, 'appUrl' | 'ownerUrl'>): Promise<DatabaseFacts> {
  const appFacts = await asRole(appUrl, readAppRole);
  return { ...appFacts, pendingMigrations: await asRole(ownerUrl, readPendingMigrations) };
}

async function readAppRole(client: pg.Client): Promise<Omit<DatabaseFacts, 'pendingMigrations'>> {
  const role = await one<{ name: string; superuser: boolean; bypasses: boolean }>(
    client,
    `SELECT current_user AS name, bool_or(rolsuper) AS superuser, bool_or(rolbypassrls) AS bypasses
     FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')`,
  );
  const tables = await one<{ owned: string[]; open: string[] }>(
    client,
    `SELECT
       coalesce(array_agg(relname::text ORDER BY relname) FILTER (WHERE relowner = current_user::regrole), '{}') AS owned,
       coalesce(array_agg(relname::text ORDER BY relname)
         FILTER (WHERE relname <> 'organization' AND NOT (relrowsecurity AND relforcerowsecurity)), '{}') AS open
     FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
  );
  return {
    appRole: role.name,
    appRoleIsSuperuser: role.superuser,
    appRoleBypassesRowSecurity: role.bypasses,
    ownedByAppRole: tables.owned,
    openTables: tables.open,
  };
}

async function readPendingMigrations(client: pg.Client): Promise<readonly string[]> {
  const { exists } = await one<{ exists: boolean }>(
    client,
    "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS exists",
  );
  const { latest } = exists
    ? await one<{ latest: string | null }>(client, 'SELECT max(created_at) AS latest FROM drizzle.__drizzle_migrations')
    : { latest: null };
  return journal.entries.filter(({ when }) => when > Number(latest ?? 0)).map(({ tag }) => tag);
}

async function asRole<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 5_000,
    application_name: 'throughline doctor',
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function one<Row extends pg.QueryResultRow>(client: pg.Client, text: string): Promise<Row> {
  const { rows } = await client.query<Row>(text);
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL returned no row');
  return row;
}
