import { expect, test } from 'vitest';
import { halfLife, isDoubtful, nextPushStep, type PushChannel } from './push-step.ts';

const opened = Temporal.Instant.from('2027-03-01T09:00:00Z');
const days = (count: number) => opened.add({ hours: 24 * count });

type Answered = Exclude<PushChannel, { state: 'opening' }>;

function aChannel(given: Partial<Answered> = {}): Answered {
  return {
    id: 'channel',
    state: 'open',
    openedAt: opened,
    expiresAt: days(30),
    renewAt: days(15),
    closeAt: null,
    heardAt: days(14),
    ...given,
  };
}

const aLostOne = (given: object = {}) => ({ id: 'lost', state: 'opening', askedAt: opened, ...given }) as const;

function step(given: Partial<Parameters<typeof nextPushStep>[0]> = {}) {
  return nextPushStep({
    channels: [aChannel()],
    wanted: true,
    renewable: false,
    connectedAt: opened,
    missed: 0,
    now: days(1),
    ...given,
  });
}

test('a connection without a channel gets one, and what changed before is read', () => {
  expect(step({ channels: [] })).toEqual({ kind: 'open', replaces: null, overlap: false, gap: true });
});

test('nothing is to be done before half of its life is over', () => {
  const channels = [aChannel({ heardAt: days(9) })];
  expect(step({ channels, now: days(14) })).toEqual({ kind: 'wait', until: days(15) });
  expect(step()).toEqual({ kind: 'wait', until: days(15) });
  expect(halfLife({ from: opened, until: days(30) })).toEqual(days(15));
});

test('at half life it is renewed, or another takes its place while it still announces', () => {
  expect(step({ now: days(15), renewable: true })).toEqual({ kind: 'renew', channelId: 'channel' });
  expect(step({ now: days(15) })).toEqual({ kind: 'open', replaces: 'channel', overlap: true, gap: false });
});

test('a replaced one is closed when its time has come, and the open one stays', () => {
  const channels = [aChannel({ state: 'closing', id: 'old', closeAt: days(2) }), aChannel()];
  expect(step({ channels })).toEqual({ kind: 'wait', until: days(2) });
  expect(step({ channels, now: days(2) })).toEqual({ kind: 'close', channelId: 'old' });
});

test('one that expired is forgotten: nobody has to be told', () => {
  expect(step({ now: days(30) })).toEqual({ kind: 'forget', channelId: 'channel' });
});

test('three readings in a row that found what nobody announced make a channel dead', () => {
  expect(step({ missed: 2 })).toMatchObject({ kind: 'wait' });
  expect(step({ missed: 3 })).toEqual({ kind: 'open', replaces: 'channel', overlap: false, gap: true });
});

test('so does a week of silence, counted from its opening where it never said a word', () => {
  const channels = [aChannel({ heardAt: null })];
  expect(step({ channels, now: days(6) })).toEqual({ kind: 'wait', until: days(7) });
  expect(step({ channels, now: days(7) })).toMatchObject({ kind: 'open', gap: true });
  expect(step({ channels: [aChannel({ heardAt: days(5) })], now: days(7) })).toMatchObject({ kind: 'wait' });
});

test('a channel of an earlier grant is replaced', () => {
  expect(step({ connectedAt: days(1) })).toEqual({ kind: 'open', replaces: 'channel', overlap: false, gap: true });
});

test('whatever came of an opening without an answer is closed once another is open', () => {
  expect(step({ channels: [aLostOne()] })).toMatchObject({ kind: 'open' });
  expect(step({ channels: [aLostOne(), aChannel()] })).toEqual({ kind: 'close_lost', channelIds: ['lost'] });
  expect(step({ channels: [aLostOne()], now: days(31) })).toEqual({ kind: 'forget', channelId: 'lost' });
});

test('where push is not wanted everything is closed, the unanswered first', () => {
  expect(step({ wanted: false, channels: [aChannel(), aLostOne()] })).toMatchObject({ kind: 'close_lost' });
  expect(step({ wanted: false })).toEqual({ kind: 'close', channelId: 'channel' });
  // Whether it is wanted by now is looked at the next day.
  expect(step({ wanted: false, channels: [] })).toEqual({ kind: 'wait', until: days(2) });
});

test('a channel is doubted after three days without a word, or at the first change it kept quiet about', () => {
  const doubtful = (now: Temporal.Instant, missed = 0) => isDoubtful({ lastSignAt: opened, missed, now });
  expect([doubtful(days(2)), doubtful(days(3)), doubtful(days(1), 1)]).toEqual([false, true, true]);
  expect(isDoubtful({ lastSignAt: null, missed: 0, now: opened })).toBe(false);
});
