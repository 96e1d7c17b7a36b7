import type { AccountStore } from './accounts/account-store.ts';
import type { CalendarStore } from './calendar/calendar-store.ts';
import type { SandboxClock } from './clock/sandbox-clock.ts';
import type { MailStore } from './mail/mail-store.ts';

/** What both providers stand on: people, their calendars, the one mailbox and the one clock. */
export type Cloud = {
  readonly clock: SandboxClock;
  readonly accounts: AccountStore;
  readonly calendars: CalendarStore;
  readonly mails: MailStore;
};

/** The zone whose days an account's all-day entries are. Entries may outlive knowledge of the account in tests only. */
export function zoneOf({ cloud, account }: { cloud: Cloud; account: string }): string {
  return cloud.accounts.get(account)?.timeZone ?? 'UTC';
}
