import { regularOneOnOnes } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { expect, test } from 'vitest';
import { connect, twoPeople, type ContractWorld, type Entry } from './world.ts';

const between = (start: string, end: string): Interval => ({
  start: Temporal.Instant.from(start),
  end: Temporal.Instant.from(end),
});
const march = between('2027-03-01T00:00:00Z', '2027-04-01T00:00:00Z');
const texts = (intervals: readonly Interval[]) =>
  intervals.map(({ start, end }) => `${start.toString()}/${end.toString()}`);

export function freeBusyContract(worldOf: () => ContractWorld): void {
  const busyOf = async ({ entries, window = march }: { entries: readonly Entry[]; window?: Interval }) => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    for (const entry of entries) await world.enter({ email: report, entry });
    const { auth } = await connect({ world, email: manager });
    const answer = (await world.provider.freeBusy({ auth, emails: [report], window })).get(report);
    if (answer?.kind !== 'known') throw new Error(`unknown: ${answer?.reason}`);
    return texts(answer.busy);
  };

  test('a colleague is busy when their calendar says so, and free otherwise', async () => {
    const entry: Entry = { kind: 'busy', start: '2027-03-02T14:00:00Z', end: '2027-03-02T15:00:00Z' };
    expect(await busyOf({ entries: [entry] })).toEqual(['2027-03-02T14:00:00Z/2027-03-02T15:00:00Z']);
    expect(await busyOf({ entries: [] })).toEqual([]);
  });

  test('cases 9 and 10: an all-day entry shown as busy blocks the day in its owner’s zone, one shown as free blocks nothing', async () => {
    const day = { from: '2027-03-10', until: '2027-03-11' };
    expect(await busyOf({ entries: [{ kind: 'all_day_busy', ...day }] })).toEqual([
      '2027-03-10T05:00:00Z/2027-03-11T05:00:00Z',
    ]);
    expect(await busyOf({ entries: [{ kind: 'all_day_free', ...day }] })).toEqual([]);
  });

  test('case 11: a timed entry over three days blocks all of them', async () => {
    const entry: Entry = { kind: 'busy', start: '2027-03-02T14:00:00Z', end: '2027-03-05T09:00:00Z' };
    expect(await busyOf({ entries: [entry] })).toEqual(['2027-03-02T14:00:00Z/2027-03-05T09:00:00Z']);
  });

  test('case 12: out of office blocks, a working location does not', async () => {
    const away: Entry = { kind: 'out_of_office', start: '2027-03-08T14:00:00Z', end: '2027-03-08T22:00:00Z' };
    const office: Entry = { kind: 'working_location', from: '2027-03-09', until: '2027-03-10' };
    expect(await busyOf({ entries: [away, office] })).toEqual(['2027-03-08T14:00:00Z/2027-03-08T22:00:00Z']);
  });

  test('case 7: every occurrence of a weekly series blocks, at the same hour of the wall clock after clocks change', async () => {
    const entry: Entry = { kind: 'weekly', start: '2027-03-03T15:00:00Z', end: '2027-03-03T16:00:00Z', attendees: [] };
    expect(await busyOf({ entries: [entry] })).toEqual([
      '2027-03-03T15:00:00Z/2027-03-03T16:00:00Z',
      '2027-03-10T15:00:00Z/2027-03-10T16:00:00Z',
      '2027-03-17T14:00:00Z/2027-03-17T15:00:00Z',
      '2027-03-24T14:00:00Z/2027-03-24T15:00:00Z',
      '2027-03-31T14:00:00Z/2027-03-31T15:00:00Z',
    ]);
  });

  test('case 8: entries on three pages all block', async () => {
    const world = worldOf();
    const email = `ana-${crypto.randomUUID()}@personal.example`;
    // Where colleagues are read from a schedule, one's own calendar may still be read entry by entry.
    await world.addPerson({ email, personal: true });
    const days = ['2027-03-02', '2027-03-03', '2027-03-04'];
    for (const day of days) {
      await world.enter({
        email,
        entry: { kind: 'busy', start: `${day}T14:00:00Z`, end: `${day}T15:00:00Z` },
      });
    }
    const { auth } = await connect({ world, email });
    await world.inject({ kind: 'short_page', account: email, items: 1, times: 2 });
    const answer = (await world.provider.freeBusy({ auth, emails: [email], window: march })).get(email);
    expect(answer?.kind === 'known' && texts(answer.busy)).toEqual(
      days.map((day) => `${day}T14:00:00Z/${day}T15:00:00Z`),
    );
  });

  test('case 19: one occurrence cancelled, the rest of its series blocks as before', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const entry: Entry = { kind: 'weekly', start: '2027-03-03T15:00:00Z', end: '2027-03-03T16:00:00Z', attendees: [] };
    const providerEventId = await world.enter({ email: report, entry });
    const start = Temporal.Instant.from('2027-03-10T15:00:00Z');
    await world.edit({ email: report, providerEventId, edit: { kind: 'delete_occurrence', start } });
    const { auth } = await connect({ world, email: manager });
    const answer = (await world.provider.freeBusy({ auth, emails: [report], window: march })).get(report);
    expect(answer?.kind === 'known' && texts(answer.busy)).toEqual([
      '2027-03-03T15:00:00Z/2027-03-03T16:00:00Z',
      '2027-03-17T14:00:00Z/2027-03-17T15:00:00Z',
      '2027-03-24T14:00:00Z/2027-03-24T15:00:00Z',
      '2027-03-31T14:00:00Z/2027-03-31T15:00:00Z',
    ]);
  });

  test('case 33: birthdays are no appointments', async () => {
    expect(await busyOf({ entries: [{ kind: 'birthday', on: '2027-03-10' }] })).toEqual([]);
  });

  test('a window of half a year is answered whole', async () => {
    const entries: Entry[] = ['2027-01-04', '2027-03-08', '2027-06-21'].map((day) => ({
      kind: 'busy',
      start: `${day}T14:00:00Z`,
      end: `${day}T15:00:00Z`,
    }));
    const window = between('2027-01-01T00:00:00Z', '2027-07-01T00:00:00Z');
    expect(await busyOf({ entries, window })).toHaveLength(3);
  });

  test('case 30: whoever does not share, or is not known, is unknown and never free', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const domain = manager.split('@')[1];
    const hidden = `hidden@${domain}`;
    await world.addPerson({ email: hidden, sharesFreeBusy: false });
    const { auth } = await connect({ world, email: manager });
    const emails = [hidden, `nobody@${domain}`, manager];
    const answers = await world.provider.freeBusy({ auth, emails, window: march });
    expect(emails.map((email) => answers.get(email)?.kind)).toEqual(['unknown', 'unknown', 'known']);
  });

  test('sixty people are answered one by one', async () => {
    const world = worldOf();
    const { manager } = await twoPeople({ world });
    const emails = Array.from({ length: 60 }, (_, at) => `person${at}@${manager.split('@')[1]}`);
    for (const email of emails) await world.addPerson({ email });
    const { auth } = await connect({ world, email: manager });
    const answers = await world.provider.freeBusy({ auth, emails, window: march });
    expect(emails.filter((email) => answers.get(email)?.kind === 'known')).toHaveLength(60);
  });
}

export function occurrencesContract(worldOf: () => ContractWorld): void {
  test('the regular 1:1 is found, whoever else is in the calendar', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const room = `room@${manager.split('@')[1]}`;
    const others = Array.from({ length: 8 }, (_, at) => `other${at}@${manager.split('@')[1]}`);
    const at = (day: string, hour: number) => ({ start: `${day}T${hour}:00:00Z`, end: `${day}T${hour}:30:00Z` });
    await world.enter({
      email: manager,
      entry: { kind: 'weekly', ...at('2027-03-01', 10), attendees: [report], rooms: [room] },
    });
    await world.enter({
      email: manager,
      entry: { kind: 'weekly', ...at('2027-03-01', 11), attendees: [report, ...others] },
    });
    await world.enter({ email: manager, entry: { kind: 'weekly', ...at('2027-03-01', 12), attendees: [] } });
    await world.enter({ email: manager, entry: { kind: 'busy', ...at('2027-03-02', 10) } });
    const { auth } = await connect({ world, email: manager });
    const occurrences = await world.provider.recurringOccurrences({ auth, window: march });
    const found = regularOneOnOnes({ occurrences, managerEmails: [manager], reportEmails: [report] });
    expect(texts(found)).toEqual([
      '2027-03-01T10:00:00Z/2027-03-01T10:30:00Z',
      '2027-03-08T10:00:00Z/2027-03-08T10:30:00Z',
      '2027-03-15T09:00:00Z/2027-03-15T09:30:00Z',
      '2027-03-22T09:00:00Z/2027-03-22T09:30:00Z',
      '2027-03-29T09:00:00Z/2027-03-29T09:30:00Z',
    ]);
  });

  test('the account’s zone is the one in its settings', async () => {
    const world = worldOf();
    const { report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: report });
    expect(await world.provider.timeZone({ auth })).toBe('America/New_York');
  });
}

export function hoursContract(worldOf: () => ContractWorld): void {
  test('the hours people keep in their settings are told by a provider that knows them', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: manager });
    const told = await world.provider.workingHours({ auth, emails: [report] });
    if (!world.oddities.tellsWorkingHours) {
      expect([...told]).toEqual([]);
      return;
    }
    expect(told.get(report)?.timeZone).toBe('America/New_York');
    expect(told.get(report)?.hours[1]).toEqual([expect.anything()]);
  });
}
