import type { EmployeeRow } from '../employee-row.ts';

export type HrSystemKind = 'workday' | 'bamboohr' | 'personio';

/** A person as an HR system states them, known by its own id there; a manager likewise. */
export type PulledPerson = Omit<EmployeeRow, 'personId' | 'externalId' | 'leaves' | 'manager'> & {
  readonly sourceId: string;
  /** Left out where the system does not say; null says that there is none. */
  readonly manager?: { readonly sourceId: string; readonly since?: Temporal.PlainDate } | null;
};

/** Somebody who is there, and of whom something is missing without which nothing can be done. */
export type UnusableRow = { readonly sourceId: string; readonly unusable: 'no_name' | 'no_address' };
export type PulledRow = PulledPerson | UnusableRow;

/** Days off, inclusive; neither of what kind nor why. */
export type PulledAbsence = {
  readonly sourceId: string;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
};

export type DayRange = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate };

/**
 * What people are pulled from. It asks for what is wanted by name where the system lets one, and everything else is dropped
 * before it gets here. All errors are HrSystemErrors; after one, what came before it is worth nothing: a list that broke
 * off would read as everybody else having left.
 */
export type HrSystem = {
  /** Everybody it has, whoever left included, page by page. */
  people(): AsyncIterable<readonly PulledRow[]>;
  /** All approved absences that touch the days; null where it is not asked for them. */
  readonly absences: ((days: DayRange) => AsyncIterable<readonly PulledAbsence[]>) | null;
};

/** Where a system is and how to get in. */
export type HrSystemAccess = {
  readonly kind: HrSystemKind;
  /** Given by an administrator: nothing inside is ever asked. */
  readonly address: string;
  readonly options: HrSystemOptions;
  readonly credentials: HrCredentials;
};

export type HrSystemOptions = {
  /** Whether absences are pulled too. */
  readonly absences: boolean;
  /** Workday: the report of absences. */
  readonly absencesAddress?: string;
  /** Workday: what a report calls its columns, where not as we would. */
  readonly columns?: Readonly<Record<string, string>>;
};

/** A name and a secret: user and password, client id and client secret, or an API key alone. */
export type HrCredentials = { readonly name: string; readonly secret: string };

export type HrSystems = {
  open(access: HrSystemAccess): HrSystem;
  /** In the words that follow the address; null where it may be asked. */
  refusalOf(address: string): string | null;
};
