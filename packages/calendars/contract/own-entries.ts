import type { CalendarEntry } from '@throughline/domain/scheduling/calendar-entry.ts';
import { expect, test } from 'vitest';
import { aPlacement, connect, placeFully, twoPeople, type ContractWorld, type Entry } from './world.ts';

const march = {
  start: Temporal.Instant.from('2027-03-01T00:00:00Z'),
  end: Temporal.Instant.from('2027-04-01T00:00:00Z'),
};

export function ownEntriesContract(worldOf: () => ContractWorld): void {
  const at = (day: string, from: number, until: number) => ({
    start: `${day}T${from}:00:00Z`,
    end: `${day}T${until}:00:00Z`,
  });

  test('what takes the owner’s time is told by its times, an absence apart; what does not is left out', async () => {
    const world = worldOf();
    const { report } = await twoPeople({ world });
    const entries: Entry[] = [
      { kind: 'busy', ...at('2027-03-02', 14, 15) },
      { kind: 'out_of_office', ...at('2027-03-08', 14, 22) },
      { kind: 'all_day_busy', from: '2027-03-10', until: '2027-03-11' },
      { kind: 'all_day_free', from: '2027-03-11', until: '2027-03-12' },
      { kind: 'working_location', from: '2027-03-12', until: '2027-03-13' },
      { kind: 'weekly', ...at('2027-03-25', 15, 16), attendees: [] },
    ];
    for (const entry of entries) await world.enter({ email: report, entry });
    const { auth } = await connect({ world, email: report });
    const told = await world.provider.ownEntries({ auth, window: march });
    const inOrder = told.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
    expect(inOrder.map((entry) => textOf(entry))).toEqual([
      'busy 2027-03-02T14:00:00Z/2027-03-02T15:00:00Z',
      'away 2027-03-08T14:00:00Z/2027-03-08T22:00:00Z',
      'busy 2027-03-10T05:00:00Z/2027-03-11T05:00:00Z',
      'busy 2027-03-25T15:00:00Z/2027-03-25T16:00:00Z',
    ]);
  });

  test('an invitation takes time once it is accepted, under the UID its organizer’s entry has', async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    const { auth } = await connect({ world, email: pair.manager });
    const { draft, idempotencyId, attachment } = aPlacement({ world, ...pair });
    const { providerEventId, icalUid } = await placeFully({ world, auth, draft, idempotencyId, attachment });
    const report = await connect({ world, email: pair.report });
    const told = async (who: typeof report) =>
      (await world.provider.ownEntries({ auth: who.auth, window: march })).map((entry) => entry.icalUid);
    expect(await told(report)).toEqual([]);
    await world.edit({ email: pair.report, providerEventId, edit: { kind: 'respond', response: 'accepted' } });
    expect(await told(report)).toEqual([icalUid]);
    expect(await world.provider.ownEntries({ auth, window: march })).toMatchObject([{ icalUid }]);
    await world.edit({ email: pair.report, providerEventId, edit: { kind: 'respond', response: 'declined' } });
    expect(await told(report)).toEqual([]);
  });

  test('whoever only shared when they are busy is told of too', async () => {
    const world = worldOf();
    const { report } = await twoPeople({ world });
    await world.enter({ email: report, entry: { kind: 'busy', ...at('2027-03-02', 14, 15) } });
    const { auth } = await connect({ world, email: report, purpose: 'availability' });
    const told = await world.provider.ownEntries({ auth, window: march });
    expect(told.map(textOf)).toEqual(['busy 2027-03-02T14:00:00Z/2027-03-02T15:00:00Z']);
  });
}

function textOf({ kind, start, end }: CalendarEntry): string {
  return `${kind} ${start.toString()}/${end.toString()}`;
}
