import type { Account } from '../../../core/accounts/account-store.ts';
import type { Attendee, CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { EventContent } from '../../../core/invitations/invitation-copy.ts';
import { invalidProperty } from '../graph-error.ts';
import { readBody } from './event-body.ts';
import { readLocations } from './event-location.ts';
import type { EventResource } from './event-resource.ts';
import { ownOf, sharedOf } from './outlook-content.ts';
import type { OutlookOwn, OutlookShared } from './outlook-content.ts';
import { propertyId } from './extended-property.ts';
import { readWhen } from './event-when.ts';
import { keepsTeamsBlock } from './teams-block.ts';

/** The parts of an entry its writer decides. */
export type WrittenContent = Pick<
  EventContent,
  | 'summary'
  | 'description'
  | 'location'
  | 'start'
  | 'end'
  | 'recurrence'
  | 'attendees'
  | 'visibility'
  | 'busy'
  | 'outlook'
  | 'outlookOwn'
>;

/**
 * Reads what a client wrote onto an entry; what it does not name stays.
 *
 * @param before the entry as it is, or blank content for a new one
 * @throws GraphError 400
 */
export function readContent({
  resource,
  before,
  account,
  nameOf,
}: {
  resource: EventResource;
  before: Omit<EventContent, 'status'>;
  account: Account;
  /** What the directory calls an address, if it knows it. */
  nameOf: (email: string) => string | null;
}): WrittenContent {
  const { start, end, recurrence, dayZone } = readWhen({ resource, before });
  const description = resource.body === undefined ? before.description : readBody(resource.body ?? {});
  const shared = sharedOf(before);
  const places = readLocations({ location: asPlace(resource.location), locations: asPlaces(resource.locations) });
  const outlook: OutlookShared = {
    importance: resource.importance ?? shared.importance,
    responseRequested: resource.responseRequested ?? shared.responseRequested,
    allowNewTimeProposals: resource.allowNewTimeProposals ?? shared.allowNewTimeProposals,
    hideAttendees: resource.hideAttendees ?? shared.hideAttendees,
    isPersonal: resource.sensitivity === undefined ? shared.isPersonal : resource.sensitivity === 'personal',
    locations: places === undefined ? shared.locations : places.locations,
    dayZone,
    teams: keptTeams({ shared, description }),
  };
  const showAs = resource.showAs ?? ownOf(before).showAs;
  return {
    summary: resource.subject === undefined ? before.summary : resource.subject || null,
    description,
    location: places === undefined ? before.location : places.location,
    start,
    end,
    recurrence,
    attendees:
      resource.attendees === undefined ? before.attendees : readAttendees({ resource, before, account, nameOf }),
    visibility: visibilityOf({ resource, before }),
    busy: showAs === null ? before.busy : showAs !== 'free' && showAs !== 'workingElsewhere',
    outlook: outlook as unknown as JsonObject,
    outlookOwn: readOwn({ resource, before }) as unknown as JsonObject,
  };
}

/** A body written without the block of its Teams meeting takes the meeting away. */
function keptTeams({ shared, description }: { shared: OutlookShared; description: string | null }) {
  const { teams } = shared;
  if (teams === null || teams.status === 'pending') return teams;
  return keepsTeamsBlock({ inner: description, joinUrl: teams.joinUrl }) ? teams : null;
}

function readAttendees({
  resource,
  before,
  account,
  nameOf,
}: {
  resource: EventResource;
  before: Pick<EventContent, 'attendees'>;
  account: Account;
  nameOf: (email: string) => string | null;
}): Attendee[] {
  const attendees = new Map<string, Attendee>();
  for (const { emailAddress, type } of resource.attendees ?? []) {
    const email = emailAddress.address.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalidProperty({ property: 'Attendees' });
    const known = before.attendees.find((attendee) => attendee.email === email);
    attendees.set(email, {
      email,
      displayName: emailAddress.name || (nameOf(email) ?? null),
      response: known?.response ?? (email === account.email ? 'accepted' : 'needsAction'),
      comment: known?.comment ?? null,
      optional: type === undefined || type === null ? (known?.optional ?? false) : type === 'optional',
      resource: type === 'resource',
    });
  }
  return [...attendees.values()];
}

function visibilityOf({
  resource,
  before,
}: {
  resource: EventResource;
  before: Pick<EventContent, 'visibility'>;
}): CalendarEvent['visibility'] {
  switch (resource.sensitivity) {
    case undefined:
      return before.visibility;
    case 'private':
    case 'personal':
      return 'private';
    case 'confidential':
      return 'confidential';
    case 'normal':
    case null:
      return 'default';
  }
}

function readOwn({
  resource,
  before,
}: {
  resource: EventResource;
  before: Pick<EventContent, 'outlookOwn'>;
}): OutlookOwn {
  const own = ownOf(before);
  const properties = { ...own.properties };
  for (const { id, value } of resource.singleValueExtendedProperties ?? []) {
    const name = propertyId(id);
    if (value === null || value === undefined) delete properties[name];
    else properties[name] = value;
  }
  return {
    ...own,
    categories: resource.categories === undefined ? own.categories : [...new Set(resource.categories ?? [])],
    showAs: resource.showAs ?? own.showAs,
    isReminderOn: resource.isReminderOn ?? own.isReminderOn,
    reminderMinutes: resource.reminderMinutesBeforeStart ?? own.reminderMinutes,
    properties,
  };
}

function asPlace(place: EventResource['location']): JsonObject | null | undefined {
  return place as JsonObject | null | undefined;
}

function asPlaces(places: EventResource['locations']): readonly JsonObject[] | null | undefined {
  return places as readonly JsonObject[] | null | undefined;
}
