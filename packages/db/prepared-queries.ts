import { NodePgDatabase, NodePgSession } from 'drizzle-orm/node-postgres';
import { PgDialect, type PreparedQueryConfig } from 'drizzle-orm/pg-core';
import type { ExtractTablesWithRelations } from 'drizzle-orm/relations';
import type pg from 'pg';

type NoSchema = Record<string, never>;

const dialect = new PgDialect();

/** By statement; the same for all connections of a pool. */
export type StatementNames = Map<string, string>;

/**
 * Queries over this connection, each sent as a prepared statement: PostgreSQL reads it and plans it, row-level
 * security included, once for a connection instead of every time.
 */
export function preparedQueries({ client, names }: { client: pg.PoolClient; names: StatementNames }): NodePgDatabase {
  const queries = new NodePgDatabase(dialect, new PreparingSession(client, names), undefined);
  clients.set(queries, client);
  return queries;
}

const clients = new WeakMap<object, pg.PoolClient>();

/** The connection a transaction runs on, for COPY, which is no query. */
export function clientOf(queries: object): pg.PoolClient {
  const client = clients.get(queries);
  if (client === undefined) throw new Error('These queries run on no connection of ours');
  return client;
}

class PreparingSession extends NodePgSession<NoSchema, ExtractTablesWithRelations<NoSchema>> {
  readonly #names: StatementNames;

  constructor(client: pg.PoolClient, names: StatementNames) {
    super(client, dialect, undefined);
    this.#names = names;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    ...[query, fields, name, ...rest]: Parameters<typeof NodePgSession.prototype.prepareQuery<T>>
  ) {
    return super.prepareQuery<T>(query, fields, name ?? nameOf({ statement: query.sql, names: this.#names }), ...rest);
  }
}

/** A list makes another statement at every length. The commonest are asked first; what comes after these stays unnamed. */
const mostNames = 400;

function nameOf({ statement, names }: { statement: string; names: StatementNames }): string | undefined {
  const known = names.get(statement);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `s${names.size}`;
  names.set(statement, name);
  return name;
}
