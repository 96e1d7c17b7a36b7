import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { preparedQueries, type StatementNames } from './prepared-queries.ts';

/** Queries inside one transaction. It ends with the work it was made for. */
export type Transaction = Omit<NodePgDatabase, 'transaction' | '$client'>;

export type Database = {
  /** One transaction that sees and writes this organisation's rows only. Keep provider and mail calls out of it. */
  inOrganization<T>(organizationId: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** One transaction without an organisation: sees `organization` and no tenant row. */
  acrossOrganizations<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Rejects when PostgreSQL does not answer; the readiness probe. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  applicationName: string;
  poolSize?: number;
  /** Told of connections lost, for example while PostgreSQL restarts; the pool heals by itself. */
  onConnectionLost?: (error: Error) => void;
};

export function createDatabase({ url, applicationName, poolSize = 10, onConnectionLost }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    options: '-c TimeZone=UTC',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // While a transaction holds a connection the pool does not listen to it, and an error nobody listens to ends the process.
  pool.on('connect', (client) => client.on('error', (error) => onConnectionLost?.(error)));
  // Says of idle connections what they have said themselves.
  pool.on('error', () => {});
  const names: StatementNames = new Map();
  return {
    inOrganization: (organizationId, work) => transaction({ pool, names, begin: beginFor(organizationId), work }),
    acrossOrganizations: (work) => transaction({ pool, names, begin: 'BEGIN', work }),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => pool.end(),
  };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Begins and names the organisation in one round trip; the shape is checked because it is not a parameter. */
function beginFor(organizationId: string): string {
  if (!uuid.test(organizationId))
    throw new TypeError(`An organisation id is a UUID, not ${JSON.stringify(organizationId)}`);
  return `BEGIN; SELECT set_config('throughline.organization_id', '${organizationId}', true)`;
}

async function transaction<T>({
  pool,
  names,
  begin,
  work,
}: {
  pool: pg.Pool;
  names: StatementNames;
  begin: string;
  work: (tx: Transaction) => Promise<T>;
}): Promise<T> {
  const client = await pool.connect();
  let broken: Error | boolean = false;
  try {
    await client.query(begin);
    const result = await work(preparedQueries({ client, names }));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not given to anybody again.
    await client.query('ROLLBACK').catch((cause: unknown) => {
      broken = cause instanceof Error ? cause : true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
