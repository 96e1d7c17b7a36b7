import type { JsonObject } from '../core/calendar/calendar-event.ts';
import { meetErrorBody } from './meet/meet-error.ts';

/** Which of Google's hosts serves which paths. Keys and discovery documents are left out: no API description has them. */
const origins: readonly (readonly [path: RegExp, origin: string])[] = [
  [/^\/calendar\/v3\//, 'https://www.googleapis.com'],
  [/^\/oauth2\/v2\/|^\/userinfo\/v2\//, 'https://www.googleapis.com'],
  [/^\/(token|revoke)$/, 'https://oauth2.googleapis.com'],
  [/^\/o\/oauth2\/v2\/auth$/, 'https://accounts.google.com'],
  [/^\/v2\/(conferenceRecords|spaces)/, 'https://meet.googleapis.com'],
];

export function officialGoogleOrigin(path: string): string | null {
  return origins.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

const usualReasons: Readonly<Record<number, readonly [reason: string, message: string]>> = {
  400: ['badRequest', 'Bad Request'],
  401: ['authError', 'Invalid Credentials'],
  403: ['forbidden', 'Forbidden'],
  404: ['notFound', 'Not Found'],
  409: ['duplicate', 'The requested identifier already exists.'],
  410: ['deleted', 'Resource has been deleted'],
  412: ['conditionNotMet', 'Precondition Failed'],
  429: ['rateLimitExceeded', 'Rate Limit Exceeded'],
  500: ['backendError', 'Backend Error'],
  503: ['backendError', 'The service is currently unavailable.'],
};

const meetStates: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

const limits: Readonly<Record<string, string>> = {
  userRateLimitExceeded: 'User Rate Limit Exceeded',
  rateLimitExceeded: 'Rate Limit Exceeded',
  quotaExceeded: 'Calendar usage limits exceeded.',
};

/** The error Google gives with a status: OAuth's short form at the token endpoint, each API's envelope elsewhere. */
export function googleErrorBody({
  path,
  status,
  reason: asked,
}: {
  path: string;
  status: number;
  reason: string | null;
}): JsonObject {
  const [usual, words] = usualReasons[status] ?? ['backendError', 'Backend Error'];
  const reason = asked ?? usual;
  if (/^\/(token|revoke|tokeninfo)/.test(path)) {
    const error =
      asked ?? (status >= 500 ? 'internal_failure' : status === 400 ? 'invalid_grant' : 'temporarily_unavailable');
    return { error, error_description: 'Bad Request' };
  }
  if (path.startsWith('/v2/')) {
    const state = meetStates[status] ?? 'INTERNAL';
    return meetErrorBody({ status, message: words, state, reason: asked });
  }
  const domain = reason === 'quotaExceeded' ? 'calendar' : Object.hasOwn(limits, reason) ? 'usageLimits' : 'global';
  const message = limits[reason] ?? words;
  return { error: { errors: [{ domain, reason, message }], code: status, message } };
}
