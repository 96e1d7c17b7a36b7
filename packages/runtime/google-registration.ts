import { connectionRedirectUri } from '@throughline/app/connection-redirect-uri.ts';
import { requiredScopes } from '@throughline/calendars/google/scopes.ts';

export type Registration = { readonly redirectUris: readonly string[]; readonly scopes: readonly string[] };

/** What an OAuth client has to name in Google's console before anybody can connect a calendar or sign in. */
export function googleRegistration({ publicUrl }: { publicUrl: string }): Registration {
  return {
    redirectUris: [connectionRedirectUri({ publicUrl, provider: 'google' }), `${publicUrl}/sign-in/google/callback`],
    scopes: [...new Set([...requiredScopes('organize'), ...requiredScopes('availability')])],
  };
}
