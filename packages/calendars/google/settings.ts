import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';

const setting = z.object({ value: z.string() });

/** Null when Google names a zone this runtime does not know. */
export async function timeZone({ client, auth }: { client: GoogleClient; auth: CalendarAuth }): Promise<string | null> {
  const { value } = await client.call({
    auth,
    effect: 'read',
    answer: setting,
    send: (options) => client.api.settings.get({ setting: 'timezone', fields: 'value' }, options),
  });
  return knownZone(value);
}

/** Every list names its zone, and to look one up costs as much as to read the list. */
const knownZones = new Map<string, string>();

export function knownZone(name: string): string | null {
  try {
    const zone = knownZones.get(name) ?? new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    knownZones.set(name, zone);
    return zone;
  } catch {
    return null;
  }
}
