import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { mergeFreeBusy, type FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import { mergeIntervals, overlaps, type Interval } from '@throughline/domain/time/interval.ts';
import type { GraphClient } from './client.ts';
import { instantOf, type EventTime } from './event-time.ts';
import { ownFreeBusy } from './own-free-busy.ts';
import { schedulesOf, slotMinutes, type Schedule } from './schedules.ts';
import { isBusy } from './show-as.ts';

const passing = new Set([
  'ErrorMailboxMoveInProgress',
  'ErrorMailboxStoreUnavailable',
  'ErrorServerBusy',
  'ErrorTimeoutExpired',
  'ErrorInternalServerTransientError',
]);

/**
 * Busy times by address, as far as each person lets the organisation see them. Failures come for each mailbox inside a
 * 200, and a missing list beside one is not free.
 */
export async function freeBusy({
  client,
  auth,
  emails,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  emails: readonly string[];
  window: Interval;
}): Promise<ReadonlyMap<string, FreeBusy>> {
  const schedules = await schedulesOf({ client, auth, emails, window });
  if (schedules === null) return ownFreeBusy({ client, auth, emails, window });
  return new Map([...schedules].map(([email, parts]) => [email, mergeFreeBusy(parts.map(freeBusyOf))]));
}

export function freeBusyOf({ scheduleItems, availabilityView, error, window }: Schedule): FreeBusy {
  if (error) return { kind: 'unknown', reason: reasonOf(error.responseCode ?? 'unnamed') };
  const items = scheduleItems ?? [];
  if (items.length === 0 && !availabilityView) return { kind: 'unknown', reason: 'not answered' };
  const told = items
    .filter(({ status }) => isBusy(status))
    .map(({ start, end }) => ({ start: moment(start), end: moment(end) }));
  // Items are to the minute, but who shares no more than that they are busy may come without some of them, or any.
  const slots = busySlots({ availabilityView: availabilityView ?? '', window });
  return mergeFreeBusy([{ kind: 'known', busy: [...told, ...untoldBy({ told, slots })] }]);
}

/** What passes, by its mailbox's own code, is told from what the organisation does not share. */
function reasonOf(responseCode: string): string {
  return passing.has(responseCode) ? 'unavailable' : responseCode;
}

/** Of `slots`, which come in order, those that nothing told reaches into. Both can be long: one walk over each. */
function untoldBy({ told, slots }: { told: readonly Interval[]; slots: readonly Interval[] }): readonly Interval[] {
  const items = mergeIntervals(told);
  let next = 0;
  return slots.filter((slot) => {
    while (next < items.length && isOver({ item: items[next], by: slot.start })) next += 1;
    const item = items[next];
    return item === undefined || !overlaps(item, slot);
  });
}

function isOver({ item, by }: { item: Interval | undefined; by: Temporal.Instant }): boolean {
  return item !== undefined && Temporal.Instant.compare(item.end, by) <= 0;
}

/** Items come in the zone of the answer, all-day ones with their owner's midnights. */
function moment(time: EventTime): Temporal.Instant {
  return instantOf({ time, allDay: false, ownerZone: 'UTC' });
}

/** 0 is free or working elsewhere, all else is not (learn.microsoft.com/graph/api/resources/scheduleinformation). */
function busySlots({ availabilityView, window }: { availabilityView: string; window: Interval }): readonly Interval[] {
  return Array.from(availabilityView).flatMap((digit, slot) => {
    if (digit === '0') return [];
    const start = window.start.add({ minutes: slot * slotMinutes });
    return [{ start, end: start.add({ minutes: slotMinutes }) }];
  });
}
