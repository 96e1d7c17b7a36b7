import type { Account } from '../../../core/accounts/account-store.ts';
import { readId, writeId } from '../events/event-id.ts';

/** An account has one calendar; within its mailbox it has no other name. */
const only = 'calendar';

export function calendarIdOf(account: Account): string {
  return writeId({ account: account.email, kind: 'calendar', id: only, immutable: false });
}

/** @throws GraphError 400 for what never was an id */
export function isCalendarOf({ account, id }: { account: Account; id: string }): boolean {
  return readId({ account: account.email, kind: 'calendar', id }) === only;
}
