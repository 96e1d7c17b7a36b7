import { auditStore } from '@throughline/db/audit-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { expect, test } from 'vitest';
import { createOrganization } from './create-organization.ts';
import { importPeople } from './import-people.ts';
import { launchOrganization } from './launch-organization.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { pauseOrganization } from './pause-organization.ts';
import { resumeOrganization } from './resume-organization.ts';
import { reviewLaunch } from './review-launch.ts';
import { testContext } from './testing/test-context.ts';
import { withdrawOrganization } from './withdraw-organization.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const { db, clock } = context;
const actor = { kind: 'operator' } as const;
const everyone = { kind: 'everyone' } as const;
const launchedQuietly = { kind: 'launched', announcedTo: 0 };
let organizations = 0;

async function aDraft(): Promise<string> {
  organizations += 1;
  const created = await createOrganization(context, { ...anOrder, slug: `draft-${organizations}` });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const names = ['ana', 'eli', 'fay'];
  const manager = { externalId: 'ben' };
  await importPeople(context, {
    organizationId,
    rows: [
      { externalId: 'ben', givenName: 'Ben', familyName: 'Wójcik', workEmail: 'ben@example.com' },
      ...names.map((name) => ({
        externalId: name,
        givenName: name,
        familyName: 'Ruiz',
        workEmail: `${name}@example.com`,
        timeZone: 'Europe/Berlin',
        groups: name === 'ana' ? ['Research'] : [],
        manager,
      })),
    ],
  });
  return organizationId;
}

const anOrder = {
  name: 'Example',
  mailDomains: ['Example.com'],
  timeZone: 'Europe/Berlin',
  demo: false,
  administrator: { givenName: 'Dia', familyName: 'Novak', workEmail: 'Dia@example.com' },
  actor,
};

const latest = (organizationId: string) => db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());

test('a new organisation is a draft with a policy and an administrator, under a slug of its own', async () => {
  const created = await createOrganization(context, { ...anOrder, slug: 'example' });
  if (created.kind !== 'created') throw new Error(created.kind);
  const stored = await db.inOrganization(created.organizationId, (tx) => organizationStore(tx).bySlug('example'));
  expect(stored).toMatchObject({ state: 'draft', launchedOn: null, mailDomains: ['example.com'] });
  expect(await createOrganization(context, { ...anOrder, slug: 'example' })).toEqual({ kind: 'slug_taken' });
});

test('of several orders for the same slug at once, one is carried out', async () => {
  const orders = await Promise.all([1, 2, 3].map(() => createOrganization(context, { ...anOrder, slug: 'raced' })));
  expect(orders.map(({ kind }) => kind).toSorted()).toEqual(['created', 'slug_taken', 'slug_taken']);
});

test('a preview says who would be invited when and opens nothing; the launch then does as it said', async () => {
  const organizationId = await aDraft();
  clock.advanceBy({ days: 14 });
  const preview = await reviewLaunch(context, { organizationId, target: everyone });
  if (preview.kind !== 'review') throw new Error(preview.reason);
  expect(
    preview.pairs.map(({ manager, managerIsConnected }) => ({ manager: manager.displayName, managerIsConnected })),
  ).toEqual([1, 2, 3].map(() => ({ manager: 'Ben Wójcik', managerIsConnected: false })));
  const [first] = preview.pairs;
  expect(first?.dueOn.toString()).toBe('2026-12-14');
  expect(first?.invitedFrom.toString()).toBe('2026-11-18');
  expect(await openDueConversations(context, { organizationId })).toMatchObject({ opened: 0 });
  expect(await latest(organizationId)).toEqual([]);

  expect(await launchOrganization(context, { organizationId, target: everyone, actor })).toEqual(launchedQuietly);
  await openDueConversations(context, { organizationId });
  const opened = await latest(organizationId);
  const dueDates = (some: readonly { dueOn: Temporal.PlainDate }[]) =>
    some.map(({ dueOn }) => dueOn.toString()).toSorted();
  expect(dueDates(opened)).toEqual(dueDates(preview.pairs));
  clock.advanceBy({ days: -14 });
});

test('a pilot serves its audience, then everyone', async () => {
  const organizationId = await aDraft();
  const pilot = { kind: 'pilot', audience: { kind: 'group', group: 'Research' } } as const;
  await launchOrganization(context, { organizationId, target: pilot, actor });
  expect(await openDueConversations(context, { organizationId })).toMatchObject({ opened: 1 });
  await launchOrganization(context, { organizationId, target: everyone, actor });
  expect(await openDueConversations(context, { organizationId })).toMatchObject({ opened: 2 });
});

test('states follow one another as they should, and each change is on record', async () => {
  const organizationId = await aDraft();
  const refused = (reason: string) => ({ kind: 'refused', reason });
  const input = { organizationId, actor };
  expect(await resumeOrganization(context, input)).toEqual(refused('not_paused'));
  await launchOrganization(context, { ...input, target: everyone });
  expect(await launchOrganization(context, { ...input, target: everyone })).toEqual(refused('already_live'));
  expect(await pauseOrganization(context, input)).toEqual({ kind: 'paused' });
  expect(await pauseOrganization(context, input)).toEqual(refused('already_paused'));
  expect(await launchOrganization(context, { ...input, target: everyone })).toEqual(refused('paused'));
  expect(await resumeOrganization(context, input)).toEqual({ kind: 'resumed', state: 'live' });
  expect(await withdrawOrganization(context, input)).toEqual({ kind: 'withdrawn', cancelledEvents: 0 });
  expect(await launchOrganization(context, { ...input, target: everyone })).toEqual(launchedQuietly);

  const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 10 }));
  expect(rows.map(({ action, details }) => `${action}: ${details['from'] ?? ''}–${details['to'] ?? ''}`)).toEqual([
    'organization.launched: draft–live',
    'organization.withdrawn: live–draft',
    'organization.resumed: paused–live',
    'organization.paused: live–paused',
    'organization.launched: draft–live',
    'people.imported: –',
    'policy.published: –',
    'organization.created: –',
  ]);
});
