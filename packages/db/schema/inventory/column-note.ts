import type { PgTable } from 'drizzle-orm/pg-core';
import type * as tables from '../tables.ts';
import type { RetentionRule } from './retention.ts';

/** What kind of data it is. */
export type Category =
  | 'identity'
  | 'employment'
  | 'calendar time'
  | 'conversation'
  | 'content of the two'
  | 'credential'
  | 'settings'
  | 'figures'
  | 'technical';

/**
 * Who is shown it by a page, a mail or the API. `person` is whoever it is about, `report` and `manager` are the two of a
 * conversation, `leaders` those whose line it is about, `API key` one whose scope it takes. An operator is in every row
 * and not named here.
 */
export type Reader =
  | 'person'
  | 'report'
  | 'manager'
  | 'HR'
  | 'administrator'
  | 'leaders'
  | 'leadership'
  | 'API key'
  | 'directory';

/** How it stands in the database. Sealed: encrypted under `ENCRYPTION_KEYS`. */
export type Protection = 'clear' | 'sealed' | 'hash';

export type ColumnNote = {
  readonly what: string;
  readonly whose: string;
  readonly category: Category;
  readonly readBy: readonly Reader[];
  readonly kept: RetentionRule;
  readonly as: Protection;
};

type SchemaTables = {
  [Name in keyof typeof tables as (typeof tables)[Name] extends PgTable ? Name : never]: (typeof tables)[Name];
};
export type TableName = keyof SchemaTables;
type ColumnOf<Name extends TableName> = Exclude<keyof SchemaTables[Name]['_']['columns'], 'id' | 'organizationId'>;

/** Every column but the id and the organisation's, which are told of once. `usual` holds where a column says nothing else. */
export type TableNote<Name extends TableName> = {
  readonly about: string;
  readonly usual: Omit<ColumnNote, 'what' | 'as'>;
  readonly columns: { readonly [Column in ColumnOf<Name>]: string | ({ readonly what: string } & Partial<ColumnNote>) };
};

export type Inventory = { readonly [Name in TableName]: TableNote<Name> };

type Told = { readonly what: string } & Partial<ColumnNote>;

/** The same words for several columns. */
export function alike<const Column extends string>(note: string | Told, ...columns: readonly Column[]) {
  const told: Told = typeof note === 'string' ? { what: note } : note;
  return Object.fromEntries(columns.map((column) => [column, told])) as Record<Column, Told>;
}

const machinery = { category: 'technical', readBy: [] } as const;

/** What only the machinery needs: leases, attempts, versions. */
export function technical<const Column extends string>(what: string, ...columns: readonly Column[]) {
  return alike({ what, ...machinery }, ...columns);
}
