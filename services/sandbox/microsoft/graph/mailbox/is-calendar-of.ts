import type { Account } from '../../../core/accounts/account-store.ts';
import { readId } from '../events/event-id.ts';

/** Whether an id names the account's calendar. @throws GraphError 400 for what never was an id */
export function isCalendarOf({ account, id }: { account: Account; id: string }): boolean {
  return readId({ account: account.email, kind: 'calendar', id }) !== undefined;
}
