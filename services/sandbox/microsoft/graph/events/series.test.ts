import { describe, expect, test } from 'vitest';
import { inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';
import type { GraphCall } from '../../../testing/graph-client.ts';

const window = '?startDateTime=2027-03-01T00:00:00Z&endDateTime=2027-05-01T00:00:00Z';

const hour = (date: string, at: number) => ({
  start: { dateTime: `${date}T${at}:00:00`, timeZone: 'Europe/Madrid' },
  end: { dateTime: `${date}T${at + 1}:00:00`, timeZone: 'Europe/Madrid' },
});

/** Five Tuesdays at ten, of which the second was moved to the day after and the third cancelled. */
async function seriesWithExceptions(...attendees: string[]) {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  const made = await mia('POST', '/me/events', {
    body: {
      subject: 'One to one',
      ...hour('2027-03-09', 10),
      ...inviting(...attendees),
      recurrence: {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
        range: { type: 'numbered', startDate: '2027-03-09', numberOfOccurrences: 5 },
      },
    },
  });
  const [, second, third] = (await mia('GET', `/me/calendarView${window}`)).body.value;
  await mia('PATCH', `/me/events/${second.id}`, { body: hour('2027-03-17', 15) });
  await mia('POST', `/me/events/${third.id}/cancel`, { body: {} });
  return { ...sandbox, mia, id: made.body.id as string };
}

const startsOf = async (graph: GraphCall): Promise<string[]> =>
  (await graph('GET', `/me/calendarView${window}&$top=100`)).body.value.map((event: { start: { dateTime: string } }) =>
    event.start.dateTime.slice(0, 16),
  );

const asChanged = ['2027-03-09T09:00', '2027-03-17T14:00', '2027-03-30T08:00', '2027-04-06T08:00'];

/** Follows the changes of a window as a client does, and keeps what there is by its id. */
async function follower(graph: GraphCall) {
  const known = new Map<string, string>();
  let link = `/me/calendarView/delta${window}`;
  const follow = async (): Promise<string[]> => {
    for (;;) {
      const { body } = await graph('GET', link);
      for (const event of body.value) {
        if (event['@removed'] !== undefined) known.delete(event.id);
        else if (event.type !== 'seriesMaster') known.set(event.id, event.start.dateTime.slice(0, 16));
      }
      link = body['@odata.nextLink'] ?? body['@odata.deltaLink'];
      if (body['@odata.deltaLink'] !== undefined) return [...known.values()].toSorted();
    }
  };
  await follow();
  return follow;
}

describe('a series with changed and cancelled instances', () => {
  test('is shown with them to somebody invited later', async () => {
    const { mia, graph, id } = await seriesWithExceptions('ben@acme.example');
    const ole = await graph('ole@contoso.example');
    await mia('PATCH', `/me/events/${id}`, { body: inviting('ben@acme.example', 'ole@contoso.example') });
    expect(await startsOf(ole)).toEqual(asChanged);
    await mia('PATCH', `/me/events/${id}`, { body: inviting('ben@acme.example') });
    const left = (await ole('GET', `/me/calendarView${window}`)).body.value;
    expect(left.map(({ isCancelled }: { isCancelled: boolean }) => isCancelled)).toEqual(Array(4).fill(true));
  });

  test('begins afresh in every calendar when it is moved to another hour', async () => {
    const { mia, graph, id } = await seriesWithExceptions('ole@contoso.example');
    await mia('PATCH', `/me/events/${id}`, { body: hour('2027-03-09', 12) });
    const moved = ['2027-03-09T11:00', '2027-03-16T11:00', '2027-03-23T11:00', '2027-03-30T10:00', '2027-04-06T10:00'];
    expect(await startsOf(mia)).toEqual(moved);
    expect(await startsOf(await graph('ole@contoso.example'))).toEqual(moved);
  });

  test('hands on to changed instances what only the series says', async () => {
    const { mia, id } = await seriesWithExceptions();
    await mia('PATCH', `/me/events/${id}`, { body: { subject: 'Renamed' } });
    const { value } = (await mia('GET', `/me/calendarView${window}`)).body;
    expect(value.map(({ subject }: { subject: string }) => subject)).toEqual(Array(4).fill('Renamed'));
    expect(await startsOf(mia)).toEqual(asChanged);
  });

  test('stays in an attendee’s calendar as cancelled, in the view as in the list', async () => {
    const { mia, graph, id } = await seriesWithExceptions('ole@contoso.example');
    const ole = await graph('ole@contoso.example');
    await mia('POST', `/me/events/${id}/cancel`, { body: {} });
    expect(await startsOf(mia)).toEqual([]);
    const shown = (await ole('GET', `/me/calendarView${window}`)).body.value;
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.every(({ isCancelled }: { isCancelled: boolean }) => isCancelled)).toBe(true);
    const listed = (await ole('GET', '/me/events')).body.value;
    expect(listed).toMatchObject([{ type: 'seriesMaster', isCancelled: true }]);
  });

  test('can be followed by its changes alone: moved, given another pattern, cancelled', async () => {
    const { mia, graph, id } = await seriesWithExceptions('ole@contoso.example');
    const calendars = [mia, await graph('ole@contoso.example')];
    const followers = await Promise.all(calendars.map(follower));
    const recurrence = {
      pattern: { type: 'weekly', interval: 2, daysOfWeek: ['tuesday'] },
      range: { type: 'endDate', startDate: '2027-03-09', endDate: '2027-04-30' },
    };
    for (const body of [hour('2027-03-09', 12), { recurrence }, hour('2027-03-09', 10), null]) {
      if (body === null) await mia('POST', `/me/events/${id}/cancel`, { body: {} });
      else await mia('PATCH', `/me/events/${id}`, { body });
      const followed = await Promise.all(followers.map((follow) => follow()));
      expect(followed).toEqual(
        await Promise.all(calendars.map(async (graphOf) => (await startsOf(graphOf)).toSorted())),
      );
    }
  });
});

test('a single event and an occurrence have no instances', async () => {
  const { mia } = await seriesWithExceptions();
  const { body: single } = await mia('POST', '/me/events', { body: { subject: 'Once', ...hour('2027-03-08', 12) } });
  const [, occurrence] = (await mia('GET', `/me/calendarView${window}`)).body.value;
  for (const { id } of [single, occurrence]) {
    const answer = await mia('GET', `/me/events/${id}/instances${window}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'ErrorInvalidRequest' } } });
  }
});

describe('a pattern', () => {
  const startsIn = async (recurrence: object, when: object) => {
    const { graph } = await startWithMixedPeople();
    const mia = await graph('mia@contoso.example');
    const { body } = await mia('POST', '/me/events', { body: { subject: 'Series', ...when, recurrence } });
    const years = '?startDateTime=2027-01-01T00:00:00Z&endDateTime=2031-12-31T00:00:00Z&$top=100';
    const { value } = (await mia('GET', `/me/events/${body.id}/instances${years}`)).body;
    return { recurrence: body.recurrence, starts: value.map((event: { start: { dateTime: string } }) => event.start) };
  };
  const range = { type: 'numbered', startDate: '2027-01-31', numberOfOccurrences: 4 };
  const days = (starts: { dateTime: string }[]) => starts.map(({ dateTime }) => dateTime.slice(0, 10));

  test('on the 31st falls on the last day of a shorter month, and is still said to be on the 31st', async () => {
    const pattern = { type: 'absoluteMonthly', interval: 1, dayOfMonth: 31 };
    const { recurrence, starts } = await startsIn({ pattern, range }, hour('2027-01-31', 10));
    expect(days(starts)).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
    expect(recurrence.pattern).toMatchObject({ ...pattern, index: 'first' });
  });

  test('on 29 February falls on the 28th of other years', async () => {
    const pattern = { type: 'absoluteYearly', interval: 1, dayOfMonth: 29, month: 2 };
    const { starts } = await startsIn({ pattern, range }, hour('2028-02-29', 10));
    expect(days(starts)).toEqual(['2028-02-29', '2029-02-28', '2030-02-28', '2031-02-28']);
  });

  test('keeps the wall time of the zone it names, though its start was stated in UTC', async () => {
    const { starts } = await startsIn(
      {
        pattern: { type: 'weekly', interval: 1, daysOfWeek: ['tuesday'] },
        range: { ...range, recurrenceTimeZone: 'Romance Standard Time' },
      },
      {
        start: { dateTime: '2027-03-16T09:00:00', timeZone: 'UTC' },
        end: { dateTime: '2027-03-16T10:00:00', timeZone: 'UTC' },
      },
    );
    expect(starts.map(({ dateTime }: { dateTime: string }) => dateTime.slice(0, 13))).toEqual([
      '2027-03-16T09',
      '2027-03-23T09',
      '2027-03-30T08',
      '2027-04-06T08',
    ]);
  });

  test.each([
    ['timed', hour('2027-03-08', 10)],
    [
      'all-day',
      {
        isAllDay: true,
        start: { dateTime: '2027-03-08T00:00:00', timeZone: 'UTC' },
        end: { dateTime: '2027-03-09T00:00:00', timeZone: 'UTC' },
      },
    ],
  ])('begins on its first day, later than the start of a %s event that is none of its days', async (_kind, when) => {
    const pattern = { type: 'weekly', interval: 1, daysOfWeek: ['tuesday', 'thursday'] };
    const { starts } = await startsIn({ pattern, range }, when);
    expect(days(starts)).toEqual(['2027-03-09', '2027-03-11', '2027-03-16', '2027-03-18']);
  });
});
