import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarErrorKind } from '@throughline/app/ports/calendar-error.ts';
import { expect, test } from 'vitest';
import { kindOf } from './oauth.ts';
import { aPlacement, connect, twoPeople, type ContractWorld, type Fault } from './world.ts';

type Expected = { readonly fault: Fault; readonly read: CalendarErrorKind; readonly write: CalendarErrorKind };

/** One bad answer, and what it means for a read and for a write. */
const failures: Readonly<Record<string, Expected>> = {
  'a 500': { fault: { kind: 'status', status: 500 }, read: 'unavailable', write: 'uncertain' },
  'a 503': { fault: { kind: 'status', status: 503 }, read: 'unavailable', write: 'uncertain' },
  'a 429': { fault: { kind: 'throttle', status: 429, retryAfter: null }, read: 'throttled', write: 'throttled' },
  'a throttle of the provider’s own kind': {
    fault: { kind: 'throttle', retryAfter: null },
    read: 'throttled',
    write: 'throttled',
  },
  'a 400': { fault: { kind: 'status', status: 400 }, read: 'refused', write: 'refused' },
  'a connection reset': { fault: { kind: 'reset' }, read: 'unavailable', write: 'uncertain' },
  'an answer cut short': { fault: { kind: 'truncated_body' }, read: 'unavailable', write: 'uncertain' },
  'a page of HTML': {
    fault: { kind: 'status', status: 200, body: '<html>hello</html>' },
    read: 'unavailable',
    write: 'uncertain',
  },
  'an answer of 100 MB': { fault: { kind: 'large_body' }, read: 'unavailable', write: 'uncertain' },
};

export function failuresContract(worldOf: () => ContractWorld): void {
  const setUp = async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;
    const providerEventId = await world.enter({ email: pair.manager, entry });
    const { auth } = await connect({ world, email: pair.manager });
    const { marker: _marker, draft, ...placement } = aPlacement({ world, ...pair });
    const { events } = world.provider;
    // One call each: whether there may be a conference is a question of its own.
    const plain = { ...draft, requestOnlineConference: false };
    const read = () => events.get({ auth, providerEventId });
    const write = () => events.place({ auth, ...placement, draft: plain, step: 'planned', providerEventId: null });
    return { world, manager: pair.manager, read, write };
  };

  test.each(Object.entries(failures))(
    '%s is told for what it is, to a read and to a write',
    async (_name, expected) => {
      const { world, manager, read, write } = await setUp();
      await world.inject({ ...expected.fault, account: manager, method: 'GET' });
      expect(await kindOf(read())).toBe(expected.read);
      await world.inject({ ...expected.fault, account: manager, method: 'POST' });
      expect(await kindOf(write())).toBe(expected.write);
    },
  );

  test('nothing is tried a second time behind our back', async () => {
    const { world, manager, read, write } = await setUp();
    await world.inject({ kind: 'status', status: 503, account: manager, method: 'GET' });
    await world.inject({ kind: 'status', status: 503, account: manager, method: 'POST' });
    const before = (await world.exchanges()).length;
    await kindOf(read());
    await kindOf(write());
    expect((await world.exchanges()).length - before).toBe(2);
  });

  test('while the provider wants to be left alone no call goes out for that person, and others are not held back', async () => {
    const { world, manager, read } = await setUp();
    await world.inject({ kind: 'throttle', account: manager, method: 'GET', retryAfter: 30 });
    const refusal = await read().catch((error: unknown) => error);
    if (!(refusal instanceof CalendarError)) throw new Error('nothing was refused');
    expect(refusal.retryAfter?.total('seconds')).toBe(30);
    const before = (await world.exchanges()).length;
    expect(await kindOf(read())).toBe('throttled');
    expect((await world.exchanges()).length).toBe(before);
    const other = await setUp();
    expect(await kindOf(other.read())).toBe('no error');
  });

  test('an error carries neither token nor address', async () => {
    const { world, manager, write } = await setUp();
    await world.inject({ kind: 'status', status: 400, account: manager, method: 'POST' });
    const error = await write().catch((caught: unknown) => caught);
    if (!(error instanceof CalendarError)) throw new Error('nothing was refused');
    const told = `${error.stack} ${JSON.stringify(error.cause)}`;
    expect(told).not.toContain(manager);
    expect(told).not.toMatch(/bearer/i);
  });
}
