import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Account, Provider } from '../core/accounts/account-store.ts';
import type { CloudProvider } from '../core/cloud-provider.ts';
import { isZone } from '../core/calendar/time-zone.ts';
import { providerNamed } from '../sandbox.ts';
import type { Sandbox } from '../sandbox.ts';
import { ControlError } from './control-error.ts';

const newAccount = z.strictObject({
  email: z.email().toLowerCase(),
  displayName: z.string().min(1),
  timeZone: z.string().refine(isZone, 'not an IANA time zone'),
  provider: z.enum(['google', 'microsoft']).default('google'),
  /** Null for a private account; left out, the domain of the address. */
  hostedDomain: z.string().nullish(),
  /** The same as a `hostedDomain` of null, in Microsoft's words. */
  personal: z.boolean().default(false),
  sharesFreeBusy: z.boolean().default(true),
  /** Left out: a Microsoft account has Teams unless it is personal. */
  teams: z.boolean().optional(),
  workingHours: z.record(z.string(), z.json()).nullable().default(null),
  /** In the provider's own shape, entered as the account's own without mailing anybody. */
  events: z.array(z.unknown()).default([]),
});

const newAccounts = z.strictObject({ accounts: z.array(newAccount) });

const eventsQuery = z.object({
  account: z.string().toLowerCase(),
  timeMin: z.string().optional(),
  timeMax: z.string().optional(),
});

const tokenRequest = z.strictObject({ email: z.string().toLowerCase() });

const oauthClient = z.strictObject({
  provider: z.enum(['google', 'microsoft']).default('google'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  redirectUris: z.array(z.url()).default([]),
  name: z.string().min(1).optional(),
});

export function accountRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { accounts } = sandbox.cloud;

  app.get('/control/accounts', () => accounts.all());

  app.post('/control/accounts', { bodyLimit: 256 * 1024 * 1024 }, (request, reply) => {
    const { body } = request;
    const several = Object.hasOwn(Object(body), 'accounts');
    const wanted = several ? newAccounts.parse(body).accounts : [newAccount.parse(body)];
    const fresh = wanted.filter((account) => accounts.get(account.email) === undefined);
    // Everyone first: an invitation among the events reaches only those who exist.
    const created = fresh.map(({ events, hostedDomain, personal, teams, ...rest }) => {
      const given = hostedDomain === undefined ? (rest.email.split('@')[1] ?? null) : hostedDomain;
      const domain = personal ? null : given;
      const account = accounts.add({ ...rest, hostedDomain: domain, teams: teams ?? domain !== null });
      return { account, events };
    });
    for (const { account, events } of created) seed({ sandbox, account, events });
    return reply.code(201).send({ created: created.length, existing: wanted.length - created.length });
  });

  app.get('/control/events', (request) => {
    const query = eventsQuery.parse(request.query);
    const account = known({ sandbox, email: query.account });
    const bounded = query.timeMin !== undefined || query.timeMax !== undefined;
    const window = bounded
      ? { start: momentOr(query.timeMin, Number.NEGATIVE_INFINITY), end: momentOr(query.timeMax, farAhead(sandbox)) }
      : null;
    return providerOf({ sandbox, name: account.provider }).storedEvents({ account, window });
  });

  app.post('/control/token', (request) => {
    const account = known({ sandbox, email: tokenRequest.parse(request.body).email });
    return { access_token: providerOf({ sandbox, name: account.provider }).actAs(account) };
  });

  app.post('/control/oauth-clients', (request, reply) => {
    const { provider, ...client } = oauthClient.parse(request.body);
    providerOf({ sandbox, name: provider }).clients.register(client);
    return reply.code(204).send();
  });
}

function seed({ sandbox, account, events }: { sandbox: Sandbox; account: Account; events: readonly unknown[] }): void {
  const provider = providerOf({ sandbox, name: account.provider });
  for (const [at, event] of events.entries()) {
    try {
      provider.seedEvent({ account, event });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ControlError({ status: 400, message: `${account.email}, events[${at}]: ${reason}`, cause });
    }
  }
}

function known({ sandbox, email }: { sandbox: Sandbox; email: string }): Account {
  const account = sandbox.cloud.accounts.get(email);
  if (account === undefined) throw new ControlError({ status: 404, message: `there is no account ${email}` });
  return account;
}

function providerOf({ sandbox, name }: { sandbox: Sandbox; name: Provider }): CloudProvider {
  const provider = providerNamed({ sandbox, name });
  if (provider === undefined)
    throw new ControlError({ status: 400, message: `this sandbox does not stand in for ${name}` });
  return provider;
}

function momentOr(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (cause) {
    throw new ControlError({ status: 400, message: `${text} is not an RFC 3339 moment`, cause });
  }
}

function farAhead(sandbox: Sandbox): number {
  return sandbox.cloud.clock.now().add({ hours: 24 * 366 }).epochMilliseconds;
}
