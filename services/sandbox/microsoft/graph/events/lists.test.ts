import { describe, expect, test } from 'vitest';
import { graphOf, graphWith, hourAt, startWithMixedPeople } from '../../../testing/graph-client.ts';
import type { GraphCall } from '../../../testing/graph-client.ts';
import {
  connectMicrosoft,
  microsoftParameters,
  signInScopes,
  startWithMicrosoftPeople,
} from '../../../testing/microsoft-consent.ts';

const id = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker';
const weekly = {
  subject: '1:1',
  start: { dateTime: '2027-03-15T10:00:00', timeZone: 'Europe/Madrid' },
  end: { dateTime: '2027-03-15T10:30:00', timeZone: 'Europe/Madrid' },
  recurrence: {
    pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
    range: { type: 'endDate', startDate: '2027-03-15', endDate: '2027-04-05' },
  },
};
const march = 'startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-05-01T00:00:00Z';

async function withEvents(...events: readonly object[]) {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  for (const body of events) await mia('POST', '/me/events', { body });
  return { ...sandbox, mia };
}

const subjectsOf = async (call: GraphCall, path: string) => {
  const { body } = await call('GET', path);
  return body.value.map(({ subject }: { subject: string }) => subject) as string[];
};

const three = [9, 11, 13].map((hour) => ({
  subject: `at ${hour}`,
  ...hourAt(hour),
  singleValueExtendedProperties: [{ id, value: `c-${hour}` }],
}));

describe('a list', () => {
  test('comes in pages of ten unless $top says otherwise, each naming the next', async () => {
    const { mia } = await withEvents(...Array.from({ length: 12 }, (_, at) => ({ subject: `${at}`, ...hourAt(9) })));
    const first = (await mia('GET', '/me/events')).body;
    expect(first.value).toHaveLength(10);
    const second = (await mia('GET', first['@odata.nextLink'])).body;
    expect(second.value).toHaveLength(2);
    expect(second).not.toHaveProperty('@odata.nextLink');
    expect((await mia('GET', '/me/events?$top=20&$count=true')).body).toMatchObject({ '@odata.count': 12 });
  });

  test.each([
    [`singleValueExtendedProperties/any(ep: ep/id eq '${id}' and ep/value eq 'c-11')`, ['at 11']],
    [`singleValueExtendedProperties/any(ep: ep/id eq '${id.toUpperCase()}' and ep/value eq 'c-11')`, ['at 11']],
    [`singleValueExtendedProperties/any(ep: ep/id eq '${id}' and ep/value eq 'c-1')`, []],
    ["start/dateTime ge '2027-01-12T11:00:00' and end/dateTime le '2027-01-12T12:00'", ['at 11']],
    ["start/dateTime lt '2027-01-12T11:00:00Z' or subject eq 'at 13'", ['at 9', 'at 13']],
    ["not (contains(subject,'1'))", ['at 9']],
    ["startswith(subject,'at 1') and isCancelled eq false", ['at 11', 'at 13']],
  ])('filtered by %s', async (filter, expected) => {
    const { mia } = await withEvents(...three);
    expect(await subjectsOf(mia, `/me/events?$filter=${encodeURIComponent(filter)}`)).toEqual(expected);
  });

  test.each(["transactionId eq 'x'", 'subject', "subject eq 'x", "attachments/any(a: a/name eq 'x')"])(
    'cannot be filtered by %s',
    async (filter) => {
      const { mia } = await withEvents(...three);
      expect((await mia('GET', `/me/events?$filter=${encodeURIComponent(filter)}`)).status).toBe(400);
    },
  );

  test('in an order, with some properties, with extended ones expanded', async () => {
    const { mia } = await withEvents(...three);
    expect(await subjectsOf(mia, '/me/events?$orderby=start/dateTime desc')).toEqual(['at 13', 'at 11', 'at 9']);
    const { body } = await mia('GET', '/me/events?$select=subject,start&$top=1');
    expect(Object.keys(body.value[0]).toSorted()).toEqual(['@odata.etag', 'id', 'start', 'subject']);
    expect((await mia('GET', '/me/events?$select=title')).status).toBe(400);
    const expand = `$expand=singleValueExtendedProperties($filter=id eq '${id}')`;
    const expanded = (await mia('GET', `/me/events?${expand}&$select=subject`)).body.value;
    expect(expanded[2].singleValueExtendedProperties).toEqual([{ id, value: 'c-13' }]);
  });
});

describe('a series', () => {
  test('is its master in a list, its occurrences in a view; 10:00 stays 10:00 across the change of the clocks', async () => {
    const { mia } = await withEvents(weekly, { subject: 'once', ...hourAt(9, '2027-03-16') });
    const [master] = (await mia('GET', '/me/events')).body.value;
    expect(master).toMatchObject({ type: 'seriesMaster', recurrence: weekly.recurrence });
    const headers = { prefer: 'outlook.timezone="Europe/Madrid"' };
    const view = (await mia('GET', `/me/calendarView?${march}`, { headers })).body.value;
    expect(view.map(({ type }: { type: string }) => type)).toEqual([
      'occurrence',
      'singleInstance',
      ...Array<string>(3).fill('occurrence'),
    ]);
    const occurrences = view.filter(({ seriesMasterId }: { seriesMasterId: string }) => seriesMasterId === master.id);
    expect(occurrences.map(({ start }: { start: { dateTime: string } }) => start.dateTime)).toEqual(
      ['2027-03-15', '2027-03-22', '2027-03-29', '2027-04-05'].map((day) => `${day}T10:00:00.0000000`),
    );
    const inUtc = (await mia('GET', `/me/events/${master.id}/instances?${march}`)).body.value;
    expect(inUtc[2].start.dateTime).toBe('2027-03-29T08:00:00.0000000');
  });

  test('one occurrence changed is an exception, one deleted is gone, the others stay', async () => {
    const { mia } = await withEvents(weekly);
    const view = async () => (await mia('GET', `/me/calendarView?${march}`)).body.value;
    const [first, second] = await view();
    const changed = await mia('PATCH', `/me/events/${first.id}`, { body: { subject: 'Longer' } });
    expect(changed.body).toMatchObject({ id: first.id, type: 'exception', subject: 'Longer' });
    expect((await mia('DELETE', `/me/events/${second.id}`)).status).toBe(204);
    expect((await mia('GET', `/me/events/${second.id}`)).status).toBe(404);
    expect((await view()).map(({ subject }: { subject: string }) => subject)).toEqual(['Longer', '1:1', '1:1']);
  });

  test.each([
    [{ type: 'daily', interval: 2 }],
    [{ type: 'absoluteMonthly', interval: 1, dayOfMonth: 15 }],
    [{ type: 'relativeMonthly', interval: 1, daysOfWeek: ['monday'], index: 'third' }],
    [{ type: 'absoluteYearly', interval: 1, month: 3, dayOfMonth: 15 }],
    [{ type: 'relativeYearly', interval: 1, month: 3, daysOfWeek: ['monday'], index: 'third' }],
  ])('the pattern %j comes back as it was given', async (pattern) => {
    const range = { type: 'numbered', startDate: '2027-03-15', numberOfOccurrences: 3 };
    const { mia } = await withEvents({ ...weekly, recurrence: { pattern, range } });
    const [{ recurrence }] = (await mia('GET', '/me/events')).body.value;
    expect(recurrence).toMatchObject({ pattern, range });
  });
});

describe('a view', () => {
  test('needs a window', async () => {
    const { mia } = await withEvents();
    const refused = await mia('GET', '/me/calendarView?startDateTime=2027-01-01');
    expect([refused.status, refused.body.error.code]).toEqual([400, 'ErrorInvalidParameter']);
  });

  test('pages by nextLink, even when a page is short', async () => {
    const { mia, control } = await withEvents(...three);
    await control('POST', 'faults', { kind: 'short_page', items: 1 });
    const window = 'startDateTime=2027-01-12T00:00:00Z&endDateTime=2027-01-13T00:00:00Z';
    const first = (await mia('GET', `/me/calendarView?${window}`)).body;
    const rest = await subjectsOf(mia, first['@odata.nextLink']);
    expect([first.value.length, rest]).toEqual([1, ['at 11', 'at 13']]);
  });
});

test('Calendars.ReadBasic shows neither bodies nor properties nor attachments, and writes nothing', async () => {
  const sandbox = await startWithMicrosoftPeople();
  const tom = await graphOf({ sandbox, email: 'tom@contoso.example' });
  const body = { subject: 'Talk', body: { contentType: 'text', content: 'private' }, ...three[0] };
  const created = (await tom('POST', '/me/events', { body })).body;
  const { body: tokens } = await connectMicrosoft({
    url: sandbox.url,
    account: 'tom@contoso.example',
    parameters: microsoftParameters({ scope: [...signInScopes, 'Calendars.ReadBasic'].join(' ') }),
  });
  const basic = graphWith({ url: sandbox.url, token: tokens['access_token'] ?? '' });
  const expand = `$expand=singleValueExtendedProperties($filter=id eq '${id}')`;
  const [seen] = (await basic('GET', `/me/events?${expand}`)).body.value;
  expect(seen).toMatchObject({ subject: 'at 9', id: created.id });
  for (const name of ['body', 'bodyPreview', 'singleValueExtendedProperties']) expect(seen).not.toHaveProperty(name);
  expect((await basic('GET', `/me/events/${created.id}/attachments`)).status).toBe(403);
  expect((await basic('DELETE', `/me/events/${created.id}`)).status).toBe(403);
});
