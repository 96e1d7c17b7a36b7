import type { Transaction } from '@throughline/db/database.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { LeasedMail } from '@throughline/db/outbox-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { loadCalendarDomains } from './load-calendar-domains.ts';
import { mayBeAsked } from './may-be-asked.ts';
import type { MailContent } from './ports/mail-content.ts';

/** One mail about to leave, with what every writer needs. `now` is the organisation's time. */
export type MailOccasion = {
  readonly tx: Transaction;
  readonly organization: Organization;
  readonly recipient: StoredPerson;
  readonly mail: Pick<LeasedMail, 'dedupeKey' | 'payload'>;
  readonly now: Temporal.Instant;
};

export type WrittenMail =
  | { readonly kind: 'content'; readonly content: MailContent }
  /** Its reason has gone: nobody gets it. */
  | { readonly kind: 'moot'; readonly reason: string }
  /** Its reason moved: not before then. */
  | { readonly kind: 'later'; readonly dueAt: Temporal.Instant };

export type MailWriting = Pick<AppContext, 'clock' | 'calendars' | 'keyring' | 'publicUrl'>;

/** Reads what a mail says at the moment it leaves. */
export type MailWriter = (context: MailWriting, occasion: MailOccasion) => Promise<WrittenMail>;

export function moot(reason: string): Extract<WrittenMail, { kind: 'moot' }> {
  return { kind: 'moot', reason };
}

export function addressed({ recipient, organization }: Pick<MailOccasion, 'recipient' | 'organization'>) {
  return { givenName: recipient.givenName, organizationName: organization.name };
}

/** The reader's own zone, else the organisation's. */
export function zoneOf({ recipient, organization }: Pick<MailOccasion, 'recipient' | 'organization'>): string {
  return recipient.timeZone ?? organization.timeZone;
}

/** Whether this reader may be asked to connect a calendar. */
export async function mayBeAskedNow({ calendars }: MailWriting, { tx, recipient }: MailOccasion): Promise<boolean> {
  return mayBeAsked({ workEmail: recipient.workEmail, domains: await loadCalendarDomains(tx), calendars });
}

/** An administrator took the permission back after the mail was queued. */
export function untilGranted({ now }: Pick<MailOccasion, 'now'>): WrittenMail {
  return { kind: 'later', dueAt: now.add({ hours: 6 }) };
}

/** A payload's id. Its absence is a mistake of whoever queued the mail. */
export function payloadId({ mail, key }: Pick<MailOccasion, 'mail'> & { key: string }): string {
  const id = mail.payload[key];
  if (id === undefined) throw new Error(`The mail ${mail.dedupeKey} was queued without ${key}`);
  return id;
}
