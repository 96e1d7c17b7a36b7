import type { JsonObject } from '../core/calendar/calendar-event.ts';
import { graphErrorBody } from './graph/graph-error.ts';
import { aadstsBody, aadstsCodeFrom } from './oauth/aadsts-error.ts';

const usualCodes: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', 'Bad request.'],
  401: ['InvalidAuthenticationToken', 'Access token has expired or is not yet valid.'],
  403: ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
  404: ['ErrorItemNotFound', 'The specified object was not found in the store.'],
  405: ['Request_BadRequest', 'Specified HTTP method is not allowed for the request target.'],
  409: [
    'ErrorIrresolvableConflict',
    "The send or update operation couldn't be performed because the change key is stale.",
  ],
  410: ['SyncStateNotFound', 'The sync state generation is not found.'],
  412: ['ErrorIrresolvableConflict', 'The change key passed in the request does not match the current change key.'],
  413: ['RequestEntityTooLarge', 'The maximum request length was exceeded.'],
  429: ['ApplicationThrottled', 'Application is over its MailboxConcurrency limit.'],
  500: ['InternalServerError', 'An internal server error occurred. The operation failed.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable.'],
  504: ['UnknownError', 'The server did not receive a timely response.'],
};

/** The error Microsoft gives with a status: the token service's at the token endpoint, Graph's envelope elsewhere. */
export function microsoftErrorBody({
  path,
  status,
  reason,
}: {
  path: string;
  status: number;
  reason: string | null;
}): JsonObject {
  if (/\/oauth2\/v2\.0\//.test(path)) {
    const code = reason === null ? null : aadstsCodeFrom(reason);
    if (code !== null) return aadstsBody({ code });
    if (status < 500 && status !== 429)
      return { ...aadstsBody({ code: '9002313' }), ...(reason === null ? {} : { error: reason }) };
    return aadstsBody({ code: '90033' });
  }
  const [code, message] = usualCodes[status] ?? ['UnknownError', 'An unknown error occurred.'];
  return graphErrorBody({ code: reason ?? code, message });
}
