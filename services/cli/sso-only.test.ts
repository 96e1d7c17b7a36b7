import { auditStore } from '@throughline/db/audit-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { emptyDirectory } from './testing/empty-directory.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const record = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const issuer = 'https://acme.okta.com';
const oidc = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
const here = residentCommandLine({ cwd, environment: record });
const withIssuer = residentCommandLine({ cwd, environment: { ...record, ...oidc } });

const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

test('signing in at a provider alone is switched on where there is one, and off in any case', async () => {
  const create = (name: string) => here('organization', 'create', '--name', name, '--mail-domain', `${name}.example`);
  const organizationId = (await create('acme')).stdout.trim();
  const stored = () => db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));

  expect(await here('organization', 'sso-only')).toMatchObject({ exitCode: 0, stdout: 'off\n' });
  expect(await here('organization', 'sso-only', 'on')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('Nobody could sign in any more') as unknown,
  });
  expect(await withIssuer('organization', 'sso-only', 'on')).toMatchObject({ exitCode: 0, stdout: 'on\n' });
  expect((await stored())?.ssoOnly).toBe(true);
  expect(await here('organization', 'sso-only', 'off')).toMatchObject({ exitCode: 0, stdout: 'off\n' });

  await create('umbrella');
  const acme = ['-o', 'acme'];
  expect(await withIssuer('organization', 'sso-only', 'on', ...acme)).toMatchObject({ exitCode: 1 });
  expect(await here('organization', 'issuer', 'on', ...acme)).toMatchObject({ exitCode: 1 });
  expect(await withIssuer('organization', 'issuer', 'on', ...acme)).toMatchObject({
    exitCode: 0,
    stdout: `${issuer}\n`,
  });
  expect(await withIssuer('organization', 'sso-only', 'on', ...acme)).toMatchObject({ exitCode: 0 });
  const acts = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 2 }));
  expect(acts.map(({ action }) => action)).toEqual(['organization.sso_only_set', 'organization.issuer_set']);
});
