import type { ProviderName } from '@throughline/app/ports/calendar.ts';
import type { CalendarSettings } from '@throughline/calendars/registry.ts';
import { googleSignIn } from './google-sign-in.ts';
import { microsoftSignIn } from './microsoft-sign-in.ts';
import type { ProviderSignIn, ProviderSignIns } from './provider-sign-in.ts';

/**
 * People sign in with the clients their calendars are connected by. The one place of the API that names the providers.
 */
export function providerSignIns({
  settings: { google, microsoft },
  wall,
}: {
  settings: CalendarSettings;
  wall: () => Temporal.Instant;
}): ProviderSignIns {
  const signIns = new Map<ProviderName, ProviderSignIn>();
  if (google !== null) signIns.set('google', googleSignIn(google));
  if (microsoft !== null) signIns.set('microsoft', microsoftSignIn({ ...microsoft, wall }));
  return signIns;
}
