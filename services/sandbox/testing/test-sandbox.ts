import { OAuth2Client } from 'google-auth-library';
import { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { onTestFinished } from 'vitest';
import { buildSandbox } from '../app.ts';
import type { SandboxOptions } from '../sandbox-options.ts';
import { keepExchanges } from './keep-exchanges.ts';

export const googleClient = { clientId: 'test-client', clientSecret: 'test-secret', redirectUris: [] };
export const microsoftClient = { clientId: 'test-app', clientSecret: 'test-app-secret', redirectUris: [] };
export const redirectUri = 'http://localhost:3000/connect/google/callback';

export type TestSandbox = {
  readonly url: string;
  readonly smtpPort: number;
  /** Calls the control API; the parsed answer, or an error holding its text. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  /** Google's own calendar client, acting as the account. */
  readonly calendarOf: (email: string) => Promise<calendar_v3.Calendar>;
  readonly calendarWith: (accessToken: string) => calendar_v3.Calendar;
  readonly oauthClient: () => OAuth2Client;
  readonly close: () => Promise<void>;
};

/** A sandbox on free ports for one test, with a few people in it; closed when the test ends. */
export async function startTestSandbox(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await buildSandbox({
    dataDirectory: null,
    clockCallback: null,
    googleClient,
    microsoftClient,
    ...options,
  });
  const { url, smtpPort } = await sandbox.listen();
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await keepExchanges({ url, by: 'test' });
    await sandbox.close();
  };
  onTestFinished(close);

  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };

  const calendarWith = (accessToken: string): calendar_v3.Calendar => {
    const auth = new OAuth2Client();
    auth.setCredentials({ access_token: accessToken });
    return new calendar_v3.Calendar({ auth, rootUrl: `${url}/`, retry: false });
  };

  return {
    url,
    smtpPort,
    control,
    calendarWith,
    calendarOf: async (email) => {
      const { access_token: token } = (await control('POST', 'token', { email })) as { access_token: string };
      return calendarWith(token);
    },
    oauthClient: () =>
      new OAuth2Client({
        clientId: googleClient.clientId,
        clientSecret: googleClient.clientSecret,
        redirectUri,
        endpoints: {
          oauth2AuthBaseUrl: `${url}/o/oauth2/v2/auth`,
          oauth2TokenUrl: `${url}/token`,
          oauth2RevokeUrl: `${url}/revoke`,
        },
      }),
    close,
  };
}

/** A manager in Berlin, a report in New York, and somebody at another organisation. */
export const people = [
  { email: 'ana@acme.example', displayName: 'Ana Lima', timeZone: 'Europe/Berlin' },
  { email: 'ben@acme.example', displayName: 'Ben Roth', timeZone: 'America/New_York' },
  { email: 'eve@other.example', displayName: 'Eve Park', timeZone: 'Asia/Kolkata' },
];

export async function startWithPeople(options: Partial<SandboxOptions> = {}): Promise<TestSandbox> {
  const sandbox = await startTestSandbox(options);
  await sandbox.control('POST', 'accounts', { accounts: people });
  return sandbox;
}

/** What a refused call answered: status, and Google's reason. */
export async function refusal(call: Promise<unknown>): Promise<{ status: number; reason: string | undefined }> {
  try {
    await call;
  } catch (error) {
    const response = (error as { response?: { status: number; data?: unknown } }).response;
    if (response === undefined) throw error;
    const data = response.data as { error?: { errors?: { reason: string }[] } } | undefined;
    return { status: response.status, reason: data?.error?.errors?.[0]?.reason };
  }
  throw new Error('the call was not refused');
}
