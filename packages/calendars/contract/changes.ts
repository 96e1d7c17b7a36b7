import type { Interval } from '@throughline/domain/time/interval.ts';
import { expect, test } from 'vitest';
import { aPlacement, conferenceMade, connect, placeFully, twoPeople, type ContractWorld, type Entry } from './world.ts';

const between = (start: string, end: string): Interval => ({
  start: Temporal.Instant.from(start),
  end: Temporal.Instant.from(end),
});

export function changesContract(worldOf: () => ContractWorld): void {
  const window = between('2027-01-01T00:00:00Z', '2027-12-31T00:00:00Z');
  const known: ReadonlySet<string> = new Set();
  const setUp = async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    await world.enter({
      email: pair.manager,
      entry: { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' },
    });
    const { auth } = await connect({ world, email: pair.manager });
    const { draft, idempotencyId, marker, attachment } = aPlacement({ world, ...pair });
    const { providerEventId } = await placeFully({ world, auth, draft, idempotencyId, attachment });
    await conferenceMade({ world, auth, providerEventId });
    const read = async (cursor: string | null) => {
      const answer = await world.provider.changes({ auth, purpose: 'organize', cursor, window, known });
      if (answer.kind === 'cursor_expired') throw new Error('the cursor has expired');
      return answer;
    };
    return { world, auth, ...pair, draft, marker, providerEventId, read };
  };

  test('a full reading gives our events and nobody else’s', async () => {
    const { read, marker } = await setUp();
    const all = await read(null);
    expect(all.full).toBe(true);
    expect(all.events.map((event) => event.marker)).toEqual([marker]);
  });

  test('from the cursor on come the changes since, and nothing twice', async () => {
    const { world, manager, report, draft, providerEventId, read } = await setUp();
    const first = await read(null);
    expect(await read(first.cursor)).toMatchObject({ events: [], removedIds: [], full: false });
    const moved = { start: draft.start.add({ hours: 24 }), end: draft.end.add({ hours: 24 }) };
    await world.edit({ email: manager, providerEventId, edit: { kind: 'move', ...moved } });
    await world.edit({ email: report, providerEventId, edit: { kind: 'respond', response: 'accepted' } });
    const second = await read(first.cursor);
    expect(second.events).toHaveLength(1);
    expect(second.events[0]).toMatchObject({ providerEventId, attendees: [{ email: report, response: 'accepted' }] });
    expect(second.events[0]?.start.equals(moved.start)).toBe(true);
    expect((await read(second.cursor)).events).toEqual([]);
  });

  test('whether others’ entries changed too is told, of our own alone it is not so', async () => {
    const { world, manager, draft, providerEventId, read } = await setUp();
    const first = await read(null);
    expect((await read(first.cursor)).othersChanged).toBe(false);
    const moved = { start: draft.start.add({ hours: 24 }), end: draft.end.add({ hours: 24 }) };
    await world.edit({ email: manager, providerEventId, edit: { kind: 'move', ...moved } });
    const second = await read(first.cursor);
    expect(second.othersChanged).toBe(false);
    const entry: Entry = { kind: 'busy', start: '2027-04-02T09:00:00Z', end: '2027-04-02T10:00:00Z' };
    await world.enter({ email: manager, entry });
    expect(await read(second.cursor)).toMatchObject({ othersChanged: true, events: [] });
  });

  test('an entry that lost our marker comes as an id to be asked for, if it is known to be ours', async () => {
    const { world, auth, manager, providerEventId, read } = await setUp();
    const { cursor } = await read(null);
    await world.edit({ email: manager, providerEventId, edit: { kind: 'strip_marker' } });
    expect(await read(cursor)).toMatchObject({ events: [], removedIds: [] });
    const ours = { auth, purpose: 'organize', cursor, window, known: new Set([providerEventId]) } as const;
    expect(await world.provider.changes(ours)).toMatchObject({ events: [], removedIds: [providerEventId] });
    expect(await world.provider.events.get({ auth, providerEventId })).toMatchObject({ marker: null });
  });

  test('a removal comes as an id to be asked for', async () => {
    const { world, auth, manager, providerEventId, read } = await setUp();
    const { cursor } = await read(null);
    await world.edit({ email: manager, providerEventId, edit: { kind: 'delete' } });
    expect((await read(cursor)).removedIds).toContain(providerEventId);
    const asked = await world.provider.events.get({ auth, providerEventId });
    expect(asked === null || asked.status === 'cancelled').toBe(true);
  });

  test('case 5: an entry moved far out of the window is moved, not removed', async () => {
    const { world, auth, manager, draft, providerEventId, read } = await setUp();
    const { cursor } = await read(null);
    const years = { hours: 24 * 365 * 3 };
    const moved = { start: draft.start.add(years), end: draft.end.add(years) };
    await world.edit({ email: manager, providerEventId, edit: { kind: 'move', ...moved } });
    const { events, removedIds } = await read(cursor);
    expect([...events.map((event) => event.providerEventId), ...removedIds]).toEqual([providerEventId]);
    const asked = await world.provider.events.get({ auth, providerEventId });
    if (asked?.status !== 'confirmed') throw new Error('taken for gone');
    expect(asked.start.equals(moved.start)).toBe(true);
  });

  test('a cursor goes on serving a window that moves on, or asks for a full reading', async () => {
    const { world, auth, marker, read } = await setUp();
    const { cursor } = await read(null);
    const later = between('2028-06-01T00:00:00Z', '2029-06-01T00:00:00Z');
    const answer = await world.provider.changes({ auth, purpose: 'organize', cursor, window: later, known });
    const anew =
      answer.kind === 'changes'
        ? answer
        : await world.provider.changes({ auth, purpose: 'organize', cursor: null, window, known });
    if (anew.kind !== 'changes') throw new Error('a full reading needs no cursor');
    expect(anew.events.map((event) => event.marker)).toEqual(anew.full ? [marker] : []);
  });

  test('pages are followed to the end, empty ones too', async () => {
    const { world, manager, marker, read } = await setUp();
    for (const items of [1, 0]) await world.inject({ kind: 'short_page', account: manager, items });
    const all = await read(null);
    expect(all.events.map((event) => event.marker)).toEqual([marker]);
  });

  test('a cursor the provider forgot asks for a full reading', async () => {
    const { world, auth, manager, read } = await setUp();
    const { cursor } = await read(null);
    await world.inject({ kind: 'invalidate_sync_tokens', account: manager });
    expect(await world.provider.changes({ auth, purpose: 'organize', cursor, window, known })).toEqual({
      kind: 'cursor_expired',
    });
    expect((await read(null)).full).toBe(true);
  });

  test('no title, place or text of anybody’s entry is handed on, nor sent to us where a reading can do without', async () => {
    const { world, auth, report, read } = await setUp();
    const readings = {
      changes: () => read(null),
      occurrences: () => world.provider.recurringOccurrences({ auth, window }),
      free_busy: async () => [...(await world.provider.freeBusy({ auth, emails: [report], window }))],
    };
    for (const [name, reading] of Object.entries(readings)) {
      const before = (await world.exchanges()).length;
      const told = JSON.stringify(await reading());
      expect(told).not.toMatch(/Career conversation:|Something private/);
      const sent = (await world.exchanges()).slice(before);
      expect(sent).not.toEqual([]);
      if (world.oddities.textComesWith.some((unasked) => unasked === name)) continue;
      expect(JSON.stringify(sent)).not.toMatch(/"(summary|description|location|subject|body)":/);
    }
  });
}
