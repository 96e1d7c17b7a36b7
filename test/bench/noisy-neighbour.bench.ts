import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { createDatabase, type Database } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { anOrganization } from '@throughline/db/testing/rows.ts';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@throughline/embedded-postgres/start-embedded-postgres.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { migrateAll } from '@throughline/runtime/migrate-all.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { steadyRequests, type Answered, type Steady } from './steady-requests.ts';

/** What has to pass for one organisation, as Entra sends it. */
const scimPerSecond = 25;
/** Ten times what an organisation is given while others ask as well. */
const noisyPerSecond = 300;
const mostMoved = 1.2;
const rounds = 3;
const seconds = 12;
const people = 500;

const paths = [
  '/scim/v2/Users?startIndex=1&count=50',
  '/v1/employees?page_size=50',
  '/scim/v2/Users?startIndex=51&count=50',
];

/**
 * One organisation asks as its directory does, by itself and beside another that asks ten times what it may, in turns: an
 * API process as it is run, a real PostgreSQL, HTTP on loopback. Asking so much takes a good part of this machine, whoever
 * is asked; so that only what Throughline does about it is measured, as much is asked of a server that does nothing while
 * the first is by itself. The median of the rounds' p95: one hiccup of the machine
 * is not the neighbour.
 */
export async function run(): Promise<readonly string[]> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'throughline-bench-'));
  const server = await startEmbeddedPostgres({ dataDir });
  await migrateAll({ ownerUrl: server.ownerUrl, queueUrl: server.queueUrl });
  const db = createDatabase({ url: server.appUrl, applicationName: 'bench', poolSize: 2 });
  const url = `http://127.0.0.1:${await freePort()}`;
  const api = await startApi({ server, url });
  try {
    return await compare({ url, quiet: await aKey(db), noisy: await aKey(db) });
  } finally {
    api.kill('SIGTERM');
    await once(api, 'exit');
    await db.close();
    await server.stop();
    await rm(dataDir, { recursive: true });
  }
}

async function compare({
  url,
  quiet,
  noisy,
}: {
  url: string;
  quiet: string;
  noisy: string;
}): Promise<readonly string[]> {
  const own = { url, key: quiet, paths, perSecond: scimPerSecond, seconds };
  const much = { key: noisy, paths, perSecond: noisyPerSecond, seconds };
  const elsewhere = new Worker(new URL('refusing-server.ts', import.meta.url));
  const [elsewhereUrl] = (await once(elsewhere, 'message')) as [string];
  await steadyRequests(own);
  const alone: (readonly Answered[])[] = [];
  const beside: (readonly Answered[])[] = [];
  const others: Answered[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [usual] = await Promise.all([steadyRequests(own), inAThread({ ...much, url: elsewhereUrl })]);
    alone.push(usual);
    const [mine, theirs] = await Promise.all([steadyRequests(own), inAThread({ ...much, url })]);
    beside.push(mine);
    others.push(...theirs);
  }
  await elsewhere.terminate();
  const [unmoved, moved] = [median(alone.map(p95)), median(beside.map(p95))];
  const times = moved / unmoved;
  const refused = others.filter(({ status }) => status === 429).length;
  const lost = [...alone, ...beside].flat().filter(({ status }) => status !== 200).length;
  console.log(
    `${scimPerSecond}/s by itself: p95 ${unmoved.toFixed(1)} ms   beside ${noisyPerSecond}/s: p95 ${moved.toFixed(1)} ms   ${times.toFixed(2)} times`,
  );
  console.log(`of ${others.length} requests of the other ${refused} were told to come back`);
  return [
    ...(times >= mostMoved ? [`a neighbour moved the p95 ${times.toFixed(2)} times, not below ${mostMoved}`] : []),
    ...(lost > 0 ? [`${lost} requests of an organisation within its limit were not answered`] : []),
  ];
}

async function inAThread(steady: Steady): Promise<readonly Answered[]> {
  const worker = new Worker(new URL('steady-requests.ts', import.meta.url), { workerData: steady });
  const [answered] = (await once(worker, 'message')) as [readonly Answered[]];
  return answered;
}

async function startApi({ server, url }: { server: EmbeddedPostgres; url: string }) {
  const api = spawn(process.execPath, [fileURLToPath(import.meta.resolve('@throughline/api/server.ts'))], {
    cwd: tmpdir(),
    env: {
      PATH: process.env.PATH ?? '',
      DATABASE_URL: server.appUrl,
      DATABASE_OWNER_URL: server.ownerUrl,
      QUEUE_DATABASE_URL: server.queueUrl,
      HOST: '127.0.0.1',
      PORT: new URL(url).port,
      PUBLIC_URL: url,
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'Throughline <throughline@example.com>',
      ENCRYPTION_KEYS: `v1:${generateKey()}`,
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (api.exitCode !== null) break;
    const answer = await fetch(`${url}/livez`).catch(() => null);
    if (answer?.ok) return api;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  api.kill('SIGKILL');
  throw new Error('The API did not start');
}

/** Of an organisation with people to list. */
async function aKey(db: Database): Promise<string> {
  const { id: organizationId, ...organization } = anOrganization();
  await db.acrossOrganizations((tx) => organizationStore(tx).insert({ id: organizationId, ...organization }));
  const context = { db, clock: systemClock };
  const rows = Array.from({ length: people }, (_, at) => ({
    externalId: `E-${at}`,
    givenName: 'Ana',
    familyName: `Ruiz ${at}`,
    workEmail: `ana.${at}@example.com`,
  }));
  await importPeople(context, { organizationId, rows });
  const actor = { kind: 'operator' } as const;
  const scopes = ['scim', 'employees:read'];
  return (await createApiKey(context, { organizationId, name: 'Directory', scopes, actor })).key;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function p95(answered: readonly Answered[]): number {
  const sorted = answered.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
