import { expect, test } from 'vitest';
import { createConcurrencyGate } from './concurrency-gate.ts';

/** Work that goes on until the test lets it end. */
const held = () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
};

test('no more is under way than there are places, and whoever came first goes first', async () => {
  const gate = createConcurrencyGate({ places: 2 });
  const begun: string[] = [];
  const jobs = ['a', 'b', 'c', 'd'].map((name) => {
    const job = held();
    const done = gate.run({
      connectionId: 'ana',
      work: () => {
        begun.push(name);
        return job.work();
      },
    });
    return { ...job, done };
  });
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b']);
  jobs[1]?.end();
  await jobs[1]?.done;
  await Promise.resolve();
  expect(begun).toEqual(['a', 'b', 'c']);
  for (const { end } of jobs) end();
  await Promise.all(jobs.map(({ done }) => done));
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

test('work that takes several places waits for all of them, and nothing smaller slips by', async () => {
  const gate = createConcurrencyGate({ places: 4 });
  const begun: string[] = [];
  const one = held();
  const first = gate.run({ connectionId: 'ana', work: one.work });
  const many = gate.run({ connectionId: 'ana', places: 20, work: async () => void begun.push('many') });
  const small = gate.run({ connectionId: 'ana', work: async () => void begun.push('small') });
  await Promise.resolve();
  expect(begun).toEqual([]);
  one.end();
  await Promise.all([first, many, small]);
  expect(begun).toEqual(['many', 'small']);
});

test('one connection does not hold another back, and work that fails gives its place back', async () => {
  const gate = createConcurrencyGate({ places: 1 });
  const mine = held();
  const waiting = gate.run({ connectionId: 'ana', work: mine.work });
  await expect(gate.run({ connectionId: 'ben', work: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
  await expect(gate.run({ connectionId: 'ben', work: async () => 'yes' })).resolves.toBe('yes');
  mine.end();
  await waiting;
});
