import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ContractWorld, Edit, Entry, NewPerson, Seen } from '../contract/world.ts';
import { eventTime, instantOf, toEventTime } from '../microsoft/event-time.ts';
import { expandedProperties } from '../microsoft/named-properties.ts';
import { microsoftOddities } from '../microsoft/oddities.ts';
import { microsoftProvider, type MicrosoftSettings } from '../microsoft/provider.ts';
import { ianaZoneOf } from '../microsoft/time-zones.ts';
import { clients, startSandboxWorld, type SandboxWorld } from './sandbox-world.ts';

const redirectUri = 'http://localhost:3000/connect/microsoft/callback';
const events = '/v1.0/me/events';
const preferred = 'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="html"';

const person = z.object({ emailAddress: z.object({ address: z.string() }) });
const seenEvent = z.object({
  id: z.string(),
  iCalUId: z.string(),
  isCancelled: z.boolean(),
  isAllDay: z.boolean(),
  subject: z.string().nullable(),
  body: z.object({ content: z.string() }),
  start: eventTime,
  end: eventTime,
  originalStartTimeZone: z.string().nullable(),
  sensitivity: z.string(),
  attendees: z.array(person.extend({ type: z.string(), status: z.object({ response: z.string() }) })),
  isReminderOn: z.boolean(),
  reminderMinutesBeforeStart: z.number(),
  hasAttachments: z.boolean(),
});
type SeenEvent = z.infer<typeof seenEvent>;
const copiedAttendees = z.array(person);
const files = z.object({ value: z.array(z.object({ contentBytes: z.base64() })) });

export type MicrosoftWorld = ContractWorld & SandboxWorld & { readonly settings: MicrosoftSettings };

/**
 * Microsoft as the sandbox plays it, with every tenant's administrator having consented, and our adapter pointed at
 * it. `sandbox` is one whose other half plays along.
 */
export async function startMicrosoftWorld({
  wall,
  sandbox,
}: {
  wall: () => Temporal.Instant;
  sandbox?: SandboxWorld;
}): Promise<MicrosoftWorld> {
  const shared = sandbox ?? (await startSandboxWorld());
  const { url, control } = shared;
  const settings = { ...clients.microsoft, tenant: 'common', graphBaseUrl: url, loginBaseUrl: url };
  const zones = new Map<string, string>();

  const asPerson = (input: { email: string; method: string; path: string; body?: unknown }) =>
    shared.asPerson({ ...input, headers: { prefer: preferred } });

  async function listOf(email: string): Promise<readonly SeenEvent[]> {
    const listed = await asPerson({ email, method: 'GET', path: `${events}?$top=200` });
    const { value } = z.object({ value: z.array(seenEvent) }).parse(listed);
    return value.filter((event) => !event.isCancelled);
  }

  /** Everybody's copy has an id of its own; the iCalendar uid is the same. */
  async function copyOf({ email, providerEventId }: { email: string; providerEventId: string }): Promise<string> {
    // Whoever came last is most likely whom a test is about.
    for (const other of [...zones.keys()].toReversed()) {
      const found = (await listOf(other)).find(({ id }) => id === providerEventId);
      const copy = found && (await listOf(email)).find(({ iCalUId }) => iCalUId === found.iCalUId);
      if (copy !== undefined) return copy.id;
    }
    throw new Error(`${email} has no copy of ${providerEventId}`);
  }

  async function hashesOf({ email, event }: { email: string; event: SeenEvent }): Promise<Seen['attachments']> {
    if (!event.hasAttachments) return [];
    const path = `${events}/${encodeURIComponent(event.id)}/attachments`;
    const { value } = files.parse(await asPerson({ email, method: 'GET', path }));
    return value.map(({ contentBytes }) => ({ sha256: sha256(Buffer.from(contentBytes, 'base64')), url: null }));
  }

  return {
    ...shared,
    provider: microsoftProvider({ settings, wall }),
    oddities: microsoftOddities,
    redirectUri,
    // The zone comes with the working hours, which a schedule tells.
    paths: { freeBusy: '/getSchedule', timeZone: '/getSchedule' },
    settings,

    async addPerson({ email, timeZone = 'Europe/Berlin', sharesFreeBusy = true, personal = false }: NewPerson) {
      zones.set(email, timeZone);
      const account = { provider: 'microsoft', email, displayName: email, timeZone, sharesFreeBusy, personal };
      await control('POST', 'accounts', account);
      if (!personal) await control('POST', 'tenants', { domain: email.split('@')[1], adminConsented: true });
    },

    async tenantOf(email) {
      const tenants = z.array(z.object({ id: z.string(), domain: z.string().nullable() }));
      const all = tenants.parse(await control('GET', 'tenants'));
      return all.find(({ domain }) => domain === email.split('@')[1])?.id ?? null;
    },

    /** Its page has one button for everything that is asked, so nothing can be unticked. */
    async consent({ authorizationUrl, email }) {
      const { origin, pathname, searchParams } = new URL(authorizationUrl);
      const form = new URLSearchParams({ ...Object.fromEntries(searchParams), account: email, decision: 'accept' });
      const page = `${origin}${pathname.replace(/authorize$/, 'consent')}`;
      const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
      const location = answer.headers.get('location');
      if (location === null) throw new Error(`${answer.status} ${await answer.text()}`);
      return new URL(location);
    },

    async enter({ email, entry }) {
      const body = resourceOf({ entry, ownerZone: zones.get(email) ?? 'UTC' });
      const created = await asPerson({ email, method: 'POST', path: events, body });
      return z.object({ id: z.string() }).parse(created).id;
    },

    async edit({ email, providerEventId, edit }) {
      if (edit.kind === 'respond') {
        const id = await copyOf({ email, providerEventId });
        const path = `${events}/${encodeURIComponent(id)}/${answers[edit.response]}`;
        await asPerson({ email, method: 'POST', path, body: { sendResponse: true } });
        return;
      }
      const path = `${events}/${encodeURIComponent(providerEventId)}`;
      if (edit.kind === 'delete') return void (await asPerson({ email, method: 'DELETE', path }));
      const current = seenEvent.parse(await asPerson({ email, method: 'GET', path }));
      if (edit.kind === 'copy') {
        const { subject, start, end, attendees } = current;
        const singleValueExtendedProperties = await markersOf({ asPerson, email, path });
        const body = {
          subject,
          start,
          end,
          attendees: copiedAttendees.parse(attendees),
          singleValueExtendedProperties,
        };
        await asPerson({ email, method: 'POST', path: events, body });
        return;
      }
      const body = patchOf({ edit, current, ownerZone: zones.get(email) ?? 'UTC' });
      await asPerson({ email, method: 'PATCH', path, body });
    },

    async seenBy(email): Promise<readonly Seen[]> {
      const seen: Seen[] = [];
      for (const event of await listOf(email)) {
        seen.push({
          id: event.id,
          title: event.subject,
          text: event.body.content,
          start: instantOf({ time: event.start, allDay: event.isAllDay, ownerZone: 'UTC' }),
          timeZone: ianaZoneOf(event.originalStartTimeZone ?? '') ?? '',
          private: event.sensitivity === 'private',
          responses: Object.fromEntries(event.attendees.map((one) => [one.emailAddress.address, one.status.response])),
          reminderMinutes: event.isReminderOn ? [event.reminderMinutesBeforeStart] : [],
          attachments: await hashesOf({ email, event }),
        });
      }
      return seen;
    },
  };
}

const answers = {
  accepted: 'accept',
  declined: 'decline',
  tentative: 'tentativelyAccept',
  needsAction: 'tentativelyAccept',
} as const;

/** A copy made in Outlook takes the hidden properties along. */
async function markersOf({
  asPerson,
  email,
  path,
}: {
  asPerson: (input: { email: string; method: string; path: string }) => Promise<unknown>;
  email: string;
  path: string;
}): Promise<unknown> {
  const expanded = encodeURIComponent(expandedProperties);
  const answer = await asPerson({ email, method: 'GET', path: `${path}?$expand=${expanded}` });
  return z.object({ singleValueExtendedProperties: z.array(z.unknown()) }).parse(answer).singleValueExtendedProperties;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

function weekly({ start, timeZone }: { start: Temporal.Instant; timeZone: string }) {
  const date = start.toZonedDateTimeISO(timeZone).toPlainDate();
  return {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: [weekdays[date.dayOfWeek - 1]], firstDayOfWeek: 'monday' },
    range: { type: 'noEnd', startDate: date.toString(), recurrenceTimeZone: timeZone },
  };
}

function allDay({ from, until, timeZone }: { from: string; until: string; timeZone: string }) {
  return {
    isAllDay: true,
    start: { dateTime: `${from}T00:00:00`, timeZone },
    end: { dateTime: `${until}T00:00:00`, timeZone },
  };
}

function timed({ start, end, timeZone = 'UTC' }: { start: string; end: string; timeZone?: string }) {
  return {
    start: toEventTime({ instant: Temporal.Instant.from(start), timeZone }),
    end: toEventTime({ instant: Temporal.Instant.from(end), timeZone }),
  };
}

function resourceOf({ entry, ownerZone }: { entry: Entry; ownerZone: string }): Record<string, unknown> {
  switch (entry.kind) {
    case 'busy':
      return { subject: 'Something private', ...timed(entry), showAs: 'busy' };
    case 'out_of_office':
      return { subject: 'Away', ...timed(entry), showAs: 'oof' };
    case 'all_day_busy':
    case 'all_day_free': {
      const showAs = entry.kind === 'all_day_free' ? 'free' : 'busy';
      return { subject: 'All day', ...allDay({ ...entry, timeZone: ownerZone }), showAs };
    }
    case 'working_location':
      return { subject: 'Home', ...allDay({ ...entry, timeZone: ownerZone }), showAs: 'workingElsewhere' };
    case 'weekly': {
      const timeZone = 'America/New_York';
      return {
        subject: 'Weekly',
        ...timed({ ...entry, timeZone }),
        recurrence: weekly({ start: Temporal.Instant.from(entry.start), timeZone }),
        attendees: [
          ...entry.attendees.map((address) => ({ type: 'required', emailAddress: { address } })),
          ...(entry.rooms ?? []).map((address) => ({ type: 'resource', emailAddress: { address } })),
        ],
      };
    }
  }
}

function patchOf({
  edit,
  current,
  ownerZone,
}: {
  edit: Edit;
  current: SeenEvent;
  ownerZone: string;
}): Record<string, unknown> {
  switch (edit.kind) {
    case 'move':
      return timed({ start: edit.start.toString(), end: edit.end.toString() });
    case 'retitle':
      return { subject: edit.title };
    case 'rewrite':
      return { body: { contentType: 'html', content: edit.rewrite(current.body.content) } };
    case 'make_public':
      return { sensitivity: 'normal' };
    case 'repeat_weekly': {
      const start = instantOf({ time: current.start, allDay: current.isAllDay, ownerZone });
      return { recurrence: weekly({ start, timeZone: ownerZone }) };
    }
    case 'make_all_day':
      return allDay({ from: '2027-03-02', until: '2027-03-03', timeZone: ownerZone });
    case 'delete':
    case 'copy':
    case 'respond':
      throw new Error(`${edit.kind} is no patch`);
  }
}
