import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { createOrganization } from '@throughline/app/create-organization.ts';
import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import { grantRole } from '@throughline/app/grant-role.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { launchOrganization } from '@throughline/app/launch-organization.ts';
import { movableClock } from '@throughline/runtime/clock.ts';
import { createRuntime, type RuntimeInput } from '@throughline/runtime/create-runtime.ts';
import { buildSandbox } from '@throughline/sandbox/app.ts';
import { keepExchanges } from '@throughline/sandbox/testing/keep-exchanges.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { listenForClock } from '@throughline/standalone/clock-callback.ts';
import { demoEvents } from '@throughline/standalone/demo/demo-accounts.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { connectCalendar } from '@throughline/standalone/demo/connect-calendar.ts';
import { grantCalendars } from '@throughline/standalone/demo/grant-calendars.ts';
import { sandboxControl, type SandboxControl } from '@throughline/standalone/sandbox-control.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { settle } from '@throughline/worker/settle.ts';
import { atTheEnd } from '../faults/at-the-end.ts';

export type World = {
  readonly context: AppContext;
  /** The same installation as a second worker has it: pools, tokens and limits of its own. */
  readonly secondWorker: AppContext;
  readonly organizationId: string;
  readonly control: SandboxControl;
  readonly sandboxUrl: string;
  readonly apiUrl: string;
  readonly adminUrl: string;
  /** Gives people an account in their cloud; those who have one keep it. */
  addAccounts(rows: readonly EmployeeRow[]): Promise<void>;
  /** Moves the organisation's clock; everything due has settled when it answers. */
  advance(duration: Temporal.DurationLike): Promise<void>;
  /** Tokens, leases and pauses before a next try live by wall time; the machine's goes on without anybody waiting for it. */
  advanceWall(duration: Temporal.DurationLike): void;
  settle(): Promise<void>;
  /** Whoever administers Outlook grants, from the page forwarded to them. */
  grantCalendars(): Promise<void>;
  /** Clicks the link of the connect mail that came to this address, and consents. */
  connectFromMail(email: string): Promise<void>;
  /** The same with a link at hand. */
  connect(input: { email: string; link: string }): Promise<void>;
};

export type Cloud = 'google' | 'microsoft';

export type Workers = readonly [AppContext, AppContext];

/** Each cloud's people have addresses of their own. */
export const domains: Readonly<Record<Cloud, string>> = {
  google: 'scenario.example',
  microsoft: 'outlook-scenario.example',
};

/** One organisation beside the sandbox: real PostgreSQL, real HTTP, real SMTP, a clock that can be moved. Nothing is mocked. */
export async function openWorld({
  now,
  rows,
  hr,
  calendars = new Map(),
  pagesDir = null,
  settleWith = (workers) => settle(workers[0], { includeDemo: true }),
}: {
  now: Temporal.Instant;
  rows: readonly EmployeeRow[];
  /** Work address of the HR lead. */
  hr: string;
  /** Entries by address. */
  calendars?: ReadonlyMap<string, readonly DemoEntry[]>;

  /** The built pages, where a browser is going to look at them. */
  pagesDir?: string | null;
  /** What happens at every step of the clock; one worker settles where it is left out. */
  settleWith?: (
    workers: Workers,
    world: { readonly adminUrl: string; readonly control: SandboxControl },
  ) => Promise<void>;
}): Promise<World> {
  const database = await testDatabase();
  const movable = movableClock(now);
  let ahead = new Temporal.Duration();
  const clock = { ...movable, wall: () => movable.wall().add(ahead) };
  let onStep = async () => {};
  const callback = await listenForClock({
    onStep: async (moved) => {
      clock.moveTo(moved);
      await onStep();
    },
  });
  const client = { clientId: 'scenario', clientSecret: 'scenario-secret' };
  const sandbox = await buildSandbox({
    dataDirectory: null,
    clockCallback: callback.url,
    googleClient: { ...client, redirectUris: [] },
    microsoftClient: { ...client, redirectUris: [] },
  });
  const { url: sandboxUrl, smtpPort } = await sandbox.listen();
  const control = sandboxControl({ origin: sandboxUrl });
  await control.setClock(now);
  clock.moveTo(await control.now());

  // The address is part of links, so the port has to be known before anything is built.
  const publicUrl = `http://localhost:${await freePort()}`;
  const google = {
    ...client,
    apiBaseUrl: sandboxUrl,
    oauthBaseUrl: sandboxUrl,
    callsPerMinute: Number.POSITIVE_INFINITY,
  };
  const microsoft = {
    ...client,
    tenant: 'common',
    graphBaseUrl: sandboxUrl,
    loginBaseUrl: sandboxUrl,
    callsPerTenMinutes: Number.POSITIVE_INFINITY,
  };
  const installation: RuntimeInput = {
    name: 'scenario',
    appUrl: database.appUrl,
    publicUrl,
    calendars: { google, microsoft },
    smtp: { url: `smtp://127.0.0.1:${smtpPort}`, from: `Throughline <throughline@${domains.google}>` },
    encryptionKeys: `v1:${generateKey()}`,
    clock,
    queue: { wake: async () => {} },
    log: { info: () => {}, warn: () => {}, error: () => {} },
    receiversOnLoopback: true,
  };
  const runtime = createRuntime(installation);
  const second = createRuntime(installation);
  const { context } = runtime;
  const settleNow = () => settleWith([context, second.context], { adminUrl: database.adminUrl, control });
  const { app } = await buildApp({
    context,
    signIn: providerSignIns({ settings: installation.calendars, oidc: null, wall: clock.wall }),
    demo: null,
    pagesDir,
  });
  await app.listen({ port: Number(new URL(publicUrl).port), host: 'localhost' });
  // A year is long: no connection is closed while the next person's answer is on its way.
  app.server.keepAliveTimeout = 0;
  onStep = settleNow;
  atTheEnd(async () => {
    await app.close();
    await keepExchanges({ url: sandboxUrl, by: 'application' });
    // Mailboxes wait for whoever is still connected, so those go first.
    await runtime.close();
    await second.close();
    await sandbox.close();
    await callback.close();
  });

  const addAccounts = async (arriving: readonly EmployeeRow[]) => {
    await control.addAccounts(
      arriving.map(({ workEmail: email, givenName, familyName, timeZone }) => {
        const provider = cloudOf(email);
        const entries = calendars.get(email) ?? [];
        return {
          email,
          provider,
          displayName: `${givenName} ${familyName}`,
          timeZone,
          events: demoEvents({ entries, provider, timeZone: timeZone ?? 'UTC' }),
        };
      }),
    );
  };
  const connect: World['connect'] = async ({ email, link }) => {
    const token = new URL(link).searchParams.get('token') ?? '';
    await connectCalendar({ origin: publicUrl, token, email, provider: await control.providerOf(email) });
  };
  await addAccounts(rows);
  const organizationId = await found({ context, rows, hr });
  return {
    context,
    secondWorker: second.context,
    organizationId,
    control,
    addAccounts,
    sandboxUrl,
    apiUrl: publicUrl,
    adminUrl: database.adminUrl,
    advance: async (duration) => {
      clock.moveTo(await control.advance(Temporal.Duration.from(duration)));
    },
    advanceWall: (duration) => {
      ahead = ahead.add(duration);
    },
    settle: settleNow,
    grantCalendars: () => grantCalendars({ context, organizationId, origin: publicUrl }),
    connectFromMail: async (email) => {
      const mails = await control.mails({ since: now });
      const link = mails
        .filter(({ to }) => to.includes(email))
        .flatMap(({ links }) => links)
        .findLast((url) => new URL(url).pathname === '/connect' && url.includes('token='));
      if (link === undefined) throw new Error(`${email} has no connect mail`);
      await connect({ email, link });
    },
    connect,
  };
}

function cloudOf(email: string): Cloud {
  return email.endsWith(`@${domains.microsoft}`) ? 'microsoft' : 'google';
}

async function found({
  context,
  rows,
  hr,
}: {
  context: AppContext;
  rows: readonly EmployeeRow[];
  hr: string;
}): Promise<string> {
  const actor = { kind: 'operator' } as const;
  const created = await createOrganization(context, {
    slug: 'scenario',
    name: 'Scenario',
    mailDomains: Object.values(domains),
    timeZone: 'Europe/Berlin',
    demo: true,
    administrator: null,
    actor,
  });
  if (created.kind !== 'created') throw new Error('the organisation was not created');
  const { organizationId } = created;
  await importPeople(context, { organizationId, rows });
  await grantRole(context, { organizationId, workEmail: hr, role: 'hr', actor });
  await launchOrganization(context, { organizationId, target: { kind: 'everyone' }, actor });
  return organizationId;
}
