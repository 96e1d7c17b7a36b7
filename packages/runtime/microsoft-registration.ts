import { adminConsentRedirectUri } from '@throughline/app/admin-consent-link.ts';
import { connectionRedirectUri } from '@throughline/app/connection-redirect-uri.ts';
import { tenantScopes } from '@throughline/calendars/microsoft/scopes.ts';
import type { Registration } from './google-registration.ts';

/**
 * What an app registration has to name in Microsoft Entra before an administrator can grant, anybody connect a calendar
 * or sign in. The scopes are delegated permissions of Microsoft Graph.
 */
export function microsoftRegistration({ publicUrl }: { publicUrl: string }): Registration {
  const provider = 'microsoft';
  return {
    redirectUris: [
      connectionRedirectUri({ publicUrl, provider }),
      adminConsentRedirectUri({ publicUrl, provider }),
      `${publicUrl}/sign-in/microsoft/callback`,
    ],
    scopes: tenantScopes,
  };
}
