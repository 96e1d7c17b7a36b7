import type { FastifyRequest } from 'fastify';
import type { Account } from '../../core/accounts/account-store.ts';
import type { Cloud } from '../../core/cloud.ts';
import { GoogleError, insufficientPermissions, invalidCredentials, notFound } from '../google-error.ts';
import type { AccessToken, Grants } from '../oauth/grants.ts';
import { scopeNamed } from '../oauth/scopes.ts';

/** Which scopes each kind of call accepts, from Google's own description of the API (calendar:v3). */
const scopesFor = {
  writeEvents: ['calendar', 'calendar.app.created', 'calendar.events', 'calendar.events.owned'],
  readEvents: [
    'calendar',
    'calendar.app.created',
    'calendar.events',
    'calendar.events.freebusy',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.public.readonly',
    'calendar.events.readonly',
    'calendar.readonly',
  ],
  freeBusy: ['calendar', 'calendar.events.freebusy', 'calendar.freebusy', 'calendar.readonly'],
  settings: ['calendar', 'calendar.readonly', 'calendar.settings.readonly'],
  calendars: [
    'calendar',
    'calendar.app.created',
    'calendar.calendars',
    'calendar.calendars.readonly',
    'calendar.readonly',
  ],
  calendarList: [
    'calendar',
    'calendar.app.created',
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
    'calendar.readonly',
  ],
  colors: [
    'calendar',
    'calendar.app.created',
    'calendar.calendarlist',
    'calendar.calendarlist.readonly',
    'calendar.events.freebusy',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.public.readonly',
    'calendar.readonly',
  ],
  channels: [
    'calendar',
    'calendar.events',
    'calendar.events.freebusy',
    'calendar.events.owned',
    'calendar.events.owned.readonly',
    'calendar.events.readonly',
    'calendar.readonly',
    'calendar.settings.readonly',
  ],
} as const satisfies Record<string, readonly string[]>;

export type CallKind = keyof typeof scopesFor;

export type Caller = { readonly account: Account; readonly token: AccessToken };

/** Who calls, if their token lives and allows this kind of call. */
export function callerOf({
  request,
  kind,
  cloud,
  grants,
}: {
  request: FastifyRequest;
  kind: CallKind;
  cloud: Cloud;
  grants: Grants;
}): Caller {
  const token = grants.findAccessToken(bearerOf(request));
  const account = token === undefined ? undefined : cloud.accounts.get(token.account);
  if (token === undefined || account === undefined) throw invalidCredentials();
  const accepted = scopesFor[kind].map(scopeNamed);
  if (!accepted.some((scope) => token.scopes.includes(scope))) throw insufficientPermissions(accepted);
  return { account, token };
}

export function bearerOf(request: FastifyRequest): string {
  const fromHeader = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (fromHeader !== undefined) return fromHeader;
  const fromQuery = (Object(request.query) as Record<string, unknown>)['access_token'];
  return typeof fromQuery === 'string' ? fromQuery : '';
}

/** A calendar as seen by a caller: their own in full, a colleague's as busy times only. */
export type CalendarView = { readonly owner: Account; readonly role: 'owner' | 'freeBusyReader' };

/** @throws GoogleError 404 for calendars that do not exist and for those the caller may not know of, alike */
export function calendarView({
  cloud,
  caller,
  calendarId,
}: {
  cloud: Cloud;
  caller: Caller;
  calendarId: string;
}): CalendarView {
  const owner = calendarId === 'primary' ? caller.account : cloud.accounts.get(calendarId);
  if (owner === undefined) throw notFound();
  if (owner.email === caller.account.email) {
    return { owner, role: seesOnlyBusyTimes(caller.token) ? 'freeBusyReader' : 'owner' };
  }
  if (!maySeeBusyTimes({ owner, reader: caller.account })) throw notFound();
  return { owner, role: 'freeBusyReader' };
}

/** @throws GoogleError 404 or 403: only the owner writes in a calendar */
export function ownCalendar({
  cloud,
  caller,
  calendarId,
}: {
  cloud: Cloud;
  caller: Caller;
  calendarId: string;
}): Account {
  const { owner } = calendarView({ cloud, caller, calendarId });
  if (owner.email === caller.account.email) return owner;
  throw new GoogleError({
    status: 403,
    reason: 'requiredAccessLevel',
    domain: 'calendar',
    message: 'You need to have writer access to this calendar.',
  });
}

/**
 * Colleagues under one hosted domain see each other's busy times unless one of them does not share. Google knows no
 * calendar that is kept elsewhere, whatever its owner's address.
 */
export function maySeeBusyTimes({ owner, reader }: { owner: Account; reader: Account }): boolean {
  if (owner.email === reader.email) return true;
  if (owner.provider !== reader.provider) return false;
  return owner.hostedDomain !== null && owner.hostedDomain === reader.hostedDomain && owner.sharesFreeBusy;
}

function seesOnlyBusyTimes(token: AccessToken): boolean {
  const reading = scopesFor.readEvents.filter((scope) => scope !== 'calendar.events.freebusy').map(scopeNamed);
  return !reading.some((scope) => token.scopes.includes(scope));
}
