import type { AuthorizationRefusal } from '@throughline/app/ports/calendar.ts';

/** developers.google.com/identity/protocols/oauth2/web-server, "Authorization errors". */
export function authorizationRefusal({ error }: { error: string }): AuthorizationRefusal {
  switch (error) {
    case 'access_denied':
      return 'declined';
    case 'admin_policy_enforced':
    case 'org_internal':
      return 'admin_needed';
    default:
      return 'failed';
  }
}
