import { startTestSandbox } from './test-sandbox.ts';
import type { TestSandbox } from './test-sandbox.ts';

// What Graph answers is compared whole in many places; the tests say what of it matters.
// oxlint-disable-next-line typescript/no-explicit-any
type Body = any;

export type GraphAnswer = { readonly status: number; readonly body: Body; readonly headers: Headers };

export type GraphCall = (
  method: string,
  path: string,
  options?: { body?: unknown; headers?: Record<string, string> },
) => Promise<GraphAnswer>;

/** Graph over HTTP as one account; paths are those after `/v1.0`, or whole addresses as links give them. */
export async function graphOf({ sandbox, email }: { sandbox: TestSandbox; email: string }): Promise<GraphCall> {
  const { access_token: token } = (await sandbox.control('POST', 'token', { email })) as { access_token: string };
  return graphWith({ url: sandbox.url, token });
}

/** Graph over HTTP with any token. */
export function graphWith({ url, token }: { url: string; token: string }): GraphCall {
  return async (method, path, { body, headers = {} } = {}) => {
    const response = await fetch(path.startsWith('http') ? path : `${url}/v1.0${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
}

/** A manager and a report on Outlook, one with a personal account, and a report on Google. */
export const mixedPeople = [
  { email: 'mia@contoso.example', displayName: 'Mia Sand', timeZone: 'Europe/Madrid', provider: 'microsoft' },
  { email: 'ole@contoso.example', displayName: 'Ole Berg', timeZone: 'America/New_York', provider: 'microsoft' },
  {
    email: 'pia@outlook.example',
    displayName: 'Pia Holm',
    timeZone: 'Europe/Berlin',
    provider: 'microsoft',
    hostedDomain: null,
  },
  { email: 'ben@acme.example', displayName: 'Ben Roth', timeZone: 'America/New_York' },
];

export async function startWithMixedPeople(): Promise<
  TestSandbox & {
    readonly graph: (email: string) => Promise<GraphCall>;
    readonly mailsTo: (to: string) => Promise<Body[]>;
  }
> {
  const sandbox = await startTestSandbox();
  await sandbox.control('POST', 'accounts', { accounts: mixedPeople });
  return {
    ...sandbox,
    graph: (email) => graphOf({ sandbox, email }),
    mailsTo: async (to) => (await sandbox.control('GET', `mail?to=${to}`)) as Body[],
  };
}

/** An hour on 12 January 2027, in UTC. */
export const hourAt = (hour: number, day = '2027-01-12') => ({
  start: { dateTime: `${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone: 'UTC' },
  end: { dateTime: `${day}T${String(hour + 1).padStart(2, '0')}:00:00`, timeZone: 'UTC' },
});

export const inviting = (...addresses: string[]) => ({
  attendees: addresses.map((address) => ({ emailAddress: { address }, type: 'required' })),
});
