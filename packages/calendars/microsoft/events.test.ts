import { afterAll, expect, test } from 'vitest';
import { kindOf } from '../contract/oauth.ts';
import { aDraft, anAgenda, anAttachment, aPlacement, connect, placeFully, twoPeople } from '../contract/world.ts';
import { startMicrosoftWorld } from '../testing/microsoft-world.ts';
import { expandedProperties } from './named-properties.ts';

const world = await startMicrosoftWorld({ wall: () => Temporal.Now.instant() });
afterAll(() => world.close());
const { events } = world.provider;

const setUp = async () => {
  const pair = await twoPeople({ world });
  const { auth } = await connect({ world, email: pair.manager });
  return { auth, ...pair, ...aPlacement({ world, ...pair }) };
};

test.each(['409', '400'])('a transactionId used for another text is taken, whether a %s says so', async (status) => {
  const { auth, manager, report, draft, marker, ...given } = await setUp();
  const attempt = { auth, ...given, step: 'planned', providerEventId: null } as const;
  const first = await events.place({ ...attempt, draft });
  if (status === '400') await world.inject({ kind: 'duplicate_as_400', account: manager });
  const other = aDraft({ manager, report, marker, start: '2027-03-03T14:00:00Z' });
  expect(await kindOf(events.place({ ...attempt, draft: other }))).toBe('conflict');
  const found = await events.find({ auth, marker, idempotencyId: given.idempotencyId });
  expect(found?.providerEventId).toBe(first.event.providerEventId);
});

test('of two entries with our marker, a look finds the one we made', async () => {
  const { auth, manager, marker, idempotencyId, ...given } = await setUp();
  const { providerEventId } = await placeFully({ world, auth, idempotencyId, ...given });
  await world.edit({ email: manager, providerEventId, edit: { kind: 'copy' } });
  await world.edit({ email: manager, providerEventId, edit: { kind: 'retitle', title: 'Coffee' } });
  expect((await events.find({ auth, marker, idempotencyId }))?.providerEventId).toBe(providerEventId);
});

test('a copy some tool made and sent is taken out of the one mailbox, and nobody is told of it again', async () => {
  const { auth, manager, report, marker, draft, idempotencyId, attachment } = await setUp();
  const { providerEventId } = await placeFully({ world, auth, draft, idempotencyId, attachment });
  const path = '/v1.0/me/events';
  const found = await world.asPerson({
    email: manager,
    method: 'GET',
    path: `${path}/${encodeURIComponent(providerEventId)}?$expand=${encodeURIComponent(expandedProperties)}`,
    headers: { prefer: 'IdType="ImmutableId"' },
  });
  const { singleValueExtendedProperties } = found as { singleValueExtendedProperties: unknown };
  const time = (hour: string) => ({ dateTime: `2027-03-03T${hour}:00:00`, timeZone: 'UTC' });
  const body = {
    subject: draft.title,
    start: time('14'),
    end: time('15'),
    attendees: [{ type: 'required', emailAddress: { address: report } }],
    singleValueExtendedProperties,
  };
  await world.asPerson({ email: manager, method: 'POST', path, body });
  const before = await world.calendarMailsTo(report);
  const copy = (await world.seenBy(manager)).find(({ id }) => id !== providerEventId)!.id;
  expect(await events.get({ auth, providerEventId: copy })).toMatchObject({ marker });
  await events.discard({ auth, providerEventId: copy });
  expect((await world.seenBy(manager)).map(({ id }) => id)).toEqual([providerEventId]);
  expect(await world.calendarMailsTo(report)).toBe(before);
});

test('categories people gave the entry stay when ours is put back', async () => {
  const { auth, manager, draft, idempotencyId, attachment } = await setUp();
  const { providerEventId } = await placeFully({ world, auth, draft, idempotencyId, attachment });
  const path = `/v1.0/me/events/${encodeURIComponent(providerEventId)}`;
  const headers = { prefer: 'IdType="ImmutableId"' };
  const body = { categories: ['Blue'] };
  await world.asPerson({ email: manager, method: 'PATCH', path, headers, body });
  await events.update({ auth, providerEventId, etag: null, draft, moves: true });
  const seen = await world.asPerson({ email: manager, method: 'GET', path, headers });
  expect(seen).toMatchObject({ categories: ['Career conversation', 'Blue'] });
});

test('an id that is none of Graph’s names no entry', async () => {
  const { auth } = await setUp();
  expect(await events.get({ auth, providerEventId: 'no id at all' })).toBeNull();
  await expect(events.cancel({ auth, providerEventId: 'no id at all' })).resolves.toBeUndefined();
  await expect(events.discard({ auth, providerEventId: 'no id at all' })).resolves.toBeUndefined();
});

test('what was placed and never sent is taken out again without a word', async () => {
  const { auth, manager, report, draft, idempotencyId, attachment } = await setUp();
  const attempt = { auth, draft, idempotencyId, attachment, step: 'planned', providerEventId: null } as const;
  const { event } = await events.place(attempt);
  await events.cancel({ auth, providerEventId: event.providerEventId });
  expect(await world.seenBy(manager)).toEqual([]);
  expect(await world.calendarMailsTo(report)).toBe(0);
});

test('a revision that broke off and was taken back leaves the first agenda’s file, and nobody is told', async () => {
  const { auth, manager, report, draft, marker, attachment, idempotencyId } = await setUp();
  const { providerEventId } = await placeFully({ world, auth, idempotencyId, draft, attachment });
  const mails = await world.calendarMailsTo(report);
  const before = (await world.seenBy(manager))[0];
  const agenda = anAgenda('The next step');
  const other = { draft: aDraft({ manager, report, marker, agenda }), attachment: anAttachment(agenda.title) };
  await world.inject({ kind: 'status', status: 503, account: manager, method: 'PATCH' });
  expect(await kindOf(events.reviseAgenda({ auth, providerEventId, ...other }))).toBe('uncertain');
  await events.reviseAgenda({ auth, providerEventId, draft, attachment });
  expect((await world.seenBy(manager))[0]).toEqual(before);
  expect(await world.calendarMailsTo(report)).toBe(mails);
});

test('an entry put back whose answer is lost, put back again, is told of once', async () => {
  const { auth, manager, report, draft, idempotencyId, attachment } = await setUp();
  const { providerEventId } = await placeFully({ world, auth, idempotencyId, draft, attachment });
  await world.edit({ email: manager, providerEventId, edit: { kind: 'make_public' } });
  const mails = await world.calendarMailsTo(report);
  await world.inject({ kind: 'response_lost', account: manager, method: 'PATCH' });
  expect(await kindOf(events.update({ auth, providerEventId, etag: null, draft, moves: true }))).toBe('uncertain');
  expect(await world.calendarMailsTo(report)).toBeLessThanOrEqual(mails + 1);
  const { etag = null } = (await events.get({ auth, providerEventId })) as { etag?: string | null };
  await events.update({ auth, providerEventId, etag, draft, moves: true });
  expect(await world.calendarMailsTo(report)).toBeLessThanOrEqual(mails + 1);
});
