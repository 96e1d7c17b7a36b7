import type { PersonStatus, WorkingHours } from '@throughline/domain/people/person.ts';

/**
 * One person as an HR system, a CSV file or an API caller states them, checked at the door. What is left out stays as
 * it is; null says that there is none.
 */
export type EmployeeRow = {
  /** Of somebody known by Throughline's own id, whatever else the row changes; else external id and address say who it is. */
  readonly personId?: string;
  readonly externalId: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName?: string;
  readonly workEmail: string;
  readonly timeZone?: string | null;
  readonly country?: string | null;
  readonly workingHours?: WorkingHours | null;
  readonly groups?: readonly string[];
  readonly level?: string | null;
  readonly startDate?: Temporal.PlainDate | null;
  readonly endDate?: Temporal.PlainDate | null;
  readonly status?: PersonStatus;
  readonly lastCareerConversationOn?: Temporal.PlainDate | null;
  readonly manager?: StatedManager | null;
  /** All leave there is: what is known and not listed is removed. Both dates inclusive. */
  readonly leaves?: readonly StatedLeave[];
};

/**
 * By Throughline's own id, by an external id that may have yet to arrive, or by the work address of somebody who is here
 * or in the same rows; while nobody bears that address, the manager stays who they were.
 */
export type StatedManager = (
  | { readonly externalId: string; readonly personId?: undefined; readonly workEmail?: undefined }
  | { readonly personId: string; readonly externalId?: undefined; readonly workEmail?: undefined }
  | { readonly workEmail: string; readonly externalId?: undefined; readonly personId?: undefined }
) & {
  /** Since when, which may be ahead. Today where it is left out and the manager is new. */
  readonly since?: Temporal.PlainDate;
};

export type StatedLeave = {
  readonly externalId: string | null;
  readonly startsOn: Temporal.PlainDate;
  readonly endsOn: Temporal.PlainDate;
};

export type RowRefusal =
  /** Somebody else has this work address. */
  | 'email_taken'
  /** Somebody else has this external id. */
  | 'external_id_taken'
  /** An earlier row of the same import was about the same person. */
  | 'repeated'
  /** Nobody has a conversation with themselves. */
  | 'own_manager';

export type RowResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly personId: string }
  | { readonly kind: 'refused'; readonly reason: RowRefusal };

/** What a row changes of somebody who was known. */
export type RowDetail = {
  /** By the names the API gives them; `manager` among them. */
  readonly changes: readonly string[];
  /** They were here, and by this row they are not any more. */
  readonly leaves: boolean;
  /** The manager the row names is nobody who is here. */
  readonly managerUnknown: boolean;
};

export type ImportedPeople = {
  /** In the order of the rows. */
  readonly rows: readonly RowResult[];
  /** Likewise. */
  readonly details: readonly RowDetail[];
  /** Whom rows that state everybody do not have; they have left. */
  readonly missing: readonly string[];
  /** Everyone who was here before. */
  readonly present: number;
  /** External ids of managers HR has named and not sent: their reports are listed, not booked. */
  readonly awaitedManagers: readonly string[];
  /** People who, by today's lines, report to each other in a circle. */
  readonly cycles: readonly (readonly string[])[];
};
