import { describe, expect, test } from 'vitest';
import { startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };

async function withWeekly(recurrence = ['RRULE:FREQ=WEEKLY;BYDAY=TU']) {
  const sandbox = await startWithPeople();
  const ana = await sandbox.calendarOf('ana@acme.example');
  const ben = await sandbox.calendarOf('ben@acme.example');
  const { data } = await ana.events.insert({
    ...primary,
    requestBody: {
      summary: 'Ana & Ben',
      start: { dateTime: '2027-03-02T10:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2027-03-02T10:30:00', timeZone: 'Europe/Berlin' },
      recurrence,
      attendees: [
        { email: 'ana@acme.example', responseStatus: 'accepted' },
        { email: 'ben@acme.example', responseStatus: 'accepted' },
      ],
    },
  });
  const march = { ...primary, singleEvents: true, timeMin: '2027-03-01T00:00:00Z', timeMax: '2027-04-08T00:00:00Z' };
  const startsOf = async (calendar: typeof ana) =>
    (await calendar.events.list({ ...march, orderBy: 'startTime' })).data.items?.map((event) => event.start?.dateTime);
  return { ...sandbox, ana, ben, series: data.id ?? '', march, startsOf };
}

describe('a series', () => {
  test('keeps its wall time when the clocks change, also for a reader whose clocks change on another day', async () => {
    const { ana, ben, startsOf } = await withWeekly();
    expect(await startsOf(ana)).toEqual([
      '2027-03-02T10:00:00+01:00',
      '2027-03-09T10:00:00+01:00',
      '2027-03-16T10:00:00+01:00',
      '2027-03-23T10:00:00+01:00',
      '2027-03-30T10:00:00+02:00',
      '2027-04-06T10:00:00+02:00',
    ]);
    expect(await startsOf(ben)).toEqual([
      '2027-03-02T04:00:00-05:00',
      '2027-03-09T04:00:00-05:00',
      '2027-03-16T05:00:00-04:00',
      '2027-03-23T05:00:00-04:00',
      '2027-03-30T04:00:00-04:00',
      '2027-04-06T04:00:00-04:00',
    ]);
  });

  test('leaves out what EXDATE names and ends at UNTIL', async () => {
    const { ana, startsOf } = await withWeekly([
      'RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330T235959Z',
      'EXDATE;TZID=Europe/Berlin:20270309T100000',
    ]);
    expect((await startsOf(ana))?.map((start) => start?.slice(5, 10))).toEqual(['03-02', '03-16', '03-23', '03-30']);
  });

  test('is one master unexpanded, and instances name it', async () => {
    const { ana, series } = await withWeekly();
    const { items } = (await ana.events.list(primary)).data;
    expect(items).toMatchObject([{ id: series, recurrence: ['RRULE:FREQ=WEEKLY;BYDAY=TU'] }]);
    const eventId = `${series}_20270309T090000Z`;
    const { data } = await ana.events.get({ ...primary, eventId });
    expect(data).toMatchObject({
      id: eventId,
      recurringEventId: series,
      originalStartTime: { dateTime: '2027-03-09T10:00:00+01:00' },
    });
    expect(data).not.toHaveProperty('recurrence');
  });

  test('one cancelled instance leaves the others, in both calendars', async () => {
    const { ana, ben, series, startsOf } = await withWeekly();
    await ana.events.delete({ ...primary, eventId: `${series}_20270309T090000Z` });
    for (const calendar of [ana, ben]) expect(await startsOf(calendar)).toHaveLength(5);
    const { items } = (await ana.events.list(primary)).data;
    expect(items?.map((event) => event.status)).toEqual(['confirmed', 'cancelled']);
  });

  test('one moved instance is shown at its new time once, and remembers its place', async () => {
    const { ana, ben, series, march } = await withWeekly();
    await ana.events.patch({
      ...primary,
      eventId: `${series}_20270309T090000Z`,
      requestBody: { start: { dateTime: '2027-03-10T15:00:00Z' }, end: { dateTime: '2027-03-10T15:30:00Z' } },
    });
    const items = (await ben.events.list({ ...march, orderBy: 'startTime' })).data.items ?? [];
    expect(items).toHaveLength(6);
    expect(items[1]).toMatchObject({
      start: { dateTime: '2027-03-10T10:00:00-05:00' },
      originalStartTime: { dateTime: '2027-03-09T04:00:00-05:00' },
    });
    const { data } = await ana.events.instances({ ...primary, eventId: series, timeMax: '2027-03-20T00:00:00Z' });
    expect(data.items).toHaveLength(3);
  });

  test('declining one instance declines that one only, at the organizer too', async () => {
    const { ana, ben, series } = await withWeekly();
    const eventId = `${series}_20270316T090000Z`;
    await ben.events.patch({
      ...primary,
      eventId,
      requestBody: {
        attendees: [
          { email: 'ana@acme.example', responseStatus: 'accepted' },
          { email: 'ben@acme.example', responseStatus: 'declined' },
        ],
      },
    });
    const responseAt = async (id: string) =>
      (await ana.events.get({ ...primary, eventId: id })).data.attendees?.[1]?.responseStatus;
    expect(await responseAt(eventId)).toBe('declined');
    expect(await responseAt(`${series}_20270323T090000Z`)).toBe('accepted');
  });

  test('deleted, it is gone with its exceptions in both calendars', async () => {
    const { ana, ben, series, startsOf } = await withWeekly();
    await ana.events.patch({
      ...primary,
      eventId: `${series}_20270309T090000Z`,
      requestBody: { summary: 'Special' },
    });
    await ana.events.delete({ ...primary, eventId: series });
    for (const calendar of [ana, ben]) expect(await startsOf(calendar)).toEqual([]);
  });

  test('a changed series comes through a sync token as each of its instances when these were listed', async () => {
    const { ana, series, march } = await withWeekly();
    const { nextSyncToken } = (await ana.events.list(march)).data;
    await ana.events.patch({ ...primary, eventId: series, requestBody: { summary: 'Renamed' } });
    const { data } = await ana.events.list({ ...primary, singleEvents: true, syncToken: nextSyncToken ?? '' });
    expect(data.items?.map((event) => event.summary)).toEqual(Array(6).fill('Renamed'));
  });
});

test('a whole-day series stays on its days in the zone of the calendar', async () => {
  const { calendarOf } = await startWithPeople();
  const eve = await calendarOf('eve@other.example');
  await eve.events.insert({
    ...primary,
    requestBody: {
      summary: 'Fasting',
      start: { date: '2027-01-04' },
      end: { date: '2027-01-05' },
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=3'],
    },
  });
  const { data } = await eve.events.list({ ...primary, singleEvents: true, orderBy: 'startTime' });
  expect(data.items?.map((event) => [event.start?.date, event.end?.date])).toEqual([
    ['2027-01-04', '2027-01-05'],
    ['2027-01-11', '2027-01-12'],
    ['2027-01-18', '2027-01-19'],
  ]);
});
