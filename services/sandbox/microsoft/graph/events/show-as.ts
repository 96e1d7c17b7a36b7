import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer, ownResponse } from '../../../core/calendar/calendar-event.ts';
import { ownOf } from './outlook-content.ts';
import type { ShowAs } from './outlook-content.ts';

/** How an entry shows in its owner's calendar: an invitation not yet accepted is tentative. */
export function showAsOf(event: CalendarEvent): ShowAs {
  if (event.status === 'cancelled') return 'free';
  const chosen = ownOf(event).showAs;
  if (chosen !== null) return chosen;
  if (!event.busy) return 'free';
  if (isOrganizer(event)) return 'busy';
  const response = ownResponse(event);
  return response === 'needsAction' || response === 'tentative' ? 'tentative' : 'busy';
}
