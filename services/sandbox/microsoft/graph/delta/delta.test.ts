import { describe, expect, test } from 'vitest';
import { hourAt, inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';
import type { GraphCall } from '../../../testing/graph-client.ts';

const window = '/me/calendarView/delta?startDateTime=2027-01-01T00:00:00Z&endDateTime=2027-02-01T00:00:00Z';

type Line = { id: string; subject?: string; type?: string; '@removed'?: { reason: string } };

/** Reads all pages of a round. */
async function roundOf(
  call: GraphCall,
  link: string,
  pageSize = 50,
): Promise<{ lines: Line[]; deltaLink: string; pages: number }> {
  const lines: Line[] = [];
  let next = link;
  for (let pages = 1; ; pages += 1) {
    const { status, body } = await call('GET', next, { headers: { prefer: `odata.maxpagesize=${pageSize}` } });
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    lines.push(...(body.value as Line[]));
    if (body['@odata.deltaLink'] !== undefined) return { lines, pages, deltaLink: String(body['@odata.deltaLink']) };
    next = String(body['@odata.nextLink']);
  }
}

async function asMia() {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  const create = async (body: object): Promise<string> => (await mia('POST', '/me/events', { body })).body.id as string;
  return { ...sandbox, mia, create };
}

describe('the first round', () => {
  test('tells everything in the window, page by page, and nothing outside it', async () => {
    const { mia, create } = await asMia();
    for (const hour of [9, 11, 13]) await create({ subject: `at ${hour}`, ...hourAt(hour) });
    await create({ subject: 'later', ...hourAt(9, '2027-03-01') });
    const { lines, pages } = await roundOf(mia, window, 2);
    expect(lines.map(({ subject }) => subject)).toEqual(['at 9', 'at 11', 'at 13']);
    expect(pages).toBe(2);
  });

  test('tells a series as its master and its occurrences, of which only the place', async () => {
    const { mia, create } = await asMia();
    const id = await create({
      subject: '1:1',
      ...hourAt(9, '2027-01-04'),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['monday'] },
        range: { type: 'noEnd', startDate: '2027-01-04' },
      },
    });
    const { lines } = await roundOf(mia, window);
    expect(lines.map(({ type }) => type)).toEqual(['seriesMaster', ...Array<string>(4).fill('occurrence')]);
    expect(lines[0]).toMatchObject({ id, subject: '1:1' });
    expect(lines[1]).toMatchObject({ seriesMasterId: id, start: { dateTime: '2027-01-04T09:00:00.0000000' } });
    expect(lines[1]).not.toHaveProperty('subject');
  });
});

describe('the rounds after', () => {
  test('tell what was created, changed and deleted, and nothing when nothing was', async () => {
    const { mia, create } = await asMia();
    const kept = await create({ subject: 'kept', ...hourAt(9) });
    const gone = await create({ subject: 'gone', ...hourAt(11) });
    const first = await roundOf(mia, window);
    await mia('PATCH', `/me/events/${kept}`, { body: { subject: 'renamed' } });
    await mia('DELETE', `/me/events/${gone}`);
    await create({ subject: 'new', ...hourAt(15) });
    const second = await roundOf(mia, first.deltaLink);
    expect(second.lines).toMatchObject([
      { id: kept, subject: 'renamed' },
      { id: gone, '@removed': { reason: 'deleted' } },
      { subject: 'new' },
    ]);
    expect(second.lines[1]).not.toHaveProperty('subject');
    expect((await roundOf(mia, second.deltaLink)).lines).toEqual([]);
  });

  test('tell as removed what was moved out of the window, and what was added outside it', async () => {
    const { mia, create } = await asMia();
    const moved = await create({ subject: 'moved', ...hourAt(9) });
    const { deltaLink } = await roundOf(mia, window);
    await mia('PATCH', `/me/events/${moved}`, { body: hourAt(9, '2027-03-01') });
    const outside = await create(hourAt(9, '2027-04-01'));
    const { lines } = await roundOf(mia, deltaLink);
    expect(lines).toMatchObject([
      { id: moved, '@removed': { reason: 'deleted' } },
      { id: outside, '@removed': { reason: 'deleted' } },
    ]);
    expect((await mia('GET', `/me/events/${moved}`)).status).toBe(200);
  });

  test('lose nothing that is changed between two pages', async () => {
    const { mia, create } = await asMia();
    const { deltaLink } = await roundOf(mia, window);
    const ids: string[] = [];
    for (const hour of [9, 11, 13]) ids.push(await create(hourAt(hour)));
    const headers = { prefer: 'odata.maxpagesize=1' };
    const page = await mia('GET', deltaLink, { headers });
    await mia('PATCH', `/me/events/${ids[0]}`, { body: { subject: 'again' } });
    const { lines } = await roundOf(mia, String(page.body['@odata.nextLink']));
    expect(lines.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
  });

  test('tell of an answer to an invitation', async () => {
    const { mia, create, graph } = await asMia();
    await create({ ...hourAt(9), ...inviting('ole@contoso.example') });
    const { deltaLink } = await roundOf(mia, window);
    const ole = await graph('ole@contoso.example');
    const copy = (await ole('GET', '/me/events')).body.value[0].id as string;
    await ole('POST', `/me/events/${copy}/accept`, { body: {} });
    const { lines } = await roundOf(mia, deltaLink);
    expect(lines).toMatchObject([{ attendees: [{ status: { response: 'accepted' } }] }]);
  });

  test('tell ids in the form asked for, whichever the rounds before had', async () => {
    const { mia, create } = await asMia();
    const { deltaLink } = await roundOf(mia, window);
    const id = await create(hourAt(9));
    const { body } = await mia('GET', deltaLink, { headers: { prefer: 'IdType="ImmutableId"' } });
    expect(body.value[0].id).not.toBe(id);
    expect((await mia('GET', `/me/events/${body.value[0].id}`)).body.id).toBe(id);
  });
});

describe('a token', () => {
  test('is no longer known once the sandbox was told to forget it: 410, and a first round works again', async () => {
    const { mia, create, control } = await asMia();
    await create(hourAt(9));
    const { deltaLink } = await roundOf(mia, window);
    await control('POST', 'faults', { kind: 'invalidate_sync_tokens', account: 'mia@contoso.example' });
    const { status, body } = await mia('GET', deltaLink);
    expect([status, body.error.code]).toEqual([410, 'SyncStateNotFound']);
    expect((await roundOf(mia, window)).lines).toHaveLength(1);
  });

  test('is forgotten after a month without a call', async () => {
    const { mia, control } = await asMia();
    const { deltaLink } = await roundOf(mia, window);
    await control('POST', 'clock', { advance: 'P29D' });
    const later = await roundOf(mia, deltaLink);
    await control('POST', 'clock', { advance: 'P31D' });
    expect((await mia('GET', later.deltaLink)).status).toBe(410);
  });

  test('is its mailbox’s own', async () => {
    const { mia, graph } = await asMia();
    const { deltaLink } = await roundOf(mia, window);
    const ole = await graph('ole@contoso.example');
    expect((await ole('GET', deltaLink)).status).toBe(410);
  });
});

test.each(['$select=subject', "$filter=subject eq 'x'", '$expand=attachments', '$orderby=subject'])(
  '%s is refused',
  async (option) => {
    const { mia } = await asMia();
    expect((await mia('GET', `${window}&${option}`)).status).toBe(400);
  },
);

test('without a window there is nothing to follow', async () => {
  const { mia } = await asMia();
  expect((await mia('GET', '/me/calendarView/delta')).body.error.code).toBe('ErrorInvalidParameter');
});

test('an empty page may still have more behind it', async () => {
  const { mia, create, control } = await asMia();
  await create(hourAt(9));
  await control('POST', 'faults', { kind: 'short_page' });
  const { lines, pages } = await roundOf(mia, window);
  expect([lines.length, pages]).toEqual([1, 2]);
});
