import { peopleStore } from '@throughline/db/people-store.ts';
import { expect, test } from 'vitest';
import { connectionPage } from './connection-page.ts';
import { createOrganization } from './create-organization.ts';
import { findViewer } from './find-viewer.ts';
import { importPeople } from './import-people.ts';
import { openSession } from './open-session.ts';
import { testContext } from './testing/test-context.ts';

/** Half past midnight in Berlin, and still the day before in UTC. */
const context = await testContext({ now: '2026-11-22T23:30:00Z' });

test('whoever HR names a manager is one at once, by the organisation’s own date', async () => {
  const created = await createOrganization(context, {
    slug: 'midnight',
    name: 'Midnight',
    mailDomains: ['midnight.example'],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor: { kind: 'operator' },
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const someone = (name: string, manager: string | null) => ({
    externalId: name,
    givenName: name,
    familyName: 'Example',
    workEmail: `${name.toLowerCase()}@midnight.example`,
    manager: manager === null ? null : { externalId: manager },
  });
  await importPeople(context, { organizationId, rows: [someone('Mona', null), someone('Ana', 'Mona')] });
  const [mona] = await context.db.inOrganization(organizationId, (tx) =>
    peopleStore(tx).known({ externalIds: ['Mona'], emails: [] }),
  );
  const personId = mona?.id ?? '';
  const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
  const viewer = await findViewer(context, { sessionToken: token });
  expect(viewer?.roles).toEqual(new Set(['manager']));
  const page = await connectionPage(
    {
      ...context,
      calendars: {
        offered: () => ['google'],
        provider: () => {
          throw new Error('nobody is asked');
        },
      },
    },
    { organizationId, personId },
  );
  expect(page.purpose).toBe('organize');
});
