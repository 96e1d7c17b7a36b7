import { z } from 'zod';
import type { ContractWorld, Edit, Entry, NewPerson, Seen } from '../contract/world.ts';
import { eventTime, instantOf } from '../google/event-time.ts';
import { googleOddities } from '../google/oddities.ts';
import { googleProvider, type GoogleSettings } from '../google/provider.ts';
import { ownQuota } from '../own-quota.ts';
import { clients, startSandboxWorld, type SandboxWorld } from './sandbox-world.ts';

const redirectUri = 'http://localhost:3000/connect/google/callback';
const events = '/calendar/v3/calendars/primary/events';

const seenEvent = z.object({
  id: z.string(),
  status: z.string(),
  summary: z.string().optional(),
  description: z.string().default(''),
  start: z.intersection(eventTime, z.object({ timeZone: z.string().default('') })),
  visibility: z.string().optional(),
  attendees: z.array(z.object({ email: z.string(), responseStatus: z.string() })).default([]),
  reminders: z.object({ overrides: z.array(z.object({ minutes: z.number() })).default([]) }).optional(),
  attachments: z.array(z.object({ fileUrl: z.string() })).default([]),
});

export type GoogleWorld = ContractWorld & SandboxWorld & { readonly settings: GoogleSettings };

/**
 * Google as the sandbox plays it, and our adapter pointed at it. Tokens live by the machine's time, whatever `wall`
 * says. `sandbox` is one whose other half plays along.
 */
export async function startGoogleWorld({
  wall,
  sandbox,
}: {
  wall: () => Temporal.Instant;
  sandbox?: SandboxWorld;
}): Promise<GoogleWorld> {
  const shared = sandbox ?? (await startSandboxWorld());
  const { url, control, asPerson } = shared;
  const settings = { ...clients.google, apiBaseUrl: url, oauthBaseUrl: url };

  async function stored(email: string): Promise<readonly z.infer<typeof seenEvent>[]> {
    const all = z.array(z.unknown()).parse(await control('GET', `events?account=${email}`));
    return all.map((event) => seenEvent.parse(event)).filter((event) => event.status !== 'cancelled');
  }

  return {
    ...shared,
    provider: googleProvider({ settings, shared: ownQuota(), wall }),
    oddities: googleOddities,
    redirectUri,
    paths: { freeBusy: '/freeBusy', timeZone: '/settings', push: '/events/watch' },
    longLists: { path: '/conferenceRecords', items: 1 },
    refusals: { scope: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', settings: 'SERVICE_DISABLED' },
    settings,

    async addPerson({ email, timeZone = 'Europe/Berlin', sharesFreeBusy = true, personal = false }: NewPerson) {
      await control('POST', 'accounts', { email, displayName: email, timeZone, sharesFreeBusy, personal });
    },

    tenantOf: (email) => Promise.resolve(email.split('@')[1] ?? null),

    async consent({ authorizationUrl, email, untick }) {
      const asked = new URL(authorizationUrl).searchParams;
      const form = new URLSearchParams({ ...Object.fromEntries(asked), account: email, decision: 'accept' });
      for (const scope of (asked.get('scope') ?? '').split(' ')) {
        if (untick === undefined || !scope.includes(untick)) form.append('granted_scopes', scope);
      }
      const answer = await fetch(`${url}/o/oauth2/v2/consent`, { method: 'POST', body: form, redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '');
    },

    async enter({ email, entry }) {
      const created = await asPerson({ email, method: 'POST', path: events, body: resourceOf(entry) });
      return z.object({ id: z.string() }).parse(created).id;
    },

    async edit({ email, providerEventId, edit }) {
      const path = `${events}/${providerEventId}`;
      if (edit.kind === 'delete' || edit.kind === 'delete_own_copy') {
        return void (await asPerson({ email, method: 'DELETE', path: `${path}?sendUpdates=all` }));
      }
      if (edit.kind === 'delete_occurrence') {
        const at = edit.start.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
        return void (await asPerson({ email, method: 'DELETE', path: `${path}_${at}` }));
      }
      const current = z.record(z.string(), z.unknown()).parse(await asPerson({ email, method: 'GET', path }));
      if (edit.kind === 'copy') {
        const { summary, start, end, attendees, extendedProperties } = current;
        const body = { summary, start, end, attendees, extendedProperties };
        await asPerson({ email, method: 'POST', path: events, body });
        return;
      }
      const body = patchOf({ edit, email, current });
      await asPerson({ email, method: 'PATCH', path: `${path}?sendUpdates=all`, body });
    },

    async seenBy(email): Promise<readonly Seen[]> {
      return (await stored(email)).map((event) => ({
        id: event.id,
        title: event.summary ?? null,
        text: event.description,
        start: instantOf({ time: event.start, ownerZone: 'UTC' }),
        timeZone: event.start.timeZone,
        private: event.visibility === 'private',
        responses: Object.fromEntries(event.attendees.map((one) => [one.email, one.responseStatus])),
        reminderMinutes: event.reminders?.overrides.map(({ minutes }) => minutes) ?? [],
        attachments: event.attachments.map(({ fileUrl }) => ({ sha256: null, url: fileUrl })),
      }));
    },
  };
}

function resourceOf(entry: Entry): Record<string, unknown> {
  const timed = (start: string, end: string, timeZone?: string) => ({
    start: { dateTime: start, timeZone },
    end: { dateTime: end, timeZone },
  });
  switch (entry.kind) {
    case 'busy':
      return { summary: 'Something private', ...timed(entry.start, entry.end) };
    case 'out_of_office':
      return {
        eventType: 'outOfOffice',
        summary: 'Away',
        ...timed(entry.start, entry.end),
        outOfOfficeProperties: { autoDeclineMode: 'declineNone' },
      };
    case 'all_day_busy':
    case 'all_day_free':
      return {
        summary: 'All day',
        start: { date: entry.from },
        end: { date: entry.until },
        transparency: entry.kind === 'all_day_free' ? 'transparent' : 'opaque',
      };
    case 'birthday':
      return {
        eventType: 'birthday',
        summary: 'Birthday',
        visibility: 'private',
        transparency: 'transparent',
        start: { date: entry.on },
        end: { date: Temporal.PlainDate.from(entry.on).add({ days: 1 }).toString() },
        recurrence: ['RRULE:FREQ=YEARLY'],
        birthdayProperties: { type: 'birthday' },
      };
    case 'working_location':
      return {
        eventType: 'workingLocation',
        summary: 'Office',
        visibility: 'public',
        transparency: 'transparent',
        start: { date: entry.from },
        end: { date: entry.until },
        workingLocationProperties: { type: 'homeOffice', homeOffice: {} },
      };
    case 'weekly':
      return {
        summary: 'Weekly',
        ...timed(entry.start, entry.end, 'America/New_York'),
        recurrence: ['RRULE:FREQ=WEEKLY'],
        attendees: [
          ...entry.attendees.map((email) => ({ email })),
          ...(entry.rooms ?? []).map((email) => ({ email, resource: true })),
        ],
      };
  }
}

function patchOf({
  edit,
  email,
  current,
}: {
  edit: Edit;
  email: string;
  current: Record<string, unknown>;
}): Record<string, unknown> {
  switch (edit.kind) {
    case 'move':
      return { start: { dateTime: edit.start.toString() }, end: { dateTime: edit.end.toString() } };
    case 'retitle':
      return { summary: edit.title };
    case 'rewrite':
      return { description: edit.rewrite(seenEvent.parse(current).description) };
    case 'make_public':
      return { visibility: 'public' };
    case 'repeat_weekly':
      return { recurrence: ['RRULE:FREQ=WEEKLY'] };
    case 'make_all_day':
      return {
        start: { date: '2027-03-02', dateTime: null, timeZone: null },
        end: { date: '2027-03-03', dateTime: null, timeZone: null },
      };
    case 'unlabel':
      return { extendedProperties: { private: { throughlineCategory: null } } };
    case 'strip_marker':
      return { extendedProperties: { private: { throughlineEvent: null } } };
    case 'invite':
      return {
        attendees: [...attendeesOf(current), { email: edit.email, ...(edit.as === 'room' ? { resource: true } : {}) }],
      };
    case 'uninvite':
      return { attendees: attendeesOf(current).filter((one) => one.email !== edit.email) };
    case 'delete':
    case 'delete_own_copy':
    case 'delete_occurrence':
    case 'copy':
      throw new Error(`${edit.kind} is no patch`);
    case 'respond': {
      const attendees = attendeesOf(current);
      const answered = { responseStatus: edit.response };
      // Who organizes is on the list once they have answered, and not before.
      if (!attendees.some((one) => one.email === email)) return { attendees: [...attendees, { email, ...answered }] };
      return { attendees: attendees.map((one) => (one.email === email ? { ...one, ...answered } : one)) };
    }
  }
}

function attendeesOf(current: Record<string, unknown>) {
  return z.array(z.looseObject({ email: z.string() })).parse(current['attendees'] ?? []);
}
