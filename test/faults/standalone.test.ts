import { createServer } from 'node:net';
import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { freePort } from '@throughline/testing/free-port.ts';
import { atTheEnd } from './at-the-end.ts';
import { startProcess, type ServiceProcess } from './service-process.ts';
import { standaloneDirectory } from './standalone-directory.ts';

const directory = await standaloneDirectory();

/** `npm start` with these settings. */
function start(environment: Readonly<Record<string, string>>, from = directory): ServiceProcess {
  return startProcess({ file: '@throughline/standalone/main.ts', environment, directory: from });
}

async function freePorts(): Promise<{ PORT: string; SANDBOX_PORT: string }> {
  return { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
}

describe('a start that cannot be meant is refused at once, naming the variable', () => {
  const refusal = async (environment: Readonly<Record<string, string>>, from?: string) => {
    const refused = start({ DATA_DIR: path.join(directory, 'refused'), ...environment }, from);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).not.toContain('    at ');
    return refused.output();
  };

  test('the sandbox beside a real client', async () => {
    const real = { GOOGLE_CLIENT_ID: 'real', GOOGLE_CLIENT_SECRET: 'real' };
    expect(await refusal({ SANDBOX: 'on', ...real })).toMatch(/^SANDBOX: .*GOOGLE_CLIENT_ID/m);
  });

  test('values that cannot be read, half a client, a misspelling, a line of .env nobody knows', async () => {
    const folder = await mkdtemp(path.join(directory, 'env-'));
    await writeFile(path.join(folder, '.env'), 'PROT=3000\n');
    const said = await refusal(
      { PORT: 'three thousand', ENCRYPTION_KEYS: 'secret', GOOGLE_CLIENT_ID: 'real', GOOGLE_CLIENT_IDENTITY: 'real' },
      folder,
    );
    for (const name of ['PORT', 'ENCRYPTION_KEYS', 'GOOGLE_CLIENT_SECRET', 'GOOGLE_CLIENT_IDENTITY', 'PROT']) {
      expect(said).toMatch(new RegExp(`^${name}: `, 'm'));
    }
  });

  test('ports in use', async () => {
    const [page, sandbox] = [await takePort(), await takePort()];
    const said = await refusal({ PORT: page, SANDBOX_PORT: sandbox });
    expect(said).toMatch(new RegExp(`^Port ${page} .*Set PORT `, 'm'));
    expect(said).toMatch(new RegExp(`^Port ${sandbox} .*Set SANDBOX_PORT `, 'm'));
  });
});

test(
  'a first start that is killed blocks nothing; the next goes on with its data, and Ctrl-C ends it cleanly',
  { timeout: 600_000 },
  async () => {
    const environment = { ...(await freePorts()), DATA_DIR: path.join(directory, 'data') };
    const first = start(environment);
    await first.says('Living 26 weeks');
    first.kill('SIGKILL');
    await first.exited;

    const second = start(environment);
    await second.says('Living 26 weeks');
    expect(second.output()).toContain('taking it over');
    expect(second.output()).not.toContain('Founding');
    second.kill('SIGINT');
    expect(await second.exited).toBe(0);
    expect(second.output()).toContain('Stopped.');

    expect(await readdir(path.join(directory, 'data', 'postgres', 'cluster'))).not.toContain('postmaster.pid');
  },
);

/** Held until the tests have ended. */
async function takePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atTheEnd(async () => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening without a port');
  return String(address.port);
}
