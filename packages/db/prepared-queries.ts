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
  return new NodePgDatabase(dialect, new PreparingSession(client, names), undefined);
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
