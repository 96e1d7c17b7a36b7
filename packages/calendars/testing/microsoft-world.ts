import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ContractWorld, NewPerson, Seen } from '../contract/world.ts';
import { instantOf } from '../microsoft/event-time.ts';
import { expandedProperties } from '../microsoft/named-properties.ts';
import { microsoftOddities } from '../microsoft/oddities.ts';
import { microsoftProvider, type MicrosoftSettings } from '../microsoft/provider.ts';
import { ownQuota } from '../own-quota.ts';
import { ianaZoneOf } from '../microsoft/time-zones.ts';
import { patchOf, resourceOf, seenEvent, type SeenEvent } from './microsoft-resources.ts';
import { clients, startSandboxWorld, type SandboxWorld } from './sandbox-world.ts';

const redirectUri = 'http://localhost:3000/connect/microsoft/callback';
const events = '/v1.0/me/events';
const preferred = 'IdType="ImmutableId", outlook.timezone="UTC", outlook.body-content-type="html"';

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
    provider: microsoftProvider({ settings, shared: ownQuota(), wall }),
    oddities: microsoftOddities,
    redirectUri,
    // The zone comes with the working hours, which a schedule tells.
    paths: { freeBusy: '/getSchedule', timeZone: '/getSchedule', push: '/subscriptions' },
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
      if (edit.kind === 'delete_own_copy') {
        const id = await copyOf({ email, providerEventId });
        return void (await asPerson({ email, method: 'DELETE', path: `${events}/${encodeURIComponent(id)}` }));
      }
      const path = `${events}/${encodeURIComponent(providerEventId)}`;
      if (edit.kind === 'delete_occurrence') {
        const id = await occurrenceOf({ asPerson, email, path, start: edit.start });
        return void (await asPerson({ email, method: 'DELETE', path: `${events}/${encodeURIComponent(id)}` }));
      }
      if (edit.kind === 'delete') return void (await asPerson({ email, method: 'DELETE', path }));
      if (edit.kind === 'strip_marker') {
        const properties = await markersOf({ asPerson, email, path });
        const marker = properties.filter(({ id }) => id.endsWith(' throughlineEvent'));
        const singleValueExtendedProperties = marker.map(({ id }) => ({ id, value: null }));
        return void (await asPerson({ email, method: 'PATCH', path, body: { singleValueExtendedProperties } }));
      }
      const current = seenEvent.parse(await asPerson({ email, method: 'GET', path }));
      if (edit.kind === 'copy') {
        const { start, end } = current;
        const singleValueExtendedProperties = await markersOf({ asPerson, email, path });
        const body = { subject: `Copy: ${current.subject ?? ''}`, start, end, singleValueExtendedProperties };
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

/**
 * A copy made in Outlook takes the hidden properties along, and is a static one: nobody is invited to it
 * ([MS-OXOCAL] 3.1.4.3, which sets PidLidFInvited to false).
 */
async function markersOf({
  asPerson,
  email,
  path,
}: {
  asPerson: (input: { email: string; method: string; path: string }) => Promise<unknown>;
  email: string;
  path: string;
}): Promise<readonly { readonly id: string }[]> {
  const expanded = encodeURIComponent(expandedProperties);
  const answer = await asPerson({ email, method: 'GET', path: `${path}?$expand=${expanded}` });
  return z.object({ singleValueExtendedProperties: z.array(z.looseObject({ id: z.string() })) }).parse(answer)
    .singleValueExtendedProperties;
}

async function occurrenceOf({
  asPerson,
  email,
  path,
  start,
}: {
  asPerson: (input: { email: string; method: string; path: string }) => Promise<unknown>;
  email: string;
  path: string;
  start: Temporal.Instant;
}): Promise<string> {
  const window = `startDateTime=${start.toString()}&endDateTime=${start.add({ minutes: 1 }).toString()}`;
  const answer = await asPerson({ email, method: 'GET', path: `${path}/instances?${window}` });
  const [found] = z.object({ value: z.array(z.object({ id: z.string() })) }).parse(answer).value;
  if (found === undefined) throw new Error(`Nothing occurs at ${start.toString()}`);
  return found.id;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
