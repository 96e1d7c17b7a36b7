import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { tokenRefreshStore } from './token-refresh-store.ts';
import { connectionStore, type Grant } from './connection-store.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore } from './people-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test' });
afterAll(() => db.close());

const now = at('2026-11-02T08:00:00Z');
const tokens = (name: string) => ({
  refreshToken: Buffer.from(`refresh ${name}`),
  accessToken: Buffer.from(`access ${name}`),
  accessTokenExpiresAt: now.add({ hours: 1 }),
  scopes: ['openid'],
});

async function aConnection(given: Partial<Grant> = {}) {
  const organization = anOrganization();
  const person = aStoredPerson();
  const grant: Grant = {
    id: uuid(),
    personId: person.id,
    provider: 'google',
    purpose: 'organize',
    accountSubject: 'subject',
    accountEmail: person.workEmail,
    tokens: tokens('first'),
    planHeldUntil: null,
    ...given,
  };
  const inStore = <T>(work: (store: ReturnType<typeof connectionStore>) => Promise<T>) =>
    db.inOrganization(organization.id, (tx) => work(connectionStore(tx)));
  const inRefresh = <T>(work: (store: ReturnType<typeof tokenRefreshStore>) => Promise<T>) =>
    db.inOrganization(organization.id, (tx) => work(tokenRefreshStore(tx)));
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await peopleStore(tx).put([person]);
    await connectionStore(tx).insert({ grant, now });
  });
  return { id: grant.id, grant, person, organization, inStore, inRefresh };
}

const until = now.add({ seconds: 30 });

test('a person has one connection at a time', async () => {
  const { grant, inStore } = await aConnection();
  await expect(inStore((store) => store.insert({ grant: { ...grant, id: uuid() }, now }))).rejects.toThrow();
  await inStore((store) => store.markDisconnected({ id: grant.id, now }));
  await inStore((store) => store.insert({ grant: { ...grant, id: uuid() }, now }));
});

test('another organisation sees none of it', async () => {
  const { id } = await aConnection();
  const other = await aConnection();
  expect(await other.inStore((store) => store.byId(id))).toBeNull();
  expect(await other.inStore((store) => store.markDisconnected({ id, now }))).toBe(false);
});

test('one of many gets the lease to refresh', async () => {
  const { id, inRefresh } = await aConnection();
  const lease = () => inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until }));
  const got = await Promise.all(Array.from({ length: 10 }, lease));
  expect(got.filter((one) => one !== null)).toHaveLength(1);
});

test('whoever saw the row before the last refresh gets no lease, even when it is free', async () => {
  const { id, inRefresh } = await aConnection();
  const leased = await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until }));
  await inRefresh((store) =>
    store.storeTokens({ lease: { id, refreshNumber: leased!.refreshNumber }, tokens: tokens('b') }),
  );
  expect(await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until }))).toBeNull();
});

test('nor does whoever saw it while that refresh was under way', async () => {
  const { id, inStore, inRefresh } = await aConnection();
  const { refreshNumber } = (await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until })))!;
  const seen = (await inStore((store) => store.byId(id)))!;
  await inRefresh((store) => store.storeTokens({ lease: { id, refreshNumber }, tokens: tokens('b') }));
  const seenNumber = seen.refreshNumber;
  expect(await inRefresh((store) => store.leaseRefresh({ id, seenNumber, wall: now, until }))).toBeNull();
});

test('tokens of a refresher that was replaced are not stored', async () => {
  const { id, inStore, inRefresh } = await aConnection();
  const late = await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until }));
  const wall = until.add({ seconds: 1 });
  await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 1, wall, until: wall.add({ seconds: 30 }) }));
  const lease = { id, refreshNumber: late!.refreshNumber };
  expect(await inRefresh((store) => store.storeTokens({ lease, tokens: tokens('late') }))).toBe(false);
  expect((await inStore((store) => store.byId(id)))?.accessToken?.toString()).toBe('access first');
});

test('a refresh under way when the person connects again does not overwrite what they granted', async () => {
  const { id, grant, inStore, inRefresh } = await aConnection();
  const leased = await inRefresh((store) => store.leaseRefresh({ id, seenNumber: 0, wall: now, until }));
  await inStore((store) => store.renew({ grant: { ...grant, tokens: tokens('renewed') }, now }));
  const lease = { id, refreshNumber: leased!.refreshNumber };
  expect(await inRefresh((store) => store.storeTokens({ lease, tokens: tokens('late') }))).toBe(false);
  expect((await inStore((store) => store.byId(id)))?.refreshToken?.toString()).toBe('refresh renewed');
});

test('one of many finds the grant gone, and with it the tokens go', async () => {
  const { id, inStore } = await aConnection();
  const mark = () =>
    inStore((store) => store.markReconnectRequired({ id, because: 'revoked', reason: 'grant_revoked', now }));
  const found = await Promise.all(Array.from({ length: 10 }, mark));
  expect(found.filter(Boolean)).toHaveLength(1);
  expect(await inStore((store) => store.byId(id))).toMatchObject({
    status: 'reconnect_required',
    refreshToken: null,
    accessToken: null,
    lastError: 'grant_revoked',
  });
});

test('connected again it is the same row, to be read in full', async () => {
  const { id, grant, inStore } = await aConnection();
  const leased = await inStore((store) => store.leaseSync({ id, wall: now, until }));
  const lease = { id, syncNumber: leased!.syncNumber };
  await inStore((store) => store.finishSync({ lease, cursor: 'cursor', now, nextSyncAt: until }));
  await inStore((store) => store.markReconnectRequired({ id, because: 'revoked', reason: 'grant_revoked', now }));
  await inStore((store) => store.renew({ grant, now }));
  expect(await inStore((store) => store.byId(id))).toMatchObject({
    status: 'active',
    syncCursor: null,
    brokenAt: null,
    lastError: null,
    failures: 0,
  });
});

test('calendars come up for reading when their time has come, the longest waiting first, those of people who are only seen as busy too', async () => {
  const { id, person, organization, inStore } = await aConnection();
  const other = aStoredPerson();
  const report = aStoredPerson();
  await db.inOrganization(organization.id, (tx) => peopleStore(tx).put([other, report]));
  const grant = (personId: string, purpose: Grant['purpose']): Grant => ({
    id: uuid(),
    personId,
    provider: 'google',
    purpose,
    accountSubject: personId,
    accountEmail: person.workEmail,
    tokens: tokens('other'),
    planHeldUntil: null,
  });
  const earlier = grant(other.id, 'organize');
  await inStore((store) => store.insert({ grant: earlier, now: now.subtract({ minutes: 1 }) }));
  const latest = grant(report.id, 'availability');
  await inStore((store) => store.insert({ grant: latest, now: now.add({ minutes: 1 }) }));
  const due = (wall = now) => inStore((store) => store.dueForSync({ now, wall, limit: 10 }));
  const soon = now.add({ minutes: 1 });
  expect(await inStore((store) => store.dueForSync({ now: soon, wall: now, limit: 10 }))).toEqual([
    earlier.id,
    id,
    latest.id,
  ]);
  expect(await due()).toEqual([earlier.id, id]);
  const leased = await inStore((store) => store.leaseSync({ id: earlier.id, wall: now, until }));
  expect(await due()).toEqual([id]);
  expect(await due(until)).toEqual([earlier.id, id]);
  const lease = { id: earlier.id, syncNumber: leased!.syncNumber };
  const nextSyncAt = now.add({ minutes: 12 });
  await inStore((store) => store.postponeSync({ lease, reason: 'unavailable', nextSyncAt }));
  expect(await due()).toEqual([id]);
  expect(await inStore((store) => store.byId(earlier.id))).toMatchObject({ failures: 1, lastError: 'unavailable' });
});
