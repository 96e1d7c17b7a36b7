import { createHash } from 'node:crypto';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import type { Cloud } from '../../../core/cloud.ts';
import type { FaultStore } from '../../../core/faults/fault-store.ts';
import { shareResponses } from '../../../core/invitations/attendee-copies.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';
import { sharedOf } from './outlook-content.ts';
import type { TeamsMeeting } from './outlook-content.ts';
import { teamsBlock } from './teams-block.ts';

/** Teams meetings come into being a moment after they were asked for, as a change of the event and its body. */
export type TeamsMeetings = {
  /** @param seed what makes this meeting another than an earlier one of the same event */
  readonly requested: (args: { account: Account; tenantId: string; seed: string }) => TeamsMeeting;
  /** Makes an event's meeting at once, where one is still being made; the event as it is then. */
  readonly finish: (event: CalendarEvent) => CalendarEvent;
  /** Finishes every meeting still being made. */
  readonly settle: () => void;
  readonly close: () => void;
};

const creationMilliseconds = 60;

export function createTeamsMeetings({ cloud, faults }: { cloud: Cloud; faults: FaultStore }): TeamsMeetings {
  const pending = new Map<string, { event: CalendarEvent; timer: NodeJS.Timeout }>();

  const finish = ({ account, id }: { account: string; id: string }): CalendarEvent | undefined => {
    const key = `${account} ${id}`;
    clearTimeout(pending.get(key)?.timer);
    pending.delete(key);
    const event = cloud.calendars.get({ account, id });
    if (event === undefined || !isPending(event)) return event;
    const target = { account, method: 'POST', path: '/conference' };
    const failed = faults.take({ kinds: ['conference_failure'], target }) !== undefined;
    const made = cloud.calendars.put(withMeeting({ event, failed }));
    shareResponses({ cloud, event: made });
    return cloud.calendars.get({ account, id });
  };

  const watchFor = (event: CalendarEvent): void => {
    const key = `${event.account} ${event.id}`;
    if (pending.has(key) || !isPending(event)) return;
    const timer = setTimeout(() => finish(event), creationMilliseconds);
    timer.unref();
    pending.set(key, { event, timer });
  };

  cloud.calendars.onChange(watchFor);
  for (const account of cloud.accounts.all()) {
    for (const event of cloud.calendars.eventsOf(account.email)) watchFor(event);
  }

  return {
    requested: ({ account, tenantId, seed }) => ({
      status: 'pending',
      ...addressFor({ tenantId, organizerId: account.subject, seed }),
    }),
    finish: (event) => finish(event) ?? event,
    settle: () => {
      for (const { event } of pending.values()) finish(event);
    },
    close: () => {
      for (const { timer } of pending.values()) clearTimeout(timer);
      pending.clear();
    },
  };
}

function isPending(event: CalendarEvent): boolean {
  return isOrganizer(event) && event.status !== 'cancelled' && sharedOf(event).teams?.status === 'pending';
}

function withMeeting({ event, failed }: { event: CalendarEvent; failed: boolean }) {
  const shared = sharedOf(event);
  const { teams } = shared;
  if (teams === null || failed) {
    return { ...contentOf(event), outlook: { ...shared, teams: null } as unknown as JsonObject };
  }
  const outlook = { ...shared, teams: { ...teams, status: 'made' } } as unknown as JsonObject;
  return { ...contentOf(event), outlook, description: `${event.description ?? ''}\n${teamsBlock(teams)}` };
}

function addressFor({
  tenantId,
  organizerId,
  seed,
}: {
  tenantId: string;
  organizerId: string;
  seed: string;
}): Pick<TeamsMeeting, 'joinUrl' | 'meetingId'> {
  const digest = createHash('sha256').update(`${organizerId} ${seed}`).digest();
  const thread = `19%3ameeting_${digest.toString('base64url').slice(0, 40)}%40thread.v2`;
  const context = `%7b%22Tid%22%3a%22${tenantId}%22%2c%22Oid%22%3a%22${organizerId}%22%7d`;
  const number = String(digest.readBigUInt64BE() % 10n ** 12n).padStart(12, '0');
  return {
    joinUrl: `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${context}`,
    meetingId: number.replaceAll(/(\d{3})(?=\d)/g, '$1 '),
  };
}
