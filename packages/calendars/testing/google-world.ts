import { buildSandbox } from '@throughline/sandbox/app.ts';
import { z } from 'zod';
import type { ContractWorld, Edit, Entry, Seen } from '../contract/world.ts';
import { eventTime, instantOf } from '../google/event-time.ts';
import { googleProvider, type GoogleSettings } from '../google/provider.ts';

const client = { clientId: 'throughline', clientSecret: 'a secret' };
const redirectUri = 'http://localhost:3000/connect/google/callback';
const events = '/calendar/v3/calendars/primary/events';

const seenEvent = z.object({
  id: z.string(),
  status: z.string(),
  summary: z.string().optional(),
  start: eventTime,
  visibility: z.string().optional(),
  attendees: z.array(z.object({ email: z.string(), responseStatus: z.string() })).default([]),
});
const mails = z.array(z.object({ source: z.string() }));

export type GoogleWorld = ContractWorld & {
  readonly url: string;
  readonly settings: GoogleSettings;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  close(): Promise<void>;
};

/** Google as the sandbox plays it, over loopback HTTP, and our adapter pointed at it. Tokens live by the machine's time, whatever `wall` says. */
export async function startGoogleWorld({ wall }: { wall: () => Temporal.Instant }): Promise<GoogleWorld> {
  const sandbox = await buildSandbox({
    dataDirectory: null,
    clockCallback: null,
    googleClient: { ...client, redirectUris: [] },
  });
  const { port } = await sandbox.listen();
  const url = `http://127.0.0.1:${port}`;
  const settings = { ...client, apiBaseUrl: url, oauthBaseUrl: url };

  async function call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<string> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = await call(method, `/control/${path}`, body);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** The person acts in their own calendar, through Google's own API. */
  async function asPerson(email: string, method: string, path: string, body?: unknown): Promise<unknown> {
    const { access_token: token } = z
      .object({ access_token: z.string() })
      .parse(await control('POST', 'token', { email }));
    const text = await call(method, path, body, { authorization: `Bearer ${token}` });
    return text === '' ? undefined : JSON.parse(text);
  }

  async function stored(email: string): Promise<readonly z.infer<typeof seenEvent>[]> {
    const all = z.array(z.unknown()).parse(await control('GET', `events?account=${email}`));
    return all.map((event) => seenEvent.parse(event)).filter((event) => event.status !== 'cancelled');
  }

  return {
    provider: googleProvider({ settings, wall }),
    redirectUri,
    url,
    settings,
    control,
    close: sandbox.close,

    async addPerson({ email, timeZone = 'Europe/Berlin', sharesFreeBusy = true }) {
      await control('POST', 'accounts', { email, displayName: email, timeZone, sharesFreeBusy });
    },

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
      const created = await asPerson(email, 'POST', events, resourceOf(entry));
      return z.object({ id: z.string() }).parse(created).id;
    },

    async edit({ email, providerEventId, edit }) {
      const path = `${events}/${providerEventId}`;
      if (edit.kind === 'delete') return void (await asPerson(email, 'DELETE', path));
      const current = z.record(z.string(), z.unknown()).parse(await asPerson(email, 'GET', path));
      if (edit.kind === 'copy') {
        const { summary, start, end, attendees, extendedProperties } = current;
        await asPerson(email, 'POST', events, { summary, start, end, attendees, extendedProperties });
        return;
      }
      await asPerson(email, 'PATCH', `${path}?sendUpdates=all`, patchOf({ edit, email, current }));
    },

    async seenBy(email): Promise<readonly Seen[]> {
      return (await stored(email)).map((event) => ({
        id: event.id,
        title: event.summary ?? null,
        start: instantOf({ time: event.start, ownerZone: 'UTC' }),
        private: event.visibility === 'private',
        responses: Object.fromEntries(event.attendees.map((one) => [one.email, one.responseStatus])),
      }));
    },

    async calendarMailsTo(email) {
      return mails.parse(await control('GET', `mail?to=${email}`)).filter((mail) => mail.source === 'calendar').length;
    },

    async inject(fault) {
      await control('POST', 'faults', fault);
    },

    async exchanges() {
      const lines = (await call('GET', '/control/requests')).split('\n').filter((line) => line !== '');
      const exchange = z.object({ method: z.string(), url: z.string(), responseBody: z.unknown().optional() });
      return lines.map((line) => exchange.parse(JSON.parse(line)));
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
    case 'make_public':
      return { visibility: 'public' };
    case 'repeat_weekly':
      return { recurrence: ['RRULE:FREQ=WEEKLY'] };
    case 'make_all_day':
      return {
        start: { date: '2027-03-02', dateTime: null, timeZone: null },
        end: { date: '2027-03-03', dateTime: null, timeZone: null },
      };
    case 'delete':
    case 'copy':
      throw new Error(`${edit.kind} is no patch`);
    case 'respond': {
      const attendees = z.array(z.looseObject({ email: z.string() })).parse(current['attendees']);
      return {
        attendees: attendees.map((one) => (one.email === email ? { ...one, responseStatus: edit.response } : one)),
      };
    }
  }
}
