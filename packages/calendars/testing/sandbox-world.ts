import { buildSandbox } from '@throughline/sandbox/app.ts';
import { keepExchanges } from '@throughline/sandbox/testing/keep-exchanges.ts';
import { z } from 'zod';
import type { CalendarMail, ContractWorld } from '../contract/world.ts';

/** The applications the stand-in clouds know. */
export const clients = {
  google: { clientId: 'throughline', clientSecret: 'a secret' },
  microsoft: { clientId: '7a1c7d52-5d0f-4c8e-9a57-0f5f1f7f8b1e', clientSecret: 'another secret' },
} as const;

const mail = z.object({
  source: z.string(),
  attachments: z.array(z.object({ name: z.string(), sha256: z.string() })).default([]),
});
const exchange = z.object({ method: z.string(), url: z.string(), responseBody: z.unknown().optional() });

type Call = { method: string; path: string; body?: unknown; headers?: Readonly<Record<string, string>> };

/** What both clouds' worlds share: one sandbox over loopback HTTP and its controls. */
export type SandboxWorld = Pick<
  ContractWorld,
  'calendarMailsTo' | 'lastCalendarMailTo' | 'attend' | 'inject' | 'exchanges' | 'now'
> & {
  readonly url: string;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** The person acts in their own calendar, through their provider's API. */
  asPerson(input: Call & { email: string }): Promise<unknown>;
  close(): Promise<void>;
};

export async function startSandboxWorld(): Promise<SandboxWorld> {
  const sandbox = await buildSandbox({
    dataDirectory: null,
    clockCallback: null,
    googleClient: { ...clients.google, redirectUris: [] },
    microsoftClient: { ...clients.microsoft, redirectUris: [] },
  });
  const { port } = await sandbox.listen();
  const url = `http://127.0.0.1:${port}`;

  async function call({ method, path, body, headers = {} }: Call): Promise<string> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text;
  }

  async function control(method: string, path: string, body?: unknown): Promise<unknown> {
    const text = await call({ method, path: `/control/${path}`, body });
    return text === '' ? undefined : JSON.parse(text);
  }

  async function calendarMails(email: string): Promise<readonly CalendarMail[]> {
    const mails = z.array(mail).parse(await control('GET', `mail?to=${email}`));
    return mails.filter(({ source }) => source === 'calendar');
  }

  return {
    url,
    control,
    close: async () => {
      await keepExchanges({ url, by: 'application' });
      await sandbox.close();
    },

    async asPerson({ email, headers = {}, ...rest }) {
      const { access_token: token } = z
        .object({ access_token: z.string() })
        .parse(await control('POST', 'token', { email }));
      const text = await call({ ...rest, headers: { ...headers, authorization: `Bearer ${token}` } });
      return text === '' ? undefined : JSON.parse(text);
    },

    calendarMailsTo: async (email) => (await calendarMails(email)).length,

    async lastCalendarMailTo(email) {
      const last = (await calendarMails(email)).at(-1);
      if (last === undefined) throw new Error(`no calendar wrote to ${email}`);
      return last;
    },

    async now() {
      const { now } = z.object({ now: z.string() }).parse(await control('GET', 'clock'));
      return Temporal.Instant.from(now);
    },

    async attend({ conferenceUrl: joinUrl, stays, publishedAt }) {
      const participants = stays.map(({ who, joined, left }) => ({
        ...who,
        joined: joined.toString(),
        left: left.toString(),
      }));
      await control('POST', 'attendance', { joinUrl, publishedAt: publishedAt?.toString() ?? null, participants });
    },

    async inject(fault) {
      await control('POST', 'faults', fault);
    },

    async exchanges() {
      const lines = (await call({ method: 'GET', path: '/control/requests' })).split('\n');
      return lines.filter((line) => line !== '').map((line) => exchange.parse(JSON.parse(line)));
    },
  };
}
