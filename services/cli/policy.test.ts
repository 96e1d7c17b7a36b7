import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditStore } from '@throughline/db/audit-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const throughline = residentCommandLine({ cwd, environment });

const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

let organizationId = '';
beforeAll(async () => {
  const acme = [
    'organization',
    'create',
    '--name',
    'Acme',
    '--mail-domain',
    'acme.example',
    '--time-zone',
    'Europe/Berlin',
  ];
  organizationId = (await throughline(...acme)).stdout.trim();
});

const published = () => db.inOrganization(organizationId, (tx) => policyStore(tx).all());
function file(name: string, content: unknown): string {
  writeFileSync(path.join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

describe('the policy from the command line', () => {
  test('show says what is asked and who is asked to help, or prints a file to change', async () => {
    const { stdout } = await throughline('policy', 'show');
    expect(stdout).toMatch(/intervalDays +180/);
    expect(stdout).toMatch(/skip_level +due_without_a_date +14/);
    const { rules, ...rest } = JSON.parse((await throughline('policy', 'show', '--json')).stdout) as Record<
      string,
      object
    >;
    expect(rest).toEqual({ key: 'everyone', name: 'Everyone', audience: { kind: 'everyone' } });
    expect(rules).toMatchObject({ steps: expect.arrayContaining([{ who: 'report', when: 'after_silence', days: 3 }]) });
  });

  test('publish makes a new version with a note, and leaves the old one as it was', async () => {
    const shown = JSON.parse((await throughline('policy', 'show', '--json')).stdout) as { rules: object };
    const steps = [{ who: 'manager', when: 'due_without_a_date', days: 7, text: 'We promised.' }];
    const name = file('policy.json', { ...shown, rules: { ...shown.rules, steps } });
    expect(await throughline('policy', 'publish', name, '--note', 'Quieter')).toMatchObject({
      exitCode: 0,
      stdout: '2\n',
    });
    const [first, second] = await published();
    expect(first?.rules.steps).toHaveLength(9);
    expect(second).toMatchObject({ version: 2, rules: { steps }, rolloutStartsOn: first?.rolloutStartsOn });
    const [entry] = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
    expect(entry).toMatchObject({ action: 'policy.published', actorKind: 'operator', details: { version: 2 } });
  });

  test('an empty list switches the steps off, and show says so', async () => {
    const name = file('off.json', {
      key: 'everyone',
      name: 'Everyone',
      audience: { kind: 'everyone' },
      rules: { steps: [] },
    });
    await throughline('policy', 'publish', name, '--note', 'Off');
    expect((await throughline('policy', 'show')).stdout).toContain('Steps are switched off.');
  });

  test.each([
    ['is not there', 'nowhere.json', 'cannot be read'],
    ['is no JSON', file('broken.json', '{'), 'is not JSON'],
    [
      'asks too much',
      file('often.json', { key: 'a', name: 'A', audience: { kind: 'everyone' }, rules: { intervalDays: 7 } }),
      'rules.intervalDays',
    ],
    [
      'has a rule with a slip of the pen',
      file('slip.json', { key: 'a', name: 'A', audience: { kind: 'everyone' }, rules: { intervallDays: 180 } }),
      'intervallDays',
    ],
    [
      'has steps out of order',
      file('order.json', {
        key: 'a',
        name: 'A',
        audience: { kind: 'everyone' },
        rules: {
          steps: [
            { who: 'hr', when: 'before_due', days: 9 },
            { who: 'report', when: 'before_due', days: 7 },
          ],
        },
      }),
      'rules.steps.1: expected report, manager, skip_level, hr in this order',
    ],
  ])('a file that %s is refused, and nothing is stored', async (_, name, why) => {
    const before = await published();
    const { exitCode, stdout, stderr } = await throughline('policy', 'publish', name, '--note', 'x');
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 1, stdout: '', stderr: expect.stringContaining(why) });
    expect(await published()).toEqual(before);
  });
});

test('a works council’s terms are switched on and off, on record', async () => {
  expect((await throughline('organization', 'works-council')).stdout).toBe('off\n');
  expect(await throughline('organization', 'works-council', 'on')).toMatchObject({ exitCode: 0, stdout: 'on\n' });
  const stored = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
  expect(stored?.worksCouncil).toBe(true);
  const [entry] = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
  expect(entry).toMatchObject({ action: 'organization.works_council_set', details: { works_council: true } });
  const refused = await throughline('organization', 'attendance', 'on');
  expect(refused).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('rule it out') });
  expect((await throughline('organization', 'works-council', 'off')).stdout).toBe('off\n');
  expect(await throughline('organization', 'works-council', 'maybe')).toMatchObject({ exitCode: 2, stdout: '' });
});
