import type { CalendarSettings } from '@throughline/calendars/registry.ts';
import { googleSignIn } from './google-sign-in.ts';
import { microsoftSignIn } from './microsoft-sign-in.ts';
import { oidcSignIn, type IssuerSettings } from './oidc-sign-in.ts';
import type { ProviderSignIn, ProviderSignIns, SignInProvider } from './provider-sign-in.ts';

/**
 * People sign in with the clients their calendars are connected by, or at their company's own issuer. The one place of the API that names the providers.
 */
export function providerSignIns({
  settings: { google, microsoft },
  oidc,
  wall,
}: {
  settings: CalendarSettings;
  oidc: IssuerSettings | null;
  wall: () => Temporal.Instant;
}): ProviderSignIns {
  const signIns = new Map<SignInProvider, ProviderSignIn>();
  if (google !== null) signIns.set('google', googleSignIn(google));
  if (microsoft !== null) signIns.set('microsoft', microsoftSignIn({ ...microsoft, wall }));
  if (oidc !== null) signIns.set('oidc', oidcSignIn(oidc));
  return signIns;
}
