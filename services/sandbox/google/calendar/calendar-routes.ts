import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../core/accounts/account-store.ts';
import { notFound } from '../google-error.ts';
import { calendarView, callerOf } from './calendar-access.ts';
import { colors } from './colors.ts';
import type { GoogleCalendar } from './google-calendar.ts';

const calendarPath = z.object({ calendarId: z.string() });
const settingPath = z.object({ setting: z.string() });

/** Calendars, the list of them, settings and colours: all read only, and one calendar to an account. */
export function calendarRoutes({ app, calendar }: { app: FastifyInstance; calendar: GoogleCalendar }): void {
  const { cloud, grants } = calendar;

  app.get('/calendar/v3/calendars/:calendarId', (request) => {
    const caller = callerOf({ request, kind: 'calendars', cloud, grants });
    const { owner } = calendarView({ cloud, caller, calendarId: calendarPath.parse(request.params).calendarId });
    return {
      kind: 'calendar#calendar',
      etag: '"1"',
      id: owner.email,
      summary: owner.email,
      timeZone: owner.timeZone,
      conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
    };
  });

  app.get('/calendar/v3/users/me/calendarList', (request) => {
    const { account } = callerOf({ request, kind: 'calendarList', cloud, grants });
    return { kind: 'calendar#calendarList', etag: '"1"', nextSyncToken: 'unchanging', items: [listEntry(account)] };
  });

  app.get('/calendar/v3/users/me/calendarList/:calendarId', (request) => {
    const { account } = callerOf({ request, kind: 'calendarList', cloud, grants });
    const { calendarId } = calendarPath.parse(request.params);
    if (calendarId !== 'primary' && calendarId.toLowerCase() !== account.email) throw notFound();
    return listEntry(account);
  });

  app.get('/calendar/v3/users/me/settings', (request) => {
    const { account } = callerOf({ request, kind: 'settings', cloud, grants });
    const items = Object.entries(settingsOf(account)).map(([id, value]) => presentSetting({ id, value }));
    return { kind: 'calendar#settings', etag: '"1"', nextSyncToken: 'unchanging', items };
  });

  app.get('/calendar/v3/users/me/settings/:setting', (request) => {
    const { account } = callerOf({ request, kind: 'settings', cloud, grants });
    const { setting } = settingPath.parse(request.params);
    const value = settingsOf(account)[setting];
    if (value === undefined) throw notFound();
    return presentSetting({ id: setting, value });
  });

  app.get('/calendar/v3/colors', (request) => {
    callerOf({ request, kind: 'colors', cloud, grants });
    return colors;
  });
}

function listEntry(account: Account) {
  return {
    kind: 'calendar#calendarListEntry',
    etag: '"1"',
    id: account.email,
    summary: account.email,
    timeZone: account.timeZone,
    colorId: '14',
    backgroundColor: '#9fe1e7',
    foregroundColor: '#000000',
    selected: true,
    accessRole: 'owner',
    defaultReminders: [{ method: 'popup', minutes: 10 }],
    primary: true,
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  };
}

function settingsOf(account: Account): Record<string, string> {
  return {
    timezone: account.timeZone,
    locale: 'en',
    weekStart: account.timeZone.startsWith('America/') ? '0' : '1',
    format24HourTime: account.timeZone.startsWith('America/') ? 'false' : 'true',
    dateFieldOrder: account.timeZone.startsWith('America/') ? 'MDY' : 'DMY',
    defaultEventLength: '60',
    autoAddHangouts: 'true',
    hideInvitations: 'false',
    hideWeekends: 'false',
    remindOnRespondedEventsOnly: 'false',
    showDeclinedEvents: 'true',
    useKeyboardShortcuts: 'true',
  };
}

function presentSetting({ id, value }: { id: string; value: string }) {
  return { kind: 'calendar#setting', etag: '"1"', id, value };
}
