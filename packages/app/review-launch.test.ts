import { auditStore } from '@throughline/db/audit-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { expect, test } from 'vitest';
import { createOrganization } from './create-organization.ts';
import { importPeople } from './import-people.ts';
import { launchOrganization } from './launch-organization.ts';
import { launchReviewOf } from './launch-review-json.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { reviewLaunch } from './review-launch.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2026-11-02T08:00:00Z' });
const { db } = context;
const actor = { kind: 'operator' } as const;
const everyone = { kind: 'everyone' } as const;

/** Top, two leads below, one of whom leads Rue in Auckland and Sol, whose zone nobody knows; the other leads Tim and Uma. */
async function aDraft(): Promise<string> {
  const created = await createOrganization(context, {
    slug: 'acme',
    name: 'Acme',
    mailDomains: ['acme.example'],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: null,
    actor,
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const person = (name: string, manager: string | null, timeZone: string | null = 'Europe/Berlin') => ({
    externalId: name,
    givenName: name,
    familyName: 'Ruiz',
    workEmail: `${name.toLowerCase()}@acme.example`,
    timeZone,
    manager: manager === null ? null : { externalId: manager },
  });
  await importPeople(context, {
    organizationId,
    rows: [
      person('Top', null),
      person('Lee', 'Top'),
      person('Max', 'Top'),
      person('Rue', 'Lee', 'Pacific/Auckland'),
      person('Sol', 'Lee', null),
      person('Tim', 'Max'),
      person('Uma', 'Max'),
    ],
  });
  return organizationId;
}

const organizationId = await aDraft();

test('a review says what a launch would come to, names what stands in its way, and stores nothing', async () => {
  const reviewed = await reviewLaunch(context, { organizationId, target: everyone });
  if (reviewed.kind !== 'review') throw new Error(reviewed.reason);
  const { review, people, invitation, pairs } = reviewed;
  const name = (id: string) => people.get(id)?.givenName;
  expect(review.conversations).toBe(6);
  expect(review.managers.connected).toBe(0);
  expect(new Set(review.managers.toConnect.map(name))).toEqual(new Set(['Lee', 'Max', 'Top']));
  expect(review.withoutZone.map(name)).toEqual(['Sol']);
  expect(review.withoutCommonHour.map(({ reportId, managerId }) => [name(reportId), name(managerId)])).toEqual([
    ['Rue', 'Lee'],
  ]);
  expect(review.firstInvitationOn?.toString()).toBe('2026-11-04');
  expect(review.hours.map(({ minutes }) => minutes)).toEqual([120, 120, 120]);
  expect(review.leaders.conversations).toBe(2);
  expect(
    pairs
      .filter(({ isLeaders }) => isLeaders)
      .map(({ report }) => report.givenName)
      .toSorted(),
  ).toEqual(['Lee', 'Max']);
  expect(invitation?.draft.title).toMatch(/^Career conversation: Top & (Lee|Max)$/);
  expect(invitation?.draft.bodyText).toContain('Nothing is wrong.');
  expect(invitation?.draft.agendaUrl).toBe('http://throughline.example/conversations/…/agenda');

  const page = launchReviewOf(reviewed);
  expect(page.hours?.some.map(({ manager }) => manager.displayName)).toContain('Max Ruiz');
  expect(page.months.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(360);
  const withWorksCouncil = launchReviewOf({ ...reviewed, hasWorksCouncil: true });
  expect(withWorksCouncil).toMatchObject({ hours: null, months: page.months });

  const stored = await db.inOrganization(organizationId, async (tx) => ({
    organization: await organizationStore(tx).byId(organizationId),
    conversations: await conversationStore(tx).latest(),
    last: (await auditStore(tx).latest({ limit: 1 })).map(({ action }) => action),
  }));
  expect(stored).toMatchObject({ organization: { state: 'draft' }, conversations: [], last: ['people.imported'] });
});

test('the launch then does as it said: those who lead are due first, in a pilot as well as after it', async () => {
  const target = { kind: 'pilot', audience: { kind: 'person', personId: await idOf('Tim') } } as const;
  await launchOrganization(context, { organizationId, target, actor });
  await openDueConversations(context, { organizationId });
  const reviewed = await reviewLaunch(context, { organizationId, target: everyone });
  if (reviewed.kind !== 'review') throw new Error(reviewed.reason);
  expect(reviewed.review.conversations).toBe(6);

  await launchOrganization(context, { organizationId, target: everyone, actor });
  await openDueConversations(context, { organizationId });
  const open = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
  const dueOn = (some: readonly { dueOn: Temporal.PlainDate }[]) => some.map((one) => one.dueOn.toString()).toSorted();
  expect(dueOn(open)).toEqual(dueOn(reviewed.pairs));
  const leaders = reviewed.pairs.flatMap(({ report, isLeaders }) => (isLeaders ? report.id : []));
  const ofLeaders = dueOn(open.filter(({ reportId }) => leaders.includes(reportId)));
  // Two of six are spread over the first third of the rollout, from day 28 to day 90.
  expect(ofLeaders.every((date) => date < '2026-12-22')).toBe(true);
  expect(await reviewLaunch(context, { organizationId, target: everyone })).toEqual({
    kind: 'refused',
    reason: 'already_live',
  });
});

async function idOf(name: string): Promise<string> {
  const reviewed = await reviewLaunch(context, { organizationId, target: everyone });
  if (reviewed.kind !== 'review') throw new Error(reviewed.reason);
  const [id] = [...reviewed.people.values()].flatMap((person) => (person.givenName === name ? person.id : []));
  return id!;
}
