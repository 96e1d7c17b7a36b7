import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/calendar/calendar-event.ts';

type Meaning = {
  readonly status: 400 | 401 | 503;
  readonly error: string;
  readonly message: string;
  readonly suberror?: string;
};

const grant = { status: 400, error: 'invalid_grant' } as const;
const request = { status: 400, error: 'invalid_request' } as const;
const client = { status: 401, error: 'invalid_client' } as const;

/** What the token service answers with each of its codes: learn.microsoft.com/entra/identity-platform/reference-error-codes */
const meanings: Readonly<Record<string, Meaning>> = {
  50020: {
    ...grant,
    message: 'The user account does not exist in this tenant and cannot access the application in it.',
  },
  50058: {
    status: 400,
    error: 'login_required',
    message: 'A silent sign-in request was sent but no user is signed in.',
  },
  50076: {
    status: 400,
    error: 'interaction_required',
    message:
      'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
    suberror: 'basic_action',
  },
  50148: {
    ...grant,
    message: 'The code_verifier does not match the code_challenge supplied in the authorization request.',
  },
  50173: {
    ...grant,
    message:
      'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    suberror: 'bad_token',
  },
  53003: {
    ...grant,
    message: 'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    suberror: 'message_only',
  },
  54005: {
    ...grant,
    message:
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  65001: {
    ...grant,
    message:
      'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
    suberror: 'consent_required',
  },
  65004: { status: 400, error: 'access_denied', message: 'User declined to consent to access the app.' },
  70000: { ...grant, message: 'The provided grant is not valid for this application.' },
  70003: { status: 400, error: 'unsupported_grant_type', message: 'The app requested an unsupported grant type.' },
  70008: {
    ...grant,
    message:
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    suberror: 'token_expired',
  },
  90002: {
    status: 400,
    error: 'invalid_tenant',
    message: 'Tenant not found. Check to make sure you have the correct tenant ID.',
  },
  90033: {
    status: 503,
    error: 'temporarily_unavailable',
    message: 'A transient error has occurred. Please try again.',
  },
  90094: {
    status: 400,
    error: 'access_denied',
    message:
      'The application needs permission to access resources in your organization that only an admin can grant. Ask an admin to grant permission to this app before you can use it.',
  },
  500112: {
    ...client,
    message: 'The reply address does not match the reply address provided when requesting Authorization code.',
  },
  501481: {
    ...grant,
    message: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  700016: {
    status: 400,
    error: 'unauthorized_client',
    message: 'Application was not found in the directory.',
  },
  700082: {
    ...grant,
    message: 'The refresh token has expired due to inactivity. The token was inactive for 90.00:00:00.',
    suberror: 'token_expired',
  },
  900144: { ...request, message: 'The request body must contain the required parameters.' },
  7000215: {
    ...client,
    message:
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  },
  7000218: {
    ...client,
    message: "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  },
  7000222: { ...client, message: 'The provided client secret keys for app are expired.' },
  9002313: { ...grant, message: 'Invalid request. Request is malformed or invalid.' },
};

/** A known code out of `AADSTS50173`, `50173` or 50173; null for anything else. */
export function aadstsCodeFrom(text: string): string | null {
  const code = text.replace(/^AADSTS/i, '');
  return Object.hasOwn(meanings, code) ? code : null;
}

/** The status the token endpoint answers a code with. */
export function aadstsStatus(code: string): number {
  return meanings[code]?.status ?? 400;
}

/** `error` and `error_description` of a code, as a redirect to the application carries them. */
export function aadstsParameters({ code, message }: { code: string; message?: string }): {
  error: string;
  error_description: string;
} {
  const { error, error_description } = aadstsBody({ code, ...(message === undefined ? {} : { message }) });
  return { error, error_description };
}

/** The token endpoint's error of a code, in the service's shape. `message` replaces the usual words. */
export function aadstsBody({ code, message }: { code: string; message?: string }): JsonObject & {
  error: string;
  error_description: string;
} {
  const meaning = meanings[code] ?? { ...request, message: 'The request could not be understood.' };
  const trace = randomUUID();
  const correlation = randomUUID();
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const words = `AADSTS${code}: ${message ?? meaning.message}`;
  return {
    error: meaning.error,
    error_description: `${words} Trace ID: ${trace} Correlation ID: ${correlation} Timestamp: ${timestamp}`,
    error_codes: [Number(code)],
    timestamp,
    trace_id: trace,
    correlation_id: correlation,
    error_uri: `https://login.microsoftonline.com/error?code=${code}`,
    ...('suberror' in meaning && meaning.suberror !== undefined ? { suberror: meaning.suberror } : {}),
  };
}
