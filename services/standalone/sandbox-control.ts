import { z } from 'zod';

const clockAnswer = z.object({ now: z.string() });
const token = z.object({ access_token: z.string() });
const accounts = z.array(z.looseObject({ email: z.string(), provider: z.enum(['google', 'microsoft']) }));
const mails = z.array(
  z.looseObject({
    id: z.string(),
    source: z.enum(['smtp', 'calendar']),
    to: z.array(z.string()),
    subject: z.string(),
    links: z.array(z.string()),
  }),
);

export type SandboxControl = ReturnType<typeof sandboxControl>;

/** The sandbox's control API, as far as the demo and the clock use it. */
export function sandboxControl({ origin }: { origin: string }) {
  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${origin}/control${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok)
      throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${await response.text()}`);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }
  const providers = new Map<string, 'google' | 'microsoft'>();
  const moment = (answer: unknown) => Temporal.Instant.from(clockAnswer.parse(answer).now);

  return {
    now: async () => moment(await call('GET', '/clock')),
    /** Only while the sandbox is empty. */
    setClock: async (to: Temporal.Instant) => moment(await call('POST', '/clock', { set: to.toString() })),
    /** Answers once everything that fell due has settled. */
    advance: async (duration: Temporal.Duration) =>
      moment(await call('POST', '/clock', { advance: duration.toString() })),
    addAccounts: (accounts: readonly unknown[]) => call('POST', '/accounts', { accounts }),
    /** Whose cloud an account is in; it stays there. */
    providerOf: async (email: string) => {
      if (!providers.has(email))
        for (const account of accounts.parse(await call('GET', '/accounts')))
          providers.set(account.email, account.provider);
      const provider = providers.get(email);
      if (provider === undefined) throw new Error(`The sandbox has no account ${email}`);
      return provider;
    },
    /** To act as that person through the provider's own API. */
    tokenFor: async (email: string) => token.parse(await call('POST', '/token', { email })).access_token,
    mails: async ({ since }: { since: Temporal.Instant }) =>
      mails.parse(await call('GET', `/mail?since=${encodeURIComponent(since.toString())}`)),
  };
}
