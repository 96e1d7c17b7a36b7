import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangeQuota, partOf } from './exchange-quota.ts';
import { unusedQuota, type QuotaAsk, type QuotaLimit, type QuotaState } from './quota.ts';

const within = 60_000;
const shared: QuotaLimit = { calls: 50, within, alone: null };
const alone: QuotaLimit = { calls: 50, within, alone: { longestCall: 5_000 } };

const nothing: Omit<QuotaAsk, 'holder'> = {
  made: [],
  pausedUntil: 0,
  refused: false,
  underWay: 0,
  want: 0,
  need: 0,
};

/** Processes that act at random: ask, call as often as they may, wait, give back, die, are told to pause. */
type Step = {
  readonly process: number;
  readonly after: number;
  readonly does: 'ask' | 'give_back' | 'die' | 'pause' | 'refuse';
  readonly want: number;
  readonly calls: number;
};
const step: fc.Arbitrary<Step> = fc.record({
  process: fc.integer({ min: 0, max: 2 }),
  after: fc.integer({ min: 0, max: 8_000 }),
  does: fc.constantFrom('ask', 'ask', 'ask', 'give_back', 'die', 'pause', 'refuse'),
  want: fc.integer({ min: 1, max: 60 }),
  calls: fc.integer({ min: 0, max: 60 }),
});

type Call = { readonly at: number; readonly process: string };

function play({ steps, limit }: { steps: readonly Step[]; limit: QuotaLimit }) {
  const processes = [0, 1, 2].map((index) => ({ holder: `${index}.0`, made: [] as [number, number][] }));
  const calls: Call[] = [];
  const undercut: Call[] = [];
  let leftAloneUntil = 0;
  let state: QuotaState = unusedQuota;
  let now = 1_000_000;
  for (const { process: index, after, does, want, calls: wished } of steps) {
    now += after;
    const process = processes[index];
    if (process === undefined) continue;
    if (does === 'die') {
      Object.assign(process, { holder: `${process.holder}+`, made: [] });
      continue;
    }
    const pausedUntil = does === 'pause' ? now + 3_000 : 0;
    leftAloneUntil = Math.max(leftAloneUntil, pausedUntil);
    const asked = does === 'give_back' ? { want: 0, need: 0 } : { want, need: 1 };
    const refused = does === 'refuse';
    const ask = { ...nothing, ...asked, holder: process.holder, made: process.made, pausedUntil, refused };
    const exchanged = exchangeQuota({ state, limit, ask, now });
    ({ state } = exchanged);
    process.made = [];
    const { answer } = exchanged;
    if (answer.kind !== 'granted') continue;
    const begun = Math.min(wished, answer.calls);
    calls.push(...Array.from({ length: begun }, () => ({ at: now, process: process.holder })));
    if (now < leftAloneUntil) undercut.push({ at: now, process: process.holder });
    process.made = begun === 0 ? [] : [[partOf({ at: now, within }), begun]];
  }
  return { calls, undercut };
}

describe.each([
  ['shared by processes', shared],
  ['of one process at a time', alone],
])('a quota %s', (_name, limit) => {
  test('is never used beyond the limit within any stretch of its window, whoever calls, dies or gives back', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { calls } = play({ steps, limit });
        for (const { at } of calls) {
          const inWindow = calls.filter((call) => call.at >= at && call.at < at + within);
          expect(inWindow.length).toBeLessThanOrEqual(limit.calls);
        }
      }),
    );
  });

  test('is not used by anybody before the moment the provider named', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        expect(play({ steps, limit }).undercut).toEqual([]);
      }),
    );
  });
});

describe('a mailbox that several processes want', () => {
  const ask = (given: Partial<QuotaAsk> & { holder: string }): QuotaAsk => ({
    ...nothing,
    want: 5,
    need: 1,
    ...given,
  });
  const exchange = (state: QuotaState, now: number, given: Partial<QuotaAsk> & { holder: string }) =>
    exchangeQuota({ state, limit: alone, ask: ask(given), now });

  test('passes on after a turn, to whoever waited longest', () => {
    let { state } = exchange(unusedQuota, 0, { holder: 'ana' });
    ({ state } = exchange(state, 500, { holder: 'ben' }));
    ({ state } = exchange(state, 600, { holder: 'cem' }));
    const turns: string[] = [];
    for (let now = 1_000; now < 70_000; now += 250) {
      for (const holder of ['cem', 'ben', 'ana']) {
        const { state: next, answer } = exchange(state, now, { holder });
        state = next;
        if (answer.kind === 'granted' && turns.at(-1) !== holder) turns.push(holder);
      }
    }
    expect(turns.slice(0, 3)).toEqual(['ana', 'ben', 'cem']);
  });

  test('stays with a process whose calls are still under way, though its turn is over', () => {
    const first = exchange(unusedQuota, 0, { holder: 'ana' });
    const waiting = exchange(first.state, 1_900, { holder: 'ben' });
    const over = exchange(waiting.state, 25_000, { holder: 'ben' });
    expect(over.answer.kind).toBe('granted');
    const busy = exchange(waiting.state, 2_000, { holder: 'ana', want: 0, need: 0, underWay: 2 });
    expect(exchange(busy.state, 2_100, { holder: 'ben' }).answer.kind).toBe('wait');
    const done = exchange(busy.state, 2_200, { holder: 'ana', want: 0, need: 0, underWay: 0 });
    expect(exchange(done.state, 2_300, { holder: 'ben' }).answer.kind).toBe('granted');
  });
});

test('what is scarce is shared out: nobody is given more than a part of it while others want it too', () => {
  let state = unusedQuota;
  const granted: number[] = [];
  for (const holder of ['ana', 'ben', 'cem']) {
    const ask: QuotaAsk = { ...nothing, holder, want: 50, need: 1 };
    // All of them wait already.
    const waiting = ['ana', 'ben', 'cem'].map((name) => ({ holder: name, since: 0, until: 2_000 }));
    const exchanged = exchangeQuota({ state: { ...state, waiting }, limit: shared, ask, now: 1_000 });
    ({ state } = exchanged);
    granted.push(exchanged.answer.kind === 'granted' ? exchanged.answer.calls : 0);
  }
  expect(Math.max(...granted)).toBeLessThanOrEqual(Math.ceil(shared.calls / 2));
  expect(Math.min(...granted)).toBeGreaterThan(0);
});

describe('after a refusal below the limit', () => {
  const made = (calls: number) => [[1_000, calls]] as const;
  const ask: QuotaAsk = { ...nothing, holder: 'ana', want: 50, need: 1 };
  const allowed = (state: QuotaState, now: number) => {
    const { answer } = exchangeQuota({ state, limit: shared, ask, now });
    return answer.kind === 'granted' ? answer.calls : 0;
  };

  test('fewer calls go than were refused, and all of them again after a while', () => {
    const { state } = exchangeQuota({
      state: unusedQuota,
      limit: shared,
      ask: { ...nothing, holder: 'ana', made: made(40), refused: true },
      now: 1_000,
    });
    expect(allowed(state, 1_000)).toBe(0);
    expect(allowed({ ...state, log: [] }, 1_000)).toBeLessThan(40);
    expect(allowed(state, 1_000 + 3 * within)).toBe(50);
  });

  test('with hardly a call of ours in the window half of the limit stays: it was about something else', () => {
    const { state } = exchangeQuota({
      state: unusedQuota,
      limit: shared,
      ask: { ...nothing, holder: 'ana', made: made(2), refused: true },
      now: 1_000,
    });
    expect(allowed({ ...state, log: [] }, 1_000)).toBe(25);
  });

  test('the refusals of calls that were under way then, and of any until calls begin again, say nothing new', () => {
    const refused = (state: QuotaState, now: number, pausedUntil = 0) =>
      exchangeQuota({ state, limit: shared, ask: { ...nothing, holder: 'ben', refused: true, pausedUntil }, now })
        .state;
    const { state } = exchangeQuota({
      state: unusedQuota,
      limit: shared,
      ask: { ...nothing, holder: 'ana', made: made(40), refused: true, pausedUntil: 8_000 },
      now: 1_000,
    });
    expect(refused(refused(state, 1_100), 7_000).ceiling).toEqual(state.ceiling);
    expect(refused(state, 20_000).ceiling).not.toEqual(state.ceiling);
  });

  test('the last places are handed out little by little, however much is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 21, max: 38 }), fc.integer({ min: 1, max: 60 }), (used, want) => {
        const ceiling = { calls: 40, at: 100_000 };
        const state: QuotaState = { ...unusedQuota, log: [[99_000, used]], ceiling };
        const { answer } = exchangeQuota({ state, limit: shared, ask: { ...ask, want }, now: 100_000 });
        const unused = 40 - used;
        expect(answer.kind === 'granted' ? answer.calls : 0).toBeLessThanOrEqual(Math.ceil(unused / 2) + 1);
      }),
    );
  });

  test('calls that are of use only together go as soon as the ceiling has room for all of them', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 39 }), (used) => {
        const ceiling = { calls: 40, at: 100_000 };
        const state: QuotaState = { ...unusedQuota, log: [[99_000, used]], ceiling };
        const need = 40 - used;
        const { answer } = exchangeQuota({ state, limit: shared, ask: { ...ask, want: need, need }, now: 100_000 });
        expect(answer).toMatchObject({ kind: 'granted', calls: need });
      }),
    );
  });
});
