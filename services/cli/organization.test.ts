import { listConnections } from '@throughline/app/list-connections.ts';
import { authenticateApiKey } from '@throughline/app/authenticate-api-key.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { testClock } from '@throughline/testing/test-clock.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const throughline = residentCommandLine({ cwd, environment });

const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());
const context = { db, clock: testClock({ now: '2024-01-08T09:00:00Z' }) };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n$/;
const acme = ['organization', 'create', '--name', 'Acme & Söhne', '--mail-domain', 'acme.example,acme.co.example'];

describe('an organisation from the command line', () => {
  let organizationId = '';

  test('migrate may be repeated', async () => {
    expect(await throughline('migrate')).toMatchObject({ exitCode: 0, stdout: '' });
  });

  test('sweep wakes nobody where no worker has ever run', async () => {
    const { exitCode, stdout, stderr } = await throughline('sweep');
    expect({ exitCode, stdout, stderr }).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('No worker'),
    });
  });

  test('without one a command says how to make one', async () => {
    const { exitCode, stderr } = await throughline('launch', '--preview');
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('organization create') });
  });

  test('create prints its id alone; it is a draft', async () => {
    const { exitCode, stdout } = await throughline(...acme, '--time-zone', 'Europe/Berlin');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(uuid);
    organizationId = stdout.trim();
    const stored = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
    expect(stored).toMatchObject({
      slug: 'acme-sohne',
      state: 'draft',
      demo: false,
      timeZone: 'Europe/Berlin',
      mailDomains: ['acme.example', 'acme.co.example'],
    });
  });

  test('another one of the same mail domain is refused, and nothing is stored', async () => {
    const { exitCode, stdout, stderr } = await throughline(...acme, '--slug', 'other');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('acme.example belong to the organisation acme-sohne');
    expect(await db.acrossOrganizations((tx) => organizationStore(tx).all())).toHaveLength(1);
  });

  test('admin add makes somebody an administrator before HR has sent anybody', async () => {
    const unknown = await throughline('admin', 'add', 'Ana@acme.example');
    expect(unknown).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('--name') });
    const foreign = await throughline('admin', 'add', 'ana@globex.example', '--name', 'Ana Ruiz');
    expect(foreign).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('could not sign in') });

    const { exitCode, stdout } = await throughline('admin', 'add', 'Ana@acme.example', '--name', 'Ana Ruiz');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(uuid);
    const again = await throughline('admin', 'add', 'ana@acme.example', '--role', 'hr');
    expect(again.stdout).toBe(stdout);
    const roles = await db.inOrganization(organizationId, (tx) => accessStore(tx).grantedRoles(stdout.trim()));
    expect(roles.toSorted()).toEqual(['administrator', 'hr']);
  });

  test('api-key create prints the key alone, and revoke ends it, by id or by the key', async () => {
    const { exitCode, stdout } = await throughline('api-key', 'create', '--scopes', 'conversations:read,reports:read');
    expect(exitCode).toBe(0);
    const key = stdout.trim();
    expect(stdout).toBe(`${key}\n`);
    const client = await authenticateApiKey(context, { key });
    expect([...(client?.scopes ?? [])]).toEqual(['conversations:read', 'reports:read']);

    const json = await throughline('api-key', 'create', '--scopes', 'reports:read', '--name', 'Payroll', '--json');
    const second = JSON.parse(json.stdout);
    expect(await throughline('api-key', 'revoke', second.id)).toMatchObject({ exitCode: 0, stdout: `${second.id}\n` });
    expect(await throughline('api-key', 'revoke', second.id)).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await authenticateApiKey(context, { key: second.key })).toBeNull();
    expect(await throughline('api-key', 'revoke', key)).toMatchObject({ exitCode: 0, stdout: `${client?.keyId}\n` });
    expect(await authenticateApiKey(context, { key })).toBeNull();
  });

  describe('with people', () => {
    beforeAll(() =>
      importPeople(context, {
        organizationId,
        actor: { kind: 'operator' },
        rows: [
          { externalId: '1', givenName: 'Ben', familyName: 'Okafor', workEmail: 'ben@acme.example', timeZone: null },
          {
            externalId: '2',
            givenName: 'Cem',
            familyName: 'Kaya',
            workEmail: 'cem@acme.example',
            timeZone: 'Europe/Berlin',
            manager: { externalId: '1' },
          },
        ],
      }),
    );

    test('launch --preview lists who would be invited when, and stores nothing', async () => {
      const { exitCode, stdout, stderr } = await throughline('launch', '--preview');
      expect(exitCode).toBe(0);
      expect(stdout).toMatch(/^invited from +due +report +manager +manager’s calendar\n/);
      expect(stdout).toMatch(/Cem Kaya +Ben Okafor +asked to connect first\n$/);
      expect(stderr).toContain('Conversations: 1,');
      expect(stderr).toContain('Managers who are asked to connect first: 1 (Ben Okafor).\n');
      expect(stderr).toMatch(/Hours of Ben Okafor: 1 h \(\d{4}-\d\d: 1 h\)\.\n/);
      expect(stderr).toContain('People whose time zone is unknown, listed and not booked: 1 (Ben Okafor).\n');
      expect(stderr).toMatch(/Nothing has been sent\.\n$/);
      const json = await throughline('launch', '--preview', '--json');
      expect(JSON.parse(json.stdout)).toMatchObject([
        { report: 'Cem Kaya', manager: 'Ben Okafor', due_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
      ]);
      const pilot = await throughline('launch', '--preview', '--pilot', 'country=BR', '--json');
      expect(JSON.parse(pilot.stdout)).toEqual([]);
      const stored = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
      expect(stored?.state).toBe('draft');
    });

    test('organization attendance turns it on and off; it begins off', async () => {
      const attendance = async () =>
        (await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId)))?.attendance;
      expect(await attendance()).toBe(false);
      const on = await throughline('organization', 'attendance', 'on');
      expect(on).toMatchObject({ exitCode: 0, stdout: 'on\n', stderr: expect.stringContaining('Managers at Acme') });
      expect(await attendance()).toBe(true);
      const again = await throughline('organization', 'attendance', 'on');
      expect(again).toMatchObject({ exitCode: 0, stdout: 'on\n', stderr: expect.stringContaining('already') });
      expect(await throughline('organization', 'attendance', 'off')).toMatchObject({ exitCode: 0, stdout: 'off\n' });
      expect(await attendance()).toBe(false);
      expect((await throughline('organization', 'attendance', 'maybe')).exitCode).not.toBe(0);
      const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 2 }));
      expect(rows.map(({ action, actorKind }) => `${action} by ${actorKind}`)).toEqual([
        'attendance.turned_off by operator',
        'attendance.turned_on by operator',
      ]);
    });

    test('organization pulse turns the one question on and off', async () => {
      const asks = async () =>
        (await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId)))?.pulse;
      expect(await asks()).toBe(false);
      expect(await throughline('organization', 'pulse', 'on')).toMatchObject({ exitCode: 0, stdout: 'on\n' });
      expect(await asks()).toBe(true);
      expect(await throughline('organization', 'pulse', 'off')).toMatchObject({ exitCode: 0, stdout: 'off\n' });
      expect(await asks()).toBe(false);
      expect(await throughline('organization', 'pulse', 'perhaps')).toMatchObject({ exitCode: 2, stdout: '' });
    });

    test('organization domain says where calendars are; domains lists them', async () => {
      const domains = async () => JSON.parse((await throughline('organization', 'domains', '--json')).stdout);
      expect(await domains()).toMatchObject([
        { domain: 'acme.co.example', people: 0, provider: null, consent: 'unknown' },
        { domain: 'acme.example', people: 3, provider: null, consent: 'unknown' },
      ]);
      const set = await throughline('organization', 'domain', 'Acme.example', '--provider', 'microsoft');
      expect(set).toMatchObject({ exitCode: 0, stdout: 'acme.example\n' });
      expect((await domains())[1]).toMatchObject({ provider: 'microsoft', decided_by: 'administrator' });
      const foreign = await throughline('organization', 'domain', 'globex.example', '--provider', 'google');
      expect(foreign).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('globex.example') });
      expect(await throughline('organization', 'domain', 'acme.example')).toMatchObject({ exitCode: 2, stdout: '' });
    });

    test('a manager who may not be asked yet waits for an administrator, in the preview and for doctor', async () => {
      await db.inOrganization(organizationId, async (tx) => {
        const store = calendarDomainStore(tx);
        const row = (await store.byDomain('acme.example'))!;
        await store.put({ ...row, consent: 'needed', tenantId: 'a-tenant', consentId: organizationId });
      });
      const { stdout } = await throughline('launch', '--preview');
      expect(stdout).toMatch(/Cem Kaya +Ben Okafor +waits for your Microsoft administrator\n$/);
      const json = await throughline('launch', '--preview', '--json');
      expect(JSON.parse(json.stdout)).toMatchObject([{ waits_for_administrator_of: 'microsoft' }]);
      expect((await throughline('doctor')).stdout).toMatch(
        /^warn +acme-sohne: mail domains that wait for their administrator: 1 \(acme\.example\)$/m,
      );
      await throughline('organization', 'domain', 'acme.example', '--provider', 'look-up');
    });

    test('launch, pause, resume and withdraw print the state it is in, or are refused', async () => {
      expect(await throughline('launch', '--pilot', 'country=DE')).toMatchObject({ exitCode: 0, stdout: 'pilot\n' });
      expect(await throughline('launch')).toMatchObject({ exitCode: 0, stdout: 'live\n' });
      expect(await throughline('pause')).toMatchObject({ exitCode: 0, stdout: 'paused\n' });
      expect(await throughline('pause')).toMatchObject({ exitCode: 1, stdout: '', stderr: 'It is paused already.\n' });
      expect(await throughline('resume')).toMatchObject({ exitCode: 0, stdout: 'live\n' });
      expect(await throughline('withdraw')).toMatchObject({ exitCode: 0, stdout: '0\n' });
      const stored = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
      expect(stored?.state).toBe('draft');
    });

    test('every one of these is on record as the operator’s', async () => {
      const audit = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 100 }));
      expect(new Set(audit.map(({ actorKind }) => actorKind))).toEqual(new Set(['operator']));
      expect(audit.map(({ action }) => action)).toContain('organization.withdrawn');
    });

    test('connections lists them, and none as well', async () => {
      expect(await listConnections(context, { organizationId })).toEqual([]);
      expect(await throughline('connections', '--json')).toMatchObject({ exitCode: 0, stdout: '[]\n' });
      const { stdout } = await throughline('connections');
      expect(stdout).toMatch(/^person +account +provider/);
    });

    test('digest --preview shows it to whom it goes, and says to whom it does not', async () => {
      const shown = await throughline('digest', '--preview');
      expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('How far to trust this') });
      const html = await throughline('digest', '--preview', '--html');
      expect(html.stdout).toContain('<!doctype html>');
      expect(html.stdout).not.toContain('cid:');
      const nobody = await throughline('digest', '--preview', '--for', 'cem@acme.example');
      expect(nobody).toMatchObject({ exitCode: 1, stdout: '' });
      const stranger = await throughline('digest', '--preview', '--for', 'zoe@acme.example');
      expect(stranger).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('zoe@acme.example') });
    });

    test('doctor tells what is sound, what waits and what is missing', async () => {
      const { exitCode, stdout } = await throughline('doctor');
      expect(exitCode).toBe(1);
      expect(stdout).toMatch(/^ok +Database: answers and is up to date$/m);
      expect(stdout).toMatch(/^ok +Roles: throughline_app owns nothing/m);
      expect(stdout).toMatch(/^warn +Queue: answers, and no worker has ever run here$/m);
      expect(stdout).toMatch(/^problem +Mail: no mail server is set$/m);
      expect(stdout).toMatch(/^problem +ENCRYPTION_KEYS: is not set$/m);
      expect(stdout).toMatch(/^warn +acme-sohne: managers without a connection: 1 \(Ben Okafor\)$/m);
      expect(stdout).toMatch(/^warn +acme-sohne: people without a time zone: 1 \(Ben Okafor\)$/m);
    });

    test('doctor sees an application that owns the tables', async () => {
      const { stdout } = await commandLine({
        words: ['doctor'],
        cwd,
        environment: { ...environment, DATABASE_URL: ownerUrl },
      });
      expect(stdout).toMatch(/^problem +Roles: throughline_owner owns \w+, /m);
    });
  });

  test('with two organisations a command asks which', async () => {
    const second = await throughline(
      'organization',
      'create',
      '--name',
      'Globex',
      '--mail-domain',
      'globex.example',
      '--json',
    );
    expect(JSON.parse(second.stdout)).toMatchObject({ slug: 'globex', administrator_id: null });
    expect(await throughline('launch')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('acme-sohne, globex'),
    });
    expect(await throughline('launch', '-o', 'globex')).toMatchObject({ exitCode: 0, stdout: 'live\n' });
  });
});
