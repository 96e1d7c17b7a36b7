import { whoseMove } from './broken-because.ts';
import type { CalendarTrouble } from './calendar-trouble.ts';

/** Why a calendar is not kept true, for HR and whoever runs Throughline. Never for other people. */
export function troubleWords({ kind, because }: CalendarTrouble): string {
  switch (because) {
    case 'revoked':
      return 'The permission was taken back.';
    case 'expired':
      return 'The permission has run out.';
    case 'admin_blocked':
      return 'An administrator of the company’s calendars does not allow it any more.';
    case 'scope_lost':
      return 'Part of the permission is missing.';
    case 'mailbox_gone':
      return 'The account or its mailbox is not there any more.';
    case 'our_secret':
      return 'The provider refuses Throughline itself, mostly because its client secret has run out.';
    case null:
      return kind === 'not_read'
        ? 'It could not be read lately.'
        : 'It was disconnected, or another account took its place.';
  }
}

/** What happens next, and whose move it is. `isMailed`: its person was told of this break. */
export function troubleNextWords({
  trouble: { kind, because },
  isMailed,
}: {
  trouble: CalendarTrouble;
  isMailed: boolean;
}): string {
  if (because === null) {
    return kind === 'not_read'
      ? 'It is tried again every few minutes.'
      : 'Its dates stand as they were sent. New ones go through whatever is connected next.';
  }
  switch (whoseMove(because)) {
    case 'operator':
      return 'Whoever runs Throughline has to give it a new client secret. Nobody has to connect again.';
    case 'administrator':
      return 'An administrator of the company’s calendars has to allow it again. Its person is asked after that.';
    case 'person':
      return isMailed
        ? 'Its person was mailed and can connect again.'
        : 'A mail with a link to connect again goes to its person by itself.';
  }
}
