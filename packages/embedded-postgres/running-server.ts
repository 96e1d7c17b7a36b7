import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const POLL_MILLISECONDS = 100;
const PATIENCE_MILLISECONDS = 120_000;
/** Between writing postmaster.pid and listening, a server takes a few milliseconds. */
const BIRTH_MILLISECONDS = 2_000;

/**
 * The port of the server alive in this cluster, or null when there is none and one may be started. A server that is
 * just starting, recovering or stopping is waited for. Call it with the data directory locked.
 */
export async function findRunningServer({
  cluster,
  password,
  onLog,
}: {
  cluster: string;
  password: string;
  onLog: (line: string) => void;
}): Promise<number | null> {
  const pidFile = path.join(cluster, 'postmaster.pid');
  for (let waited = 0; waited < PATIENCE_MILLISECONDS; waited += POLL_MILLISECONDS) {
    const recorded = await readPidFile(pidFile);
    if (!recorded) return null;
    const answer = await ask({ port: recorded.port, password });
    if (answer === 'ours') return recorded.port;
    if (answer === 'nobody') {
      if (!isAlive(recorded.pid)) return null;
      if (waited >= BIRTH_MILLISECONDS) {
        // A server listens from its first moments to its last, so its number has gone to another process of ours,
        // which PostgreSQL would take for a second server.
        onLog(`Process ${recorded.pid} is no longer the PostgreSQL that was killed here: clearing its mark.`);
        await rm(pidFile);
        return null;
      }
    }
    await sleep(POLL_MILLISECONDS);
  }
  throw new Error(
    `A PostgreSQL runs in ${cluster} but takes no connections; its log is ${path.join(cluster, 'postgres.log')}`,
  );
}

/** Lines 1 and 4 of postmaster.pid are the process id and the port (PostgreSQL source, pidfile.h). */
async function readPidFile(pidFile: string): Promise<{ pid: number; port: number } | null> {
  const text = await readFile(pidFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return pid > 0 && port > 0 ? { pid, port } : null;
}

/** The password is this cluster's alone, so a server that takes it is ours. `busy`: starting, stopping or silent. */
async function ask({ port, password }: { port: number; password: string }): Promise<'ours' | 'busy' | 'nobody'> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ours';
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error ? error.code : null;
    const cannotConnectNow = '57P03';
    if (code === cannotConnectNow || /timeout/.test(error.message)) return 'busy';
    return 'nobody';
  } finally {
    await client.end().catch(() => {});
  }
}

/** Another account's process does not count: PostgreSQL overlooks it as well. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
