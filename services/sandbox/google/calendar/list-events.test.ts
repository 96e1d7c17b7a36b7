import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { describe, expect, test } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };

function onDay(day: number, summary = `day ${day}`): calendar_v3.Schema$Event {
  const date = (at: number) => `2027-01-${String(at).padStart(2, '0')}`;
  return { summary, start: { date: date(day) }, end: { date: date(day + 1) } };
}

async function withDays(days: readonly number[]) {
  const sandbox = await startWithPeople();
  const { events } = await sandbox.calendarOf('ana@acme.example');
  const ids: string[] = [];
  for (const day of days) ids.push((await events.insert({ ...primary, requestBody: onDay(day) })).data.id ?? '');
  return { ...sandbox, events, ids };
}

/** Follows every page of a list, as a client must. */
async function everyPage(events: calendar_v3.Resource$Events, parameters: calendar_v3.Params$Resource$Events$List) {
  const items: calendar_v3.Schema$Event[] = [];
  let pageToken: string | undefined;
  let pages = 0;
  for (;;) {
    const { data } = await events.list({
      ...primary,
      ...parameters,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    items.push(...(data.items ?? []));
    pages += 1;
    if (!data.nextPageToken) return { items, pages, syncToken: data.nextSyncToken ?? null };
    pageToken = data.nextPageToken;
  }
}

describe('paging', () => {
  test('every entry comes once, and only the last page carries a sync token', async () => {
    const { events } = await withDays([1, 2, 3, 4, 5]);
    const { items, pages, syncToken } = await everyPage(events, { maxResults: 2 });
    expect(items.map((event) => event.summary)).toEqual(['day 1', 'day 2', 'day 3', 'day 4', 'day 5']);
    expect(pages).toBe(3);
    expect(syncToken).not.toBeNull();
    expect((await events.list({ ...primary, maxResults: 2 })).data).not.toHaveProperty('nextSyncToken');
  });

  test('a page may be empty and still lead to more', async () => {
    const { events, control } = await withDays([1, 2, 3]);
    await control('POST', 'faults', { kind: 'short_page', items: 0 });
    const { data } = await events.list(primary);
    expect(data.items).toEqual([]);
    expect(data.nextPageToken).toEqual(expect.any(String));
    expect((await everyPage(events, {})).items).toHaveLength(3);
  });

  test('what changes between two pages is neither lost nor skipped by the sync token', async () => {
    const { events, ids } = await withDays([1, 2, 3, 4]);
    const first = (await events.list({ ...primary, maxResults: 2 })).data;
    await events.patch({ ...primary, eventId: ids[0] ?? '', requestBody: { summary: 'changed meanwhile' } });
    const rest = (await events.list({ ...primary, pageToken: first.nextPageToken ?? '' })).data;
    expect(rest.items?.map((event) => event.summary)).toEqual(expect.arrayContaining(['day 3', 'day 4']));
    const { items } = await everyPage(events, { syncToken: rest.nextSyncToken ?? '' });
    expect(items.map((event) => event.summary)).toContain('changed meanwhile');
  });
});

describe('choosing', () => {
  test('timeMin bounds the end and timeMax the start, neither included; days are days of the calendar zone', async () => {
    const { events } = await withDays([5, 6, 7]);
    const between = async (timeMin: string, timeMax: string) =>
      (await events.list({ ...primary, timeMin, timeMax })).data.items?.map((event) => event.summary);
    expect(await between('2027-01-05T23:00:00Z', '2027-01-06T23:00:00Z')).toEqual(['day 6']);
    expect(await between('2027-01-05T22:59:59Z', '2027-01-06T23:00:01Z')).toEqual(['day 5', 'day 6', 'day 7']);
  });

  test('private properties named more than once must all fit', async () => {
    const { events } = await withDays([1]);
    const marked = (a: string, b: string) => ({ ...onDay(3), extendedProperties: { private: { a, b } } });
    for (const [a, b] of [
      ['1', '1'],
      ['1', '2'],
    ] as const) {
      await events.insert({ ...primary, requestBody: marked(a, b) });
    }
    const privateExtendedProperty = ['a=1', 'b=2'];
    const { data } = await events.list({ ...primary, privateExtendedProperty });
    expect(data.items).toHaveLength(1);
    expect(data.items?.[0]?.extendedProperties?.private).toEqual({ a: '1', b: '2' });
  });

  test('orderBy=startTime sorts, but only expanded lists', async () => {
    const { events } = await withDays([9, 3, 6]);
    const { data } = await events.list({ ...primary, singleEvents: true, orderBy: 'startTime' });
    expect(data.items?.map((event) => event.summary)).toEqual(['day 3', 'day 6', 'day 9']);
    expect((await refusal(events.list({ ...primary, orderBy: 'startTime' }))).status).toBe(400);
  });

  test('text, kinds of entry and deleted ones can be asked for', async () => {
    const { events, ids } = await withDays([1, 2]);
    await events.insert({
      ...primary,
      requestBody: {
        eventType: 'workingLocation',
        visibility: 'public',
        transparency: 'transparent',
        workingLocationProperties: { type: 'homeOffice', homeOffice: {} },
        ...onDay(4, 'Home'),
      },
    });
    await events.delete({ ...primary, eventId: ids[0] ?? '' });
    const list = async (parameters: calendar_v3.Params$Resource$Events$List) =>
      (await events.list({ ...primary, ...parameters })).data.items?.map((event) => event.summary ?? event.status);
    expect(await list({ q: 'DAY 2' })).toEqual(['day 2']);
    expect(await list({ eventTypes: ['workingLocation'] })).toEqual(['Home']);
    expect(await list({ showDeleted: true })).toEqual(expect.arrayContaining(['cancelled']));
  });

  test('fields cuts the answer down to what was asked', async () => {
    const { events } = await withDays([1]);
    const { data } = await events.list({ ...primary, fields: 'items(id,start/date),nextSyncToken' });
    expect(data).toEqual({
      items: [{ id: expect.any(String), start: { date: '2027-01-01' } }],
      nextSyncToken: expect.any(String),
    });
    expect((await refusal(events.list({ ...primary, fields: 'items(id' }))).status).toBe(400);
  });
});

describe('sync tokens', () => {
  test('bring what changed since: new, changed, and deleted as little more than an id', async () => {
    const { events, ids } = await withDays([1, 2, 3]);
    const { syncToken } = await everyPage(events, {});
    await events.insert({ ...primary, requestBody: onDay(4) });
    await events.patch({ ...primary, eventId: ids[1] ?? '', requestBody: { summary: 'changed' } });
    await events.delete({ ...primary, eventId: ids[2] ?? '' });
    const { items, syncToken: next } = await everyPage(events, { syncToken: syncToken ?? '' });
    expect(items.map((event) => event.summary ?? event.status)).toEqual(['day 4', 'changed', 'cancelled']);
    expect(Object.keys(items[2] ?? {}).toSorted()).toEqual(['etag', 'id', 'kind', 'status']);
    expect((await everyPage(events, { syncToken: next ?? '' })).items).toEqual([]);
  });

  test.each([
    ['timeMin', { timeMin: '2027-01-01T00:00:00Z' }],
    ['timeMax', { timeMax: '2027-01-01T00:00:00Z' }],
    ['updatedMin', { updatedMin: '2027-01-01T00:00:00Z' }],
    ['q', { q: 'x' }],
    ['iCalUID', { iCalUID: 'x' }],
    ['privateExtendedProperty', { privateExtendedProperty: ['a=b'] }],
    ['sharedExtendedProperty', { sharedExtendedProperty: ['a=b'] }],
    ['orderBy', { orderBy: 'updated' }],
    ['showDeleted=false', { showDeleted: false }],
    ['another singleEvents', { singleEvents: true }],
  ])('cannot be combined with %s', async (_name, parameters) => {
    const { events } = await withDays([1]);
    const { syncToken } = await everyPage(events, {});
    const list = events.list({ ...primary, ...parameters, syncToken: syncToken ?? '' });
    expect((await refusal(list)).status).toBe(400);
  });

  test('once invalidated answer 410 and ask for a full sync; a new token works', async () => {
    const { events, control } = await withDays([1]);
    const { syncToken } = await everyPage(events, {});
    await control('POST', 'faults', { kind: 'invalidate_sync_tokens', account: 'ana@acme.example' });
    expect(await refusal(events.list({ ...primary, syncToken: syncToken ?? '' }))).toEqual({
      status: 410,
      reason: 'fullSyncRequired',
    });
    const again = await everyPage(events, {});
    expect((await everyPage(events, { syncToken: again.syncToken ?? '' })).items).toEqual([]);
  });

  test('a full list shows no deleted entries, so a gap must be found by comparing', async () => {
    const { events, ids } = await withDays([1, 2]);
    await events.delete({ ...primary, eventId: ids[0] ?? '' });
    expect((await everyPage(events, {})).items.map((event) => event.summary)).toEqual(['day 2']);
  });
});
