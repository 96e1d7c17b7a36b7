import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atTheEnd } from './at-the-end.ts';

/** A folder to start standalone in, with its data in `data`; whatever is left of it goes when the tests have ended. */
export async function standaloneDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'throughline-standalone-'));
  // PostgreSQL runs as `nobody` for root, and would otherwise keep its data elsewhere.
  await chmod(directory, 0o711);
  atTheEnd(async () => {
    const pidFile = path.join(directory, 'data', 'postgres', 'cluster', 'postmaster.pid');
    const [pid] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
    // Only after a test failed half-way: the server of a killed start lives on by itself.
    if (pid) process.kill(Number(pid), 'SIGQUIT');
    await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  });
  return directory;
}
