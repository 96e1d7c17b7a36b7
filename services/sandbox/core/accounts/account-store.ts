import { createHash } from 'node:crypto';
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
  /** The organisation's domain at the provider; null for a private account. */
  readonly hostedDomain: string | null;
  /** Whether colleagues of the same hosted domain may see when this person is busy. */
  readonly sharesFreeBusy: boolean;
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
      const stored = { ...account, email, subject: subjectOf(email) };
      table.set(email, stored);
      return stored;
    },
    clear: table.clear,
  };
}

/** 21 digits, as Google's subject ids are; derived from the address so that a reset does not change who someone is. */
function subjectOf(email: string): string {
  const digest = createHash('sha256').update(email).digest('hex').slice(0, 24);
  return `1${(BigInt(`0x${digest}`) % 10n ** 20n).toString().padStart(20, '0')}`;
}
