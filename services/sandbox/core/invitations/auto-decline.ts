import type { CalendarEvent } from '../calendar/calendar-event.ts';
import { isOrganizer, ownResponse } from '../calendar/calendar-event.ts';
import { occurrencesIn, spanOf } from '../calendar/occurrences.ts';
import { zoneOf } from '../cloud.ts';
import type { Cloud } from '../cloud.ts';
import { answerInvitation } from './answer-invitation.ts';
import type { Notify } from './notify.ts';

/** An absence or focus time of a calendar whose owner lets the calendar decline for them. */
type Refusal = { readonly mode: 'all' | 'onlyNew'; readonly message: string | null };

const aYear = 366 * 24 * 60 * 60 * 1000;

/** Declines an invitation, or those of its instances, that just arrived over an absence declining by itself. */
export function declineNewConflicts({
  cloud,
  invitation,
  notify,
}: {
  cloud: Cloud;
  invitation: CalendarEvent;
  notify: Notify;
}): void {
  const account = invitation.account;
  const zone = zoneOf({ cloud, account });
  const now = cloud.clock.now().epochMilliseconds;
  const span = spanOf({ event: invitation, zone });
  const { from, until } =
    invitation.recurrence.length === 0
      ? { from: span.start, until: span.end }
      : { from: Math.max(span.start, now), until: now + aYear };
  const found = occurrencesIn({ store: cloud.calendars, account, zone, from, until });
  for (const absence of found) {
    const refusal = refusalOf(absence);
    if (refusal !== null) declineWithin({ cloud, absence, message: refusal.message, uid: invitation.uid, notify });
  }
}

/**
 * Declines what already stood where an absence was just entered, if it is to decline everything. `tell` is false
 * for calendars that are being filled before anybody looks at them.
 */
export function declineExistingConflicts({
  cloud,
  absence,
  tell,
}: {
  cloud: Cloud;
  absence: CalendarEvent;
  tell: boolean;
}): void {
  const refusal = refusalOf(absence);
  if (refusal?.mode !== 'all') return;
  declineWithin({ cloud, absence, message: refusal.message, uid: null, notify: tell ? 'all' : 'none' });
}

function declineWithin({
  cloud,
  absence,
  message,
  uid,
  notify,
}: {
  cloud: Cloud;
  absence: CalendarEvent;
  message: string | null;
  /** Only this invitation, or every one when null. */
  uid: string | null;
  notify: Notify;
}): void {
  const account = absence.account;
  const zone = zoneOf({ cloud, account });
  const { start, end } = spanOf({ event: absence, zone });
  for (const event of occurrencesIn({ store: cloud.calendars, account, zone, from: start, until: end })) {
    if (event.status === 'cancelled' || isOrganizer(event) || (uid !== null && event.uid !== uid)) continue;
    const response = ownResponse(event);
    if (response === null || response === 'declined') continue;
    answerInvitation({ cloud, copy: event, response: 'declined', comment: message, notify });
  }
}

function refusalOf(event: CalendarEvent): Refusal | null {
  if (event.status === 'cancelled') return null;
  if (event.type !== 'outOfOffice' && event.type !== 'focusTime') return null;
  const properties = event.shared[`${event.type}Properties`];
  if (properties === null || typeof properties !== 'object' || Array.isArray(properties)) return null;
  const { autoDeclineMode, declineMessage } = properties as { autoDeclineMode?: unknown; declineMessage?: unknown };
  const message = typeof declineMessage === 'string' ? declineMessage : null;
  switch (autoDeclineMode) {
    case 'declineAllConflictingInvitations':
      return { mode: 'all', message };
    case 'declineOnlyNewConflictingInvitations':
      return { mode: 'onlyNew', message };
    default:
      return null;
  }
}
