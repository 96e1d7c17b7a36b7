import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { ownResponse } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import { occurrencesIn, spanOf } from '../../../core/calendar/occurrences.ts';
import { presentTime } from '../events/event-time.ts';
import type { AnswerZone } from '../events/event-time.ts';
import { showAsOf } from '../events/show-as.ts';
import { availabilityView } from './availability-view.ts';
import type { ScheduleRequest } from './schedule-request.ts';

/** Beyond it Exchange gives up on a mailbox, with its code 5006. */
const mostEntries = 1000;

/** When one person is taken: scheduleInformation in Graph's shape. Titles and places are told to the owner alone. */
export function scheduleInformation({
  store,
  owner,
  scheduleId,
  isOwn,
  asked,
  answerZone,
  workingHours,
}: {
  store: CalendarStore;
  owner: Account;
  scheduleId: string;
  isOwn: boolean;
  asked: ScheduleRequest;
  answerZone: AnswerZone;
  workingHours: JsonObject;
}): JsonObject {
  const { window, interval } = asked;
  const zone = owner.timeZone;
  const entries = occurrencesIn({ store, account: owner.email, zone, from: window.start, until: window.end })
    .filter((event) => event.status !== 'cancelled' && ownResponse(event) !== 'declined')
    .map((event) => ({ event, span: spanOf({ event, zone }), status: showAsOf(event) }))
    .toSorted((a, b) => a.span.start - b.span.start);
  if (entries.length > mostEntries) {
    const message = `The result set contains too many calendar entries. The allowed size = ${mostEntries}; the actual size = ${entries.length}.`;
    return failedSchedule({ scheduleId, message, responseCode: '5006' });
  }
  return {
    scheduleId,
    availabilityView: availabilityView({ items: entries, window, minutes: interval }),
    scheduleItems: entries.map(({ event, span, status }) => ({
      ...(isOwn ? detailsOf(event) : {}),
      status,
      start: presentTime({ time: { kind: 'timed', at: span.start, zone }, answerZone }),
      end: presentTime({ time: { kind: 'timed', at: span.end, zone }, answerZone }),
    })),
    workingHours,
  };
}

/** What is wrong with one mailbox is said beside the others, within a 200. */
export function failedSchedule({
  scheduleId,
  message,
  responseCode,
}: {
  scheduleId: string;
  message: string;
  responseCode: string;
}): JsonObject {
  return { scheduleId, scheduleItems: null, error: { message, responseCode } };
}

function detailsOf(event: CalendarEvent): JsonObject {
  return {
    isPrivate: event.visibility === 'private' || event.visibility === 'confidential',
    subject: event.summary ?? '',
    location: event.location ?? '',
  };
}
