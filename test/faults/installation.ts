import { buildApp } from '@throughline/api/app.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { createOrganization } from '@throughline/app/create-organization.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { launchOrganization } from '@throughline/app/launch-organization.ts';
import { connectUrl } from '@throughline/app/mail-links.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { planConversations } from '@throughline/app/plan-conversations.ts';
import type { Wake } from '@throughline/app/ports/queue.ts';
import { releaseFirstPlan } from '@throughline/app/release-first-plan.ts';
import { createQueues } from '@throughline/jobs/create-queues.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { createRuntime } from '@throughline/runtime/create-runtime.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { connectCalendar } from '@throughline/standalone/demo/connect-calendar.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { readFacts, type Facts } from '../scenarios/checks/facts.ts';
import { readRecord } from '../scenarios/record.ts';
import { atTheEnd } from './at-the-end.ts';
import { openProvider, type Provider } from './provider.ts';
import { startProcess, type ServiceProcess } from './service-process.ts';

export type Urls = {
  readonly appUrl: string;
  readonly ownerUrl: string;
  readonly queueUrl: string;
  /** The superuser, in the database itself. */
  readonly adminUrl: string;
};

export type Installation = {
  readonly urls: Urls;
  readonly context: AppContext;
  readonly organizationId: string;
  readonly provider: Provider;
  readonly apiUrl: string;
  readonly emails: readonly string[];
  startWorker(settings?: Readonly<Record<string, string>>): Promise<ServiceProcess>;
  startApi(): Promise<ServiceProcess>;
  /** "Send now" of every manager's plan: from here on there is something to book. Answers how many invitations leave. */
  release(): Promise<number>;
  /** The same, and not one wake of it arrives. */
  releaseUnheard(): Promise<number>;
  wake(wake: Wake): Promise<void>;
  facts(): Promise<Facts>;
};

const domain = 'faults.example';
const managerNames = (count: number) => Array.from({ length: count }, (_, index) => `Manager${index + 1}`);
const teamOf = (manager: string, size: number) =>
  Array.from({ length: size }, (_, index) => `${manager}Report${index + 1}`);
export const addressOf = (name: string) => `${name.toLowerCase()}@${domain}`;

/**
 * An organisation on real time beside a stand-in provider, its plans made and held back. API and workers run as processes
 * of their own, with the settings an installation has; this process only prepares and looks.
 */
export async function openInstallation({
  urls,
  managers,
  reportsEach,
  queue = { queueUrl: urls.queueUrl },
}: {
  urls: Urls;
  managers: number;
  reportsEach: number;
  queue?: { readonly queueUrl: string } | { readonly redisUrl: string };
}): Promise<Installation> {
  const apiUrl = `http://localhost:${await freePort()}`;
  const client = { clientId: 'faults-client', clientSecret: 'faults-secret' };
  const provider = await openProvider({ client });
  const names = managerNames(managers);
  const people = [
    { name: 'Chief', manager: null },
    ...names.map((name) => ({ name, manager: 'Chief' })),
    ...names.flatMap((manager) => teamOf(manager, reportsEach).map((name) => ({ name, manager }))),
  ];
  await provider.control.addAccounts(
    people.map(({ name }) => ({ email: addressOf(name), displayName: name, timeZone: 'Europe/Berlin' })),
  );

  const queues = await createQueues({ connection: queue, onTrouble: () => {} });
  const settings = { appUrl: urls.appUrl, publicUrl: apiUrl, encryptionKeys: `v1:${generateKey()}` };
  const smtp = { url: provider.smtpUrl, from: `Throughline <throughline@${domain}>` };
  const google = { ...client, apiBaseUrl: provider.url, oauthBaseUrl: provider.url };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const runtime = createRuntime({
    ...settings,
    name: 'faults',
    calendars: { google, microsoft: null },
    smtp,
    clock: systemClock,
    queue: queues,
    log,
  });
  atTheEnd(async () => {
    await queues.close().catch(() => {});
    await runtime.close().catch(() => {});
  });
  const { context } = runtime;
  const organizationId = await found({ context, people });
  const managerIds = await connect({ context, organizationId, apiUrl, adminUrl: urls.adminUrl, names });
  await planConversations(context, { organizationId });

  const release = async (releasing: AppContext) => {
    let invitations = 0;
    for (const managerId of managerIds) {
      const actor = { kind: 'person', id: managerId } as const;
      invitations += (await releaseFirstPlan(releasing, { organizationId, managerId, actor })).invitations;
    }
    return invitations;
  };
  const environment = {
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    ...('redisUrl' in queue ? { REDIS_URL: queue.redisUrl } : { QUEUE_DATABASE_URL: queue.queueUrl }),
    PUBLIC_URL: apiUrl,
    PORT: new URL(apiUrl).port,
    GOOGLE_CLIENT_ID: client.clientId,
    GOOGLE_CLIENT_SECRET: client.clientSecret,
    GOOGLE_API_BASE_URL: provider.url,
    GOOGLE_OAUTH_BASE_URL: provider.url,
    SMTP_URL: smtp.url,
    MAIL_FROM: smtp.from,
    ENCRYPTION_KEYS: settings.encryptionKeys,
  };
  return {
    urls,
    context,
    organizationId,
    provider,
    apiUrl,
    emails: people.map(({ name }) => addressOf(name)),
    startWorker: async (more = {}) => {
      const worker = startProcess({ file: '@throughline/worker/main.ts', environment: { ...environment, ...more } });
      await worker.says('"msg":"working"');
      return worker;
    },
    startApi: async () => {
      const api = startProcess({ file: '@throughline/api/server.ts', environment });
      await api.says('Server listening');
      return api;
    },
    release: () => release(context),
    releaseUnheard: () => release({ ...context, queue: { wake: async () => {} } }),
    wake: (wake) => queues.wake(wake),
    facts: () => readFacts({ adminUrl: urls.adminUrl, now: systemClock.now() }),
  };
}

type Person = { readonly name: string; readonly manager: string | null };

async function found({ context, people }: { context: AppContext; people: readonly Person[] }): Promise<string> {
  const actor = { kind: 'operator' } as const;
  const created = await createOrganization(context, {
    slug: 'faults',
    name: 'Faults',
    mailDomains: [domain],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor,
  });
  if (created.kind !== 'created') throw new Error('the organisation was not created');
  const { organizationId } = created;
  await importPeople(context, {
    organizationId,
    rows: people.map(({ name, manager }) => ({
      externalId: name,
      givenName: name,
      familyName: 'Example',
      workEmail: addressOf(name),
      timeZone: 'Europe/Berlin',
      groups: [],
      manager: manager === null ? null : { externalId: manager },
    })),
  });
  await launchOrganization(context, { organizationId, target: { kind: 'everyone' }, actor });
  await openDueConversations(context, { organizationId });
  return organizationId;
}

/** Every manager but the chief goes through the consent page; answers with their ids. */
async function connect({
  context,
  organizationId,
  apiUrl,
  adminUrl,
  names,
}: {
  context: AppContext;
  organizationId: string;
  adminUrl: string;
  apiUrl: string;
  names: readonly string[];
}): Promise<readonly string[]> {
  const { app } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
  await app.listen({ port: Number(new URL(apiUrl).port), host: 'localhost' });
  const managerIds: string[] = [];
  for (const name of names) {
    const email = addressOf(name);
    const [person] = await readRecord<{ id: string }>(adminUrl, 'SELECT id FROM person WHERE work_email = $1', [email]);
    const personId = person?.id ?? '';
    managerIds.push(personId);
    const expiresAt = context.clock.now().add({ hours: 1 });
    const link = new URL(connectUrl(context, { organizationId, personId, expiresAt }));
    await connectCalendar({ origin: apiUrl, token: link.searchParams.get('token') ?? '', email, provider: 'google' });
  }
  await app.close();
  await openDueConversations(context, { organizationId });
  return managerIds;
}

/** As if the time had passed that a killed worker's leases still run. */
export async function passLeases(adminUrl: string): Promise<void> {
  for (const table of ['event', 'outbox', 'sweep']) {
    await readRecord(adminUrl, `UPDATE ${table} SET leased_until = now() WHERE leased_until > now()`);
  }
  await readRecord(adminUrl, 'UPDATE connection SET sync_leased_until = now() WHERE sync_leased_until > now()');
  await readRecord(adminUrl, 'UPDATE connection SET refresh_leased_until = now() WHERE refresh_leased_until > now()');
}
