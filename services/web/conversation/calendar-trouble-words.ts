import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import { shortDay } from '../app/times.ts';

type Given = { readonly trouble: NonNullable<ConversationRow['calendarTrouble']>; readonly timeZone: string };

/** Stands in a list, under a date. */
export function troubleInShort({ trouble: { kind, since }, timeZone }: Given): string {
  const day = shortDay({ instant: since, timeZone });
  return kind === 'not_connected' ? `calendar not connected since ${day}` : `calendar not read since ${day}`;
}

/** Why the date is shown as it was sent, and not as it may stand by now. */
export function troubleInFull({ trouble: { kind, since }, timeZone }: Given): string {
  const day = shortDay({ instant: since, timeZone });
  const what = kind === 'not_connected' ? 'is not connected at present' : 'cannot be read at present';
  return `The calendar this date stands in ${what}, since ${day}. It is shown as it was sent: what was moved or declined since then is not known here.`;
}
