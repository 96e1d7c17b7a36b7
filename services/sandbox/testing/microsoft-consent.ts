import { postForm } from './consent.ts';
import { microsoftClient, startTestSandbox } from './test-sandbox.ts';
import type { TestSandbox } from './test-sandbox.ts';

export const microsoftRedirectUri = 'http://localhost:3000/connect/microsoft/callback';

export const signInScopes = ['openid', 'profile', 'email', 'offline_access'];

export const managerScopes = [...signInScopes, 'Calendars.ReadWrite'];

/** A manager and a report at one organisation, somebody at another, and a personal account. */
export const microsoftPeople = [
  { email: 'ida@contoso.example', displayName: 'Ida Berg', timeZone: 'Europe/Madrid', provider: 'microsoft' },
  { email: 'tom@contoso.example', displayName: 'Tom Hale', timeZone: 'Europe/Madrid', provider: 'microsoft' },
  { email: 'uma@fabrikam.example', displayName: 'Uma Rao', timeZone: 'Asia/Kolkata', provider: 'microsoft' },
  { email: 'pia@outlook.example', displayName: 'Pia Dahl', timeZone: 'UTC', provider: 'microsoft', personal: true },
];

/** A sandbox whose first organisation has an administrator who consented, the second has not. */
export async function startWithMicrosoftPeople(): Promise<TestSandbox> {
  const sandbox = await startTestSandbox();
  await sandbox.control('POST', 'accounts', { accounts: microsoftPeople });
  await sandbox.control('POST', 'tenants', { domain: 'contoso.example', adminConsented: true });
  return sandbox;
}

export function microsoftParameters(changes: Record<string, string> = {}): Record<string, string> {
  return {
    client_id: microsoftClient.clientId,
    redirect_uri: microsoftRedirectUri,
    response_type: 'code',
    scope: managerScopes.join(' '),
    state: 'state-1',
    nonce: 'nonce-1',
    ...changes,
  };
}

/** Answers the consent page as a person would, by posting its form; the answer, not followed. */
export async function postConsent({
  url,
  tenant = 'common',
  parameters = microsoftParameters(),
  account = 'ida@contoso.example',
  decision = 'accept',
  granted = null,
  browser = false,
}: {
  url: string;
  tenant?: string;
  parameters?: Record<string, string>;
  account?: string;
  decision?: 'accept' | 'cancel' | 'return';
  granted?: readonly string[] | null;
  browser?: boolean;
}): Promise<Response> {
  const form = new URLSearchParams({ ...parameters, account, decision });
  for (const scope of granted ?? []) form.append('granted_scopes', scope);
  return fetch(`${url}/${tenant}/oauth2/v2.0/consent`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
    headers: browser ? { accept: 'text/html,*/*' } : {},
  });
}

/** Where the answered consent page sends the browser. */
export async function consentTo(args: Parameters<typeof postConsent>[0]): Promise<URL> {
  const response = await postConsent(args);
  const location = response.headers.get('location');
  if (location === null) throw new Error(`${response.status} ${await response.text()}`);
  return new URL(location);
}

export type MicrosoftAnswer = { status: number; body: Record<string, string> };

/** Asks the token endpoint for something, as the registered application. */
export async function askForToken({
  url,
  tenant = 'common',
  fields,
}: {
  url: string;
  tenant?: string;
  fields: Record<string, string>;
}): Promise<MicrosoftAnswer> {
  const { clientId, clientSecret } = microsoftClient;
  return postForm(`${url}/${tenant}/oauth2/v2.0/token`, {
    client_id: clientId,
    client_secret: clientSecret,
    ...fields,
  });
}

/** Consents and trades the code: what the application then holds. */
export async function connectMicrosoft(args: Parameters<typeof postConsent>[0]): Promise<MicrosoftAnswer> {
  const back = await consentTo(args);
  const code = back.searchParams.get('code') ?? '';
  const fields = { grant_type: 'authorization_code', redirect_uri: microsoftRedirectUri, code };
  return askForToken({ url: args.url, fields });
}

export async function refreshMicrosoft({
  url,
  token,
  changes = {},
}: {
  url: string;
  token: string;
  changes?: Record<string, string>;
}): Promise<MicrosoftAnswer> {
  return askForToken({ url, fields: { grant_type: 'refresh_token', refresh_token: token, ...changes } });
}
