import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

type Started = { readonly child: ChildProcess; readonly port: number; readonly smtpPort: number };

function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function start(environment: Record<string, string>): Promise<Started> {
  const child = fork(join(import.meta.dirname, 'main.ts'), [], {
    env: { ...process.env, SANDBOX_PORT: '0', ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [message] = (await once(child, 'message')) as [{ type: string; port: number; smtpPort: number }];
  expect(message.type).toBe('ready');
  return { child, port: message.port, smtpPort: message.smtpPort };
}

const control = async (port: number, method: string, path: string, body?: unknown): Promise<unknown> => {
  const response = await fetch(`http://127.0.0.1:${port}/control/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return response.json();
};

const ana = {
  email: 'ana@acme.example',
  displayName: 'Ana Lima',
  timeZone: 'Europe/Berlin',
  events: [{ id: 'kept1', start: { date: '2027-01-12' }, end: { date: '2027-01-13' } }],
};

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

describe('the sandbox as a process', () => {
  test('keeps accounts, events, tokens and its clock over SIGTERM, and ends with 0', async () => {
    const directory = scratchDirectory();
    const first = await start({ SANDBOX_DATA_DIR: directory });
    await control(first.port, 'POST', 'accounts', ana);
    const { access_token: token } = (await control(first.port, 'POST', 'token', { email: ana.email })) as Record<
      string,
      string
    >;
    await control(first.port, 'POST', 'clock', { advance: 'P30D' });
    first.child.kill('SIGTERM');
    expect(await exitOf(first.child)).toBe(0);

    const second = await start({ SANDBOX_DATA_DIR: directory });
    const { now } = (await control(second.port, 'GET', 'clock')) as { now: string };
    const days = Temporal.Now.instant().until(Temporal.Instant.from(now)).total('hours') / 24;
    expect(days).toBeGreaterThan(29.9);
    const response = await fetch(`http://127.0.0.1:${second.port}/calendar/v3/calendars/primary/events/kept1`, {
      headers: { authorization: `Bearer ${token ?? ''}` },
    });
    expect(response.status).toBe(200);
  });

  test('loses nothing it answered to SIGKILL', async () => {
    const directory = scratchDirectory();
    const first = await start({ SANDBOX_DATA_DIR: directory });
    await control(first.port, 'POST', 'accounts', ana);
    first.child.kill('SIGKILL');
    await exitOf(first.child);
    const second = await start({ SANDBOX_DATA_DIR: directory });
    expect(await control(second.port, 'GET', `events?account=${ana.email}`)).toMatchObject([{ id: 'kept1' }]);
  });

  test('keeps consents, entries with their files and the place in their changes over SIGKILL', async () => {
    const directory = scratchDirectory();
    const first = await start({ SANDBOX_DATA_DIR: directory });
    const mia = { email: 'mia@contoso.example', displayName: 'Mia', timeZone: 'UTC', provider: 'microsoft' };
    await control(first.port, 'POST', 'accounts', mia);
    await control(first.port, 'POST', 'tenants', { domain: 'contoso.example', adminConsented: true });
    const { access_token: token } = (await control(first.port, 'POST', 'token', { email: mia.email })) as {
      access_token: string;
    };
    const graph = async (port: number, method: string, path: string, body?: unknown) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await fetch(`http://127.0.0.1:${port}/v1.0/me/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return (await response.json()) as Record<string, unknown> & { value: Record<string, unknown>[] };
    };
    const { '@odata.deltaLink': link } = await graph(
      first.port,
      'GET',
      'calendarView/delta?startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z',
    );
    const { id } = await graph(first.port, 'POST', 'events', {
      subject: 'Talk',
      start: { dateTime: '2027-01-12T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2027-01-12T10:00:00', timeZone: 'UTC' },
    });
    await graph(first.port, 'POST', `events/${String(id)}/attachments`, {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'Agenda.pdf',
      contentBytes: 'JVBERg==',
    });
    first.child.kill('SIGKILL');
    await exitOf(first.child);

    const { port } = await start({ SANDBOX_DATA_DIR: directory });
    expect(await control(port, 'GET', 'tenants')).toMatchObject([{ domain: 'contoso.example', adminConsented: true }]);
    const { value: files } = await graph(port, 'GET', `events/${String(id)}/attachments`);
    expect(files).toMatchObject([{ name: 'Agenda.pdf', contentBytes: 'JVBERg==' }]);
    const { search } = new URL(String(link));
    expect((await graph(port, 'GET', `calendarView/delta${search}`)).value).toMatchObject([{ id, subject: 'Talk' }]);
  });

  test('leaves when its parent is gone', async () => {
    const { child } = await start({});
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
  });

  test('a port in use is answered with the variable to change', async () => {
    const { port } = await start({});
    const second = fork(join(import.meta.dirname, 'main.ts'), [], {
      env: { ...process.env, SANDBOX_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
    });
    const [text] = (await once(second.stderr ?? second, 'data')) as [Buffer];
    expect(text.toString()).toContain('SANDBOX_PORT');
    expect(await exitOf(second)).toBe(1);
  });
});
