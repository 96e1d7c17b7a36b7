import { createHash, randomUUID } from 'node:crypto';
import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { newEventId } from '../../../core/calendar/new-event-id.ts';
import { deliverInvitation } from '../../../core/invitations/deliver-invitation.ts';
import type { EventContent } from '../../../core/invitations/invitation-copy.ts';
import type { Notify } from '../../../core/invitations/notify.ts';
import { GraphError, invalidProperty } from '../graph-error.ts';
import { readContent } from './event-content.ts';
import type { EventResource } from './event-resource.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { ownOf, sharedOf } from './outlook-content.ts';

/**
 * A new entry with its invitations, or the one already made with this transactionId and body.
 *
 * @param body what was sent, for telling a repetition from another event under the same transactionId
 * @returns the entry as the answer shows it: its Teams meeting may still be being made
 * @throws GraphError 400, or 409 `ErrorDuplicateTransactionId`
 */
export function createEvent({
  calendar,
  account,
  resource,
  body,
  notify,
}: {
  calendar: GraphCalendar;
  account: Account;
  resource: EventResource;
  body: unknown;
  notify: Notify;
}): CalendarEvent {
  const { cloud } = calendar.microsoft;
  const transaction = transactionOf({ resource, body });
  if (transaction !== null) {
    const known = madeBefore({ calendar, account, transaction });
    if (known !== undefined) return known;
  }
  if (!resource.start || !resource.end) throw invalidProperty({ property: resource.start ? 'End' : 'Start' });
  const blank = blankEntry({ account, now: cloud.clock.now() });
  const nameOf = (email: string): string | null => cloud.accounts.get(email)?.displayName ?? null;
  const content = readContent({ resource, before: blank, account, nameOf });
  const event = cloud.calendars.put({
    ...blank,
    status: 'confirmed',
    ...content,
    outlook: {
      ...sharedOf(content),
      teams: wantedMeeting({ calendar, account, resource, seed: blank.uid }),
    } as unknown as JsonObject,
    outlookOwn: { ...ownOf(content), transaction } as unknown as JsonObject,
  });
  if (event.attendees.length === 0) return event;
  // The invitation is to carry the link, whatever the answer already knows of it.
  const complete = calendar.teams.finish(event);
  deliverInvitation({ cloud, before: undefined, after: complete, notify });
  return event;
}

/** What an online meeting needs: a work account that has Teams. Elsewhere the wish is passed over. */
export function wantedMeeting({
  calendar,
  account,
  resource,
  seed,
}: {
  calendar: GraphCalendar;
  account: Account;
  resource: EventResource;
  seed: string;
}) {
  if (resource.isOnlineMeeting !== true || !hasTeams(account)) return null;
  const provider = resource.onlineMeetingProvider ?? 'teamsForBusiness';
  if (provider !== 'teamsForBusiness' && provider !== 'unknown') return null;
  return calendar.teams.requested({ account, tenantId: calendar.microsoft.tenants.idOf(account), seed });
}

export function hasTeams(account: Account): boolean {
  return account.teams && account.hostedDomain !== null;
}

type Transaction = { readonly id: string; readonly digest: string };

function transactionOf({ resource, body }: { resource: EventResource; body: unknown }): Transaction | null {
  if (!resource.transactionId) return null;
  return { id: resource.transactionId, digest: createHash('sha256').update(JSON.stringify(body)).digest('hex') };
}

function madeBefore({
  calendar,
  account,
  transaction,
}: {
  calendar: GraphCalendar;
  account: Account;
  transaction: Transaction;
}): CalendarEvent | undefined {
  const { cloud, faults } = calendar.microsoft;
  const known = [...cloud.calendars.eventsOf(account.email)].find(
    (event) => event.series === null && event.status !== 'cancelled' && ownOf(event).transaction?.id === transaction.id,
  );
  if (known === undefined) return undefined;
  const target = { account: account.email, method: 'POST', path: '/events' };
  // Graph does not promise to notice in time. Then a second event stands beside the first.
  if (faults.take({ kinds: ['late_duplicate'], target }) !== undefined) return undefined;
  if (ownOf(known).transaction?.digest === transaction.digest) return known;
  const asBadRequest = faults.take({ kinds: ['duplicate_as_400'], target }) !== undefined;
  throw new GraphError({
    status: asBadRequest ? 400 : 409,
    code: 'ErrorDuplicateTransactionId',
    message:
      "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
  });
}

function blankEntry({ account, now }: { account: Account; now: Temporal.Instant }): Omit<EventContent, 'status'> {
  const party = { email: account.email, displayName: account.displayName };
  const nowhen = { kind: 'timed', at: 0, zone: 'UTC' } as const;
  return {
    account: account.email,
    id: newEventId(),
    uid: newUid(now),
    type: 'default',
    summary: null,
    description: null,
    location: null,
    start: nowhen,
    end: nowhen,
    recurrence: [],
    series: null,
    organizer: party,
    creator: party,
    attendees: [],
    visibility: 'default',
    busy: true,
    privateProperties: {},
    sharedProperties: {},
    conference: null,
    shared: {},
    own: {},
    sequence: 0,
    createdAt: now.epochMilliseconds,
  };
}

/** Exchange's global object ids: a fixed opening, the time of creation and something unique, in hexadecimal. */
function newUid(now: Temporal.Instant): string {
  const opening = '040000008200E00074C5B7101A82E00800000000';
  const time = BigInt(now.epochMilliseconds).toString(16).padStart(16, '0');
  return `${opening}${time}000000000000000010000000${randomUUID().replaceAll('-', '')}`.toUpperCase();
}
