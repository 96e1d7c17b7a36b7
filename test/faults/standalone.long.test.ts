import path from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from '@throughline/testing/free-port.ts';
import { startProcess } from './service-process.ts';
import { standaloneDirectory } from './standalone-directory.ts';

const directory = await standaloneDirectory();

test('the demo loads through a kill and a Ctrl-C in the middle, starts again with what it had, and refuses a second start', async () => {
  const environment = {
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    DATA_DIR: path.join(directory, 'data'),
  };
  const start = (more: Readonly<Record<string, string>> = {}) =>
    startProcess({ file: '@throughline/standalone/main.ts', environment: { ...environment, ...more }, directory });
  const ready = `Throughline is ready at http://localhost:${environment.PORT}`;
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const interrupted = start();
    await interrupted.says('Living 26 weeks');
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    interrupted.kill(signal);
    expect(await interrupted.exited).toBe(signal === 'SIGINT' ? 0 : null);
  }

  const loaded = start();
  await loaded.says(ready);
  expect(loaded.output()).not.toContain('Founding');
  expect((await fetch(`http://localhost:${environment.PORT}/readyz`)).status).toBe(200);
  const refused = start({ PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) });
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toContain('DATA_DIR');
  loaded.kill('SIGKILL');
  await loaded.exited;

  const again = start();
  await again.says(ready);
  expect(again.output()).not.toContain('Living 26 weeks');
  again.kill('SIGTERM');
  expect(await again.exited).toBe(0);
});
