import { afterAll, describe, expect, test } from 'vitest';
import { connect, twoPeople } from '../contract/world.ts';
import { answeringGraph, answerJson } from '../testing/answering-graph.ts';
import { startMicrosoftWorld } from '../testing/microsoft-world.ts';
import { freeBusy, freeBusyOf } from './free-busy.ts';
import type { Schedule } from './schedules.ts';
import { calendarHoursOf } from './working-hours.ts';

const world = await startMicrosoftWorld({ wall: () => Temporal.Now.instant() });
afterAll(() => world.close());

const window = {
  start: Temporal.Instant.from('2027-03-01T00:00:00Z'),
  end: Temporal.Instant.from('2027-06-01T00:00:00Z'),
};
const from = window.start;
const at = (hour: string) => ({ dateTime: `2027-03-02T${hour}:00.0000000`, timeZone: 'UTC' as const });
const schedule = (told: Partial<Schedule>): Schedule => ({ scheduleId: 'ana@x.example', window, ...told });
const texts = (answer: ReturnType<typeof freeBusyOf>) =>
  answer.kind === 'known' ? answer.busy.map(({ start, end }) => `${start.toString()}/${end.toString()}`) : answer;

describe('what one mailbox’s answer means', () => {
  test('everything blocks but free and working elsewhere', () => {
    const statuses = ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown', null];
    const blocking = statuses.filter((status) => {
      const answer = freeBusyOf(schedule({ scheduleItems: [{ status, start: at('09:00'), end: at('10:00') }] }));
      return answer.kind === 'known' && answer.busy.length > 0;
    });
    expect(blocking).toEqual(['tentative', 'busy', 'oof', 'unknown', null]);
  });

  test('an error is unknown, by its code and without its words', () => {
    const error = { responseCode: 'ErrorNoFreeBusyAccess', message: 'ana@x.example does not share' };
    expect(freeBusyOf(schedule({ error, scheduleItems: [] }))).toEqual({
      kind: 'unknown',
      reason: 'ErrorNoFreeBusyAccess',
    });
  });

  test('a mailbox that is only busy or moving is told from one that may not be seen', () => {
    const codes = [
      'ErrorServerBusy',
      'ErrorMailboxMoveInProgress',
      'ErrorTimeoutExpired',
      'ErrorMailRecipientNotFound',
    ];
    const reasons = codes.map((responseCode) => freeBusyOf(schedule({ error: { responseCode }, scheduleItems: [] })));
    const passing = { kind: 'unknown', reason: 'unavailable' };
    expect(reasons).toEqual([passing, passing, passing, { kind: 'unknown', reason: 'ErrorMailRecipientNotFound' }]);
  });

  test('neither items nor slots are not free', () => {
    expect(freeBusyOf(schedule({})).kind).toBe('unknown');
    expect(freeBusyOf(schedule({ scheduleItems: [], availabilityView: '' })).kind).toBe('unknown');
  });

  test('who shares nothing but that they are busy is busy in those slots', () => {
    expect(texts(freeBusyOf(schedule({ scheduleItems: [], availabilityView: '002130' })))).toEqual([
      '2027-03-01T00:30:00Z/2027-03-01T01:15:00Z',
    ]);
    expect(texts(freeBusyOf(schedule({ scheduleItems: [], availabilityView: '0000' })))).toEqual([]);
  });
});

test('three months of sixty people are asked in batches of four questions, of twenty mailboxes and six weeks at most', async () => {
  const { manager } = await twoPeople({ world });
  const { auth } = await connect({ world, email: manager });
  const emails = Array.from({ length: 60 }, (_, person) => `person${person}@${manager.split('@')[1]}`);
  for (const email of emails) await world.addPerson({ email });
  const before = (await world.exchanges()).length;
  const answers = await world.provider.freeBusy({ auth, emails, window });
  expect(emails.filter((email) => answers.get(email)?.kind === 'known')).toHaveLength(60);
  const sent = (await world.exchanges()).slice(before).filter(({ url }) => url.endsWith('/$batch'));
  expect(sent).toHaveLength(3);
});

describe('an answer that leaves something out', () => {
  /** Graph as it answers one batch, with these people for each of its questions. */
  function answering(people: readonly (readonly string[])[]) {
    const responses = people.map((asked, id) => ({
      id: String(id),
      status: 200,
      body: { value: asked.map((scheduleId) => ({ scheduleId, availabilityView: '0', scheduleItems: [] })) },
    }));
    return answeringGraph((_request, response) => answerJson({ response, body: { responses } }));
  }

  test('a person who is missing from one of several weeks is unknown, not free in them', async () => {
    const { client } = await answering([['ana@x.example', 'ben@x.example'], ['Ana@X.example']]);
    const answers = await freeBusy({
      client,
      auth: { organizationId: 'o', connectionId: 'c', accessToken: 't' },
      emails: ['ana@x.example', 'ben@x.example'],
      window: { start: from, end: from.add({ hours: 24 * 80 }) },
    });
    expect(answers.get('ana@x.example')?.kind).toBe('known');
    expect(answers.get('ben@x.example')?.kind).toBe('unknown');
  });

  test('slots that no item explains block as well', () => {
    const scheduleItems = [{ status: 'busy', start: at('09:10'), end: at('09:20') }];
    const told = { scheduleItems, window: { start: Temporal.Instant.from('2027-03-02T09:00:00Z'), end: window.end } };
    expect(texts(freeBusyOf(schedule({ ...told, availabilityView: '2200022' })))).toEqual([
      '2027-03-02T09:10:00Z/2027-03-02T09:20:00Z',
      '2027-03-02T10:15:00Z/2027-03-02T10:45:00Z',
    ]);
  });
});

describe('a personal account', () => {
  const personal = async () => {
    const email = `eve${crypto.randomUUID().slice(0, 8)}@outlook.example`;
    await world.addPerson({ email, personal: true, timeZone: 'America/New_York' });
    const { auth } = await connect({ world, email, purpose: 'availability' });
    return { email, auth };
  };

  test('is read from its own calendar, page by page, all-day entries in its zone; others are unknown', async () => {
    const { email, auth } = await personal();
    await world.enter({ email, entry: { kind: 'all_day_busy', from: '2027-03-10', until: '2027-03-11' } });
    await world.enter({ email, entry: { kind: 'all_day_free', from: '2027-03-12', until: '2027-03-13' } });
    await world.enter({ email, entry: { kind: 'busy', start: '2027-04-02T14:00:00Z', end: '2027-04-02T15:00:00Z' } });
    await world.inject({ kind: 'short_page', account: email, items: 1, times: 3 });
    const answers = await world.provider.freeBusy({ auth, emails: [email, 'ana@northwind.example'], window });
    expect(texts(answers.get(email) ?? { kind: 'unknown', reason: 'not there' })).toEqual([
      '2027-03-10T05:00:00Z/2027-03-11T05:00:00Z',
      '2027-04-02T14:00:00Z/2027-04-02T15:00:00Z',
    ]);
    expect(answers.get('ana@northwind.example')?.kind).toBe('unknown');
  });

  test('tells neither hours nor zone', async () => {
    const { email, auth } = await personal();
    expect(await world.provider.workingHours({ auth, emails: [email] })).toEqual(new Map());
    expect(await world.provider.timeZone({ auth })).toBeNull();
  });
});

describe('working hours', () => {
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];
  const usual = {
    daysOfWeek: weekdays,
    startTime: '08:30:00.0000000',
    endTime: '17:00:00.0000000',
    timeZone: { name: 'W. Europe Standard Time' },
  };

  test('are the person’s days and hours in their zone', () => {
    const day = [{ from: '08:30', to: '17:00' }];
    expect(calendarHoursOf({ told: usual, from })).toEqual({
      timeZone: 'Europe/Berlin',
      hours: { 1: day, 2: day, 3: day, 4: day, 5: day },
    });
  });

  test('until midnight are until 24:00; over midnight, without a day or not told they are none', () => {
    const late = calendarHoursOf({ told: { ...usual, endTime: '00:00:00.0000000' }, from });
    expect(late?.hours[1]).toEqual([{ from: '08:30', to: '24:00' }]);
    const none = [{ ...usual, startTime: '22:00:00', endTime: '06:00:00' }, { ...usual, daysOfWeek: [] }, null, {}];
    expect(none.map((told) => calendarHoursOf({ told, from }))).toEqual([null, null, null, null]);
  });

  test('in a zone of the person’s own making are in the zone that shows the same clocks, or in none', async () => {
    const change = (month: number, dayOccurrence: number) => ({
      time: '02:00:00.0000000',
      dayOccurrence,
      dayOfWeek: 'sunday',
      month,
      year: 0,
    });
    const custom = {
      '@odata.type': '#microsoft.graph.customTimeZone',
      name: 'Customized Time Zone',
      bias: 480,
      standardOffset: change(11, 1),
      daylightOffset: { ...change(3, 2), daylightBias: -60 },
    };
    const { manager } = await twoPeople({ world });
    const email = `custom@${manager.split('@')[1]}`;
    await world.control('POST', 'accounts', {
      provider: 'microsoft',
      email,
      displayName: 'Custom',
      timeZone: 'America/Los_Angeles',
      workingHours: { timeZone: custom },
    });
    const { auth } = await connect({ world, email: manager });
    const hours = await world.provider.workingHours({ auth, emails: [email, manager, 'nobody@x.example'] });
    expect([...hours].map(([whose, { timeZone }]) => [whose, timeZone])).toEqual([
      [email, 'America/Los_Angeles'],
      [manager, 'Europe/Berlin'],
    ]);
    expect(calendarHoursOf({ told: { ...usual, timeZone: { ...custom, bias: 17 } }, from })?.timeZone).toBeNull();
  });
});
