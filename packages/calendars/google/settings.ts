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

export function knownZone(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
