import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CalendarEntry } from '@throughline/domain/scheduling/calendar-entry.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';
import { eventTime, instantOf } from './event-time.ts';
import { pagedEvents } from './paged-events.ts';

const entry = z.object({
  status: z.string().optional(),
  iCalUID: z.string().optional(),
  start: eventTime,
  end: eventTime,
  transparency: z.string().optional(),
  eventType: z.string().default('default'),
  attendees: z.array(z.object({ self: z.boolean().default(false), responseStatus: z.string().optional() })).default([]),
});
const cancelled = z.object({ status: z.literal('cancelled') });
type Entry = z.infer<typeof entry>;

/** With one attendee asked for, Google sends the account's own line alone. No title, place or text. */
const ownLineAlone = 1;
const entryFields = 'status,iCalUID,start,end,transparency,eventType,attendees(self,responseStatus)';
/** Google's own word for entries that take nobody's time, whatever they are shown as. */
const takesNoTime = new Set(['workingLocation', 'birthday']);

/**
 * What takes the account's own time within the window, each occurrence of a series by itself. What its owner has not
 * accepted is left out. Where the grant shows busy times alone, Google says neither: then all that blocks counts.
 */
export async function ownEntries({
  client,
  auth,
  window,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  window: Interval;
}): Promise<readonly CalendarEntry[]> {
  const { items, ownerZone } = await pagedEvents({
    client,
    auth,
    item: z.union([cancelled, entry]),
    itemFields: entryFields,
    params: {
      singleEvents: true,
      maxAttendees: ownLineAlone,
      timeMin: window.start.toString(),
      timeMax: window.end.toString(),
    },
  });
  return items.flatMap((item) => ('start' in item && takesTime(item) ? [toEntry({ item, ownerZone })] : []));
}

function takesTime({ status, transparency, eventType, attendees }: Entry): boolean {
  if (status === 'cancelled' || status === 'tentative') return false;
  if (transparency === 'transparent' || takesNoTime.has(eventType)) return false;
  const own = attendees.find(({ self }) => self);
  return own === undefined || own.responseStatus === 'accepted';
}

function toEntry({ item, ownerZone }: { item: Entry; ownerZone: string }): CalendarEntry {
  return {
    icalUid: item.iCalUID ?? null,
    kind: item.eventType === 'outOfOffice' ? 'away' : 'busy',
    start: instantOf({ time: item.start, ownerZone }),
    end: instantOf({ time: item.end, ownerZone }),
  };
}
