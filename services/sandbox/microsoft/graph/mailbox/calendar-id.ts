import { createHash } from 'node:crypto';
import type { Account } from '../../../core/accounts/account-store.ts';

/** The id of an account's one calendar, case-sensitive as all of Outlook's are. */
export function calendarIdOf(account: Account): string {
  const digest = createHash('sha256').update(`calendar ${account.email}`).digest('base64url');
  return `AAMkAD${digest}AAAAAAEGAAA=`;
}
