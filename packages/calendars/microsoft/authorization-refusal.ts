import type { AuthorizationRefusal } from '@throughline/app/ports/calendar.ts';
import { refusalOf } from './oauth-call.ts';

/**
 * `access_denied` is what a person's no and a tenant's "only an admin can grant" have in common: the AADSTS code at the
 * beginning of the description tells them apart.
 */
export function authorizationRefusal({
  error,
  description,
}: {
  error: string;
  description: string | null;
}): AuthorizationRefusal {
  const code = /^AADSTS(\d{4,8})\b/.exec(description ?? '')?.[1];
  const body = { error, error_codes: code === undefined ? [] : [Number(code)] };
  if (refusalOf({ status: 400, body }).kind === 'admin_needed') return 'admin_needed';
  return error === 'access_denied' ? 'declined' : 'failed';
}
