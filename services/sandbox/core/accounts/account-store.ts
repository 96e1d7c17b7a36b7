import { createHash } from 'node:crypto';
import type { JsonObject } from '../calendar/calendar-event.ts';
import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

export type Provider = 'google' | 'microsoft';

/** Somebody with a mailbox and one calendar. */
export type Account = {
  readonly email: string;
  readonly provider: Provider;
  /** The provider's own id of the person, which stays when the address changes. */
  readonly subject: string;
  readonly displayName: string;
  /** IANA zone of the calendar; all-day entries are days in it. */
  readonly timeZone: string;
  /** The organisation's domain at the provider; null for a private (at Microsoft: personal) account. */
  readonly hostedDomain: string | null;
  /** Whether colleagues of the same hosted domain may see when this person is busy. */
  readonly sharesFreeBusy: boolean;
  /** Whether the account can hold Teams meetings; says nothing of Google accounts. */
  readonly teams: boolean;
  /** In the provider's own shape; null for what it gives everyone. */
  readonly workingHours: JsonObject | null;
};

export type AccountStore = {
  readonly get: (email: string) => Account | undefined;
  readonly all: () => Account[];
  readonly add: (account: Omit<Account, 'subject'>) => Account;
  readonly clear: () => void;
};

export const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

export function openAccounts({ journal }: { journal: Journal }): AccountStore {
  const table = openTable<Account>({ name: 'accounts', journal });
  return {
    get: (email) => table.get(email.toLowerCase()),
    all: () => [...table.values()],
    add: (account) => {
      const email = account.email.toLowerCase();
      const stored = { ...account, email, subject: subjectOf({ email, account }) };
      table.set(email, stored);
      return stored;
    },
    clear: table.clear,
  };
}

/**
 * Google's ids are 21 digits, Microsoft's GUIDs (those of personal accounts begin with zeros). Derived from the address,
 * so that a reset does not change who someone is.
 */
function subjectOf({ email, account }: { email: string; account: Omit<Account, 'subject'> }): string {
  const digest = createHash('sha256').update(email).digest('hex');
  if (account.provider === 'google')
    return `1${(BigInt(`0x${digest.slice(0, 24)}`) % 10n ** 20n).toString().padStart(20, '0')}`;
  const guid = guidOf(email);
  return account.hostedDomain === null ? `00000000-0000-0000-${guid.slice(19)}` : guid;
}

/** A GUID that is always the same for a text. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
