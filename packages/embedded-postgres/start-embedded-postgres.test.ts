import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from './start-embedded-postgres.ts';
import type { EmbeddedPostgres } from './start-embedded-postgres.ts';

let parent: string;
let dataDir: string;
const running = new Set<EmbeddedPostgres>();
const places = new Set<string>();

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'throughline-embedded-'));
  await chmod(parent, 0o755);
  dataDir = path.join(parent, 'data');
});

afterEach(async () => {
  for (const server of running) await server.stop();
  running.clear();
  for (const place of [parent, ...places]) await rm(place, { recursive: true, force: true });
  places.clear();
});

async function start(
  options: { port?: number; durable?: boolean; onLog?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, durable: false, ...options });
  running.add(server);
  return server;
}

async function stop(server: EmbeddedPostgres): Promise<void> {
  running.delete(server);
  await server.stop();
}

async function query(connectionString: string, text: string): Promise<unknown[][]> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(cluster = path.join(dataDir, 'cluster')): Promise<number> {
  return Number((await readFile(path.join(cluster, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Starts a server from another process and kills that process, as Ctrl-C never would. */
async function startAndKillTheStarter(): Promise<number> {
  const starter = spawn(
    process.execPath,
    [fileURLToPath(new URL('testing/hold-server.ts', import.meta.url)), dataDir],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [said] = await once(starter.stdout, 'data');
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  return Number(said);
}

describe('roles', () => {
  test('the owner owns the database, the application owns nothing, the queue owns its schema alone', async () => {
    const server = await start();
    expect(await query(server.ownerUrl, 'SELECT current_user, current_database()')).toEqual([
      ['throughline_owner', 'throughline'],
    ]);
    expect(
      await query(server.adminUrl, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'throughline'"),
    ).toEqual([['throughline_owner']]);
    expect(
      await query(
        server.adminUrl,
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'throughline%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication)",
      ),
    ).toEqual([]);
    expect(
      await query(server.queueUrl, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'bullmq'"),
    ).toEqual([['throughline_queue']]);
    await query(server.ownerUrl, 'CREATE TABLE secret (id int)');
    await expect(query(server.queueUrl, 'SELECT * FROM secret')).rejects.toThrow(/does not exist|permission denied/);
    await expect(query(server.queueUrl, 'CREATE TABLE public.mine (id int)')).rejects.toThrow('permission denied');
    await expect(query(server.appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied|no schema/);
    await expect(query(server.appUrl, 'CREATE SCHEMA mine')).rejects.toThrow('permission denied');
  });

  test('nobody gets in without a password', async () => {
    const { port } = await start();
    await expect(query(`postgres://postgres:guess@127.0.0.1:${port}/postgres`, 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect((await stat(path.join(dataDir, 'server.json'))).mode & 0o077).toBe(0);
  });
});

describe('one process at a time', () => {
  test('a second start on the same directory is refused and told what to do', async () => {
    await start();
    await expect(start()).rejects.toThrow(/Another Throughline is running with the data in .*DATA_DIR/);
  });

  test('a stopped server frees the directory, and the next start has the same data on the same port', async () => {
    const first = await start();
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS number');
    await stop(first);
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(second.port).toBe(first.port);
    expect(await query(second.ownerUrl, 'SELECT number FROM kept')).toEqual([[7]]);
  });

  test('when the port of last time is taken meanwhile, another one is used', async () => {
    const first = await start();
    await stop(first);
    const intruder = createServer().listen(first.port, '127.0.0.1');
    await once(intruder, 'listening');
    try {
      const second = await start();
      expect(second.port).not.toBe(first.port);
      expect(await query(second.appUrl, 'SELECT 1')).toEqual([[1]]);
    } finally {
      intruder.close();
    }
  });
});

describe('after a kill', () => {
  test('a server whose starter was killed is adopted, and stops when asked', async () => {
    const port = await startAndKillTheStarter();
    const server = await start();
    expect(server).toMatchObject({ adopted: true, port });
    expect(await query(server.appUrl, 'SELECT 1')).toEqual([[1]]);
    await stop(server);
    await expect(query(server.appUrl, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('a killed server starts again with everything that was committed', async () => {
    const first = await start({ durable: true });
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS number');
    const busy = new pg.Client({ connectionString: first.appUrl });
    busy.on('error', () => {});
    await busy.connect();
    const lost = busy.query('SELECT pg_sleep(60)').then(
      () => 'answered',
      () => 'lost',
    );
    process.kill(await postmasterPid(), 'SIGKILL');
    expect(await lost).toBe('lost');
    await stop(first);
    const second = await start({ durable: true });
    expect(second.adopted).toBe(false);
    expect(await query(second.ownerUrl, 'SELECT number FROM kept')).toEqual([[7]]);
  });

  test('a starter killed together with its server leaves nothing that blocks', async () => {
    await startAndKillTheStarter();
    process.kill(await postmasterPid(), 'SIGKILL');
    const server = await start();
    expect(server.adopted).toBe(false);
  });

  test('a mark left behind whose process id now belongs to somebody else does not block', async () => {
    const first = await start();
    const file = path.join(dataDir, 'cluster', 'postmaster.pid');
    const mark = await readFile(file, 'utf8');
    await stop(first);
    const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60000)'], { stdio: 'ignore' });
    try {
      await writeFile(file, mark.replace(/^\d+/, String(bystander.pid)));
      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await query(server.appUrl, 'SELECT 1')).toEqual([[1]]);
    } finally {
      bystander.kill('SIGKILL');
    }
  });

  test('a cluster half created is created again', async () => {
    await mkdir(path.join(dataDir, 'cluster.draft', 'base'), { recursive: true });
    const server = await start();
    expect(await query(server.appUrl, 'SELECT 1')).toEqual([[1]]);
  });
});

test('without its passwords a database is not replaced by an empty one', async () => {
  await stop(await start());
  await rm(path.join(dataDir, 'server.json'));
  await expect(start()).rejects.toThrow(/server\.json is gone/);
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('the server runs as nobody', async () => {
    await start();
    const { uid } = await stat(`/proc/${await postmasterPid()}`);
    expect(uid).toBe((await stat(path.join(dataDir, 'cluster'))).uid);
    expect(uid).not.toBe(0);
  });

  test('when nobody cannot reach the data directory, the data goes under /var/tmp and the log says so', async () => {
    await chmod(parent, 0o700);
    const said: string[] = [];
    const first = await start({ onLog: (line) => said.push(line) });
    const place = /the database is in (\/var\/tmp\/throughline-[0-9a-f]+)\./.exec(said.join('\n'))?.[1] ?? '';
    places.add(place);
    await query(first.ownerUrl, 'CREATE TABLE kept AS SELECT 7 AS number');
    await stop(first);
    const second = await start();
    expect(await query(second.ownerUrl, 'SELECT number FROM kept')).toEqual([[7]]);
    expect((await stat(path.join(place, 'cluster'))).mode & 0o077).toBe(0);
  });
});
