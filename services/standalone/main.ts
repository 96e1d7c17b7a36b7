import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { readSettings, type Settings } from '@throughline/runtime/env.ts';
import { readEnvFile } from '@throughline/runtime/read-env-file.ts';
import { portProblem } from './port-problem.ts';
import { progress } from './progress.ts';
import { startStandalone } from './start-standalone.ts';

const { say, count } = progress();

function stopWith(lines: readonly string[]): never {
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(1);
}

function settings(): Settings {
  const answer = readSettings({ environment: process.env, fromFile: readEnvFile(path.resolve('.env')) });
  if (answer.kind === 'settings') return answer.settings;
  return stopWith(answer.problems.map(({ variable, message }) => `${variable}: ${message}`));
}

async function checkPorts({ port, host, sandbox }: Settings): Promise<void> {
  const problems = [
    await portProblem({ port, host, variable: 'PORT' }),
    sandbox && (await portProblem({ port: sandbox.port, host: '127.0.0.1', variable: 'SANDBOX_PORT' })),
  ].filter((problem) => problem !== null);
  if (problems.length > 0) stopWith(problems);
}

const chosen = settings();
await checkPorts(chosen);
await mkdir(chosen.dataDir, { recursive: true });

const stopping = new AbortController();
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    signals += 1;
    if (signals === 1) say('Stopping: finishing what is under way. Once more to stop at once.');
    if (signals > 1) process.exit(130);
    stopping.abort();
  });
}

try {
  const standalone = await startStandalone({ settings: chosen, progress: { say, count }, signal: stopping.signal });
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await standalone.stop();
} catch (error) {
  if (!stopping.signal.aborted) stopWith([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
}
say('Stopped.');
// Pools of third parties may keep a timer; everything of ours has ended.
process.exit(0);
