import { createHash } from 'node:crypto';
import type { CalendarEvent, Conference } from '../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import type { Cloud } from '../../core/cloud.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import { shareResponses } from '../../core/invitations/attendee-copies.ts';
import { contentOf } from '../../core/invitations/invitation-copy.ts';

/** Conferences come into being a moment after they were asked for, as a change of the entry. */
export type Conferences = {
  readonly requested: (requestId: string) => Conference;
  /** Finishes every conference still being made. */
  readonly settle: () => void;
  readonly close: () => void;
};

const creationMilliseconds = 60;

export function createConferences({ cloud, faults }: { cloud: Cloud; faults: FaultStore }): Conferences {
  const pending = new Map<string, { event: CalendarEvent; timer: NodeJS.Timeout }>();

  const finish = ({ account, id }: { account: string; id: string }): void => {
    const entry = pending.get(`${account} ${id}`);
    clearTimeout(entry?.timer);
    pending.delete(`${account} ${id}`);
    const event = cloud.calendars.get({ account, id });
    if (event?.conference?.status !== 'pending' || event.status === 'cancelled') return;
    const target = { account, method: 'POST', path: '/conference' };
    const failed = faults.take({ kinds: ['conference_failure'], target }) !== undefined;
    const conference: Conference = { ...event.conference, status: failed ? 'failure' : 'success' };
    shareResponses({ cloud, event: cloud.calendars.put({ ...contentOf(event), conference }) });
  };

  const watchFor = (event: CalendarEvent): void => {
    if (event.conference?.status !== 'pending' || !isOrganizer(event)) return;
    const key = `${event.account} ${event.id}`;
    if (pending.has(key)) return;
    const timer = setTimeout(() => finish(event), creationMilliseconds);
    timer.unref();
    pending.set(key, { event, timer });
  };

  cloud.calendars.onChange(watchFor);
  for (const account of cloud.accounts.all()) {
    for (const event of cloud.calendars.eventsOf(account.email)) watchFor(event);
  }

  return {
    requested: (requestId) => ({ requestId, status: 'pending', code: codeFor(requestId) }),
    settle: () => {
      for (const { event } of pending.values()) finish(event);
    },
    close: () => {
      for (const { timer } of pending.values()) clearTimeout(timer);
      pending.clear();
    },
  };
}

/** Three, four and three letters, as Meet has them. */
function codeFor(requestId: string): string {
  const digest = createHash('sha256').update(requestId).digest();
  const letters = [...digest.subarray(0, 10)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
  return `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7)}`;
}
