import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeSettings } from './cluster.ts';
import type { Binaries } from './find-binaries.ts';
import { freePort, isFree } from './free-port.ts';
import { runProgram } from './run-program.ts';
import type { ServerAccount } from './server-account.ts';

type Server = { cluster: string; binaries: Binaries; account: ServerAccount | null; durable: boolean };

const ATTEMPTS = 10;
/** What `pg_ctl status` exits with (PostgreSQL manual, pg_ctl; LSB's number for a program that is not running). */
const NOT_RUNNING = 3;

/** Starts the server and answers with its port once it takes connections. */
export async function launchServer({
  port: wantedPort,
  rememberedPort,
  ...server
}: Server & { port: number | undefined; rememberedPort: number | null }): Promise<number> {
  const log = path.join(server.cluster, 'postgres.log');
  let complaint = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const port =
      wantedPort ??
      (attempt === 1 && rememberedPort && (await isFree(rememberedPort)) ? rememberedPort : await freePort());
    await writeSettings({ ...server, port });
    const before = existsSync(log) ? (await readFile(log)).length : 0;
    // Ten minutes: a server killed under load replays its log before it answers.
    const { code } = await control({ server, args: ['start', '--wait', '--timeout', '600', '--log', log] });
    if (code === 0) return port;
    complaint = existsSync(log) ? (await readFile(log)).subarray(before).toString('utf8') : '';
    if (!passes(complaint)) break;
    await sleep(500);
  }
  throw new Error(`PostgreSQL did not start; its log is ${log}:\n${complaint}`);
}

/**
 * Another program was quicker to take the port, or sessions of a killed server have not yet noticed that it is gone and
 * still hold its memory: both are over with the next attempt.
 */
function passes(complaint: string): boolean {
  return /could not bind|could not create any TCP\/IP sockets|shared memory block/.test(complaint);
}

/** Ends the sessions there are and stops; a server that is not running, killed ones included, counts as stopped. */
export async function stopServer(server: Server): Promise<void> {
  const { code } = await control({ server, args: ['stop', '--wait', '--mode', 'fast', '--timeout', '60'] });
  if (code === 0) return;
  const status = await control({ server, args: ['status'] });
  if (status.code === NOT_RUNNING) return;
  throw new Error(`PostgreSQL did not stop within a minute; its log is ${path.join(server.cluster, 'postgres.log')}`);
}

function control({ server, args }: { server: Server; args: readonly string[] }) {
  return runProgram({
    program: server.binaries.pgCtl,
    args: [...args, '--pgdata', server.cluster, '--silent'],
    account: server.account,
    cwd: server.cluster,
  });
}
