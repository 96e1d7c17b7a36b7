import type { PersonStatus } from '../person.ts';

/** A manager as a row names them. A name is looked up among everyone, and has to be of one person alone. */
export type NamedManager = { readonly by: 'person_id' | 'remote_id' | 'work_email' | 'name'; readonly value: string };

/**
 * One person as a file or an API client states them, in JSON: days as ISO 8601 writes them. What is left out stays as it
 * is; null says that there is none.
 */
export type StatedRow = {
  /** Of the file, its headings being line 1; of a list, counted from 1. */
  readonly line: number;
  readonly externalId: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName?: string;
  readonly workEmail: string;
  readonly timeZone?: string | null;
  readonly country?: string | null;
  readonly groups?: readonly string[];
  readonly level?: string | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
  readonly status?: PersonStatus;
  readonly lastCareerConversationOn?: string | null;
  readonly manager?: NamedManager | null;
  readonly managerSince?: string;
};

/** What is wrong with one cell. It never repeats what is written there. */
export type CellError = { readonly column: string; readonly detail: string };

/** Whom a row is about, as far as it says so; both null: nobody can tell. */
export type AboutWhom = { readonly externalId: string | null; readonly workEmail: string | null };

export type ReadRow =
  | { readonly kind: 'read'; readonly row: StatedRow }
  | {
      readonly kind: 'wrong';
      readonly line: number;
      readonly about: AboutWhom;
      readonly errors: readonly CellError[];
    };
