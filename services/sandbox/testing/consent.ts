import { createHash, randomBytes } from 'node:crypto';
import { googleClient, redirectUri } from './test-sandbox.ts';

export const eventScopes = [
  'https://www.googleapis.com/auth/calendar.events.owned',
  'https://www.googleapis.com/auth/calendar.events.freebusy',
  'https://www.googleapis.com/auth/calendar.settings.readonly',
];

export function proofKey(): { verifier: string; challenge: string } {
  const verifier = randomBytes(32).toString('base64url');
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') };
}

export function authorizeParameters(changes: Record<string, string> = {}): Record<string, string> {
  return {
    client_id: googleClient.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: ['openid', 'email', ...eventScopes].join(' '),
    access_type: 'offline',
    prompt: 'consent',
    state: 'state-1',
    nonce: 'nonce-1',
    ...changes,
  };
}

/** Answers the consent page as a person would, by posting its form; where it sends the browser. */
export async function answerConsent({
  url,
  parameters,
  account = 'ana@acme.example',
  granted = eventScopes,
  decision = 'accept',
}: {
  url: string;
  parameters: Record<string, string>;
  account?: string;
  granted?: readonly string[];
  decision?: 'accept' | 'cancel';
}): Promise<URL> {
  const form = new URLSearchParams({ ...parameters, account, decision });
  for (const scope of granted) form.append('granted_scopes', scope);
  const response = await fetch(`${url}/o/oauth2/v2/consent`, { method: 'POST', body: form, redirect: 'manual' });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.status} ${await response.text()}`);
  return new URL(location);
}

export async function exchangeCode({
  url,
  code,
  verifier,
  changes = {},
}: {
  url: string;
  code: string;
  verifier?: string;
  changes?: Record<string, string>;
}): Promise<{ status: number; body: Record<string, string> }> {
  return postForm(`${url}/token`, {
    grant_type: 'authorization_code',
    client_id: googleClient.clientId,
    client_secret: googleClient.clientSecret,
    redirect_uri: redirectUri,
    code,
    ...(verifier === undefined ? {} : { code_verifier: verifier }),
    ...changes,
  });
}

export async function postForm(
  url: string,
  fields: Record<string, string>,
): Promise<{ status: number; body: Record<string, string> }> {
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}
