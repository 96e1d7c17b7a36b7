import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Wake } from '@throughline/app/ports/queue.ts';
import { UnrecoverableError } from 'bullmq';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createQueues } from './create-queues.ts';
import type { Queues } from './create-queues.ts';
import { createWorkers } from './create-workers.ts';
import type { HandleWake, Workers } from './create-workers.ts';
import { openBackend } from './queue-backend.ts';
import type { QueueConnection } from './queue-backend.ts';
import { queueNames } from './queue-names.ts';

export type QueueUnderTest = {
  connection: QueueConnection;
  /** Cuts every connection there is, as a restart would. */
  cutConnections(): Promise<void>;
};

const patience = { timeout: 20_000, interval: 20 };
const aConversation = (): Wake => ({
  name: 'book-conversation',
  organizationId: randomUUID(),
  conversationId: randomUUID(),
});

/** What the queue owes the rest of Throughline, whichever backend it runs on. */
export function describeQueue(underTest: () => QueueUnderTest): void {
  let queues: Queues;
  let troubles: Error[];
  const open: Workers[] = [];
  let doomed: ChildProcess | undefined;
  const onTrouble = (error: Error) => void troubles.push(error);

  beforeEach(async () => {
    troubles = [];
    queues = await createQueues({ connection: underTest().connection, onTrouble });
  });

  afterEach(async () => {
    doomed?.kill('SIGKILL');
    for (const workers of open.splice(0)) await workers.close();
    await queues.close();
  });

  /** Out of touch for a second is a killed process, and also this one on a machine that has other things to do. */
  async function work(handle: HandleWake, lockMilliseconds = 30_000): Promise<Workers> {
    const workers = await createWorkers({ connection: underTest().connection, handle, onTrouble, lockMilliseconds });
    open.push(workers);
    return workers;
  }

  async function settled(): Promise<void> {
    await vi.waitFor(async () => {
      const counts = Object.values(await queues.counts());
      expect(counts.map(({ waiting, active }) => waiting + active)).toEqual(queueNames.map(() => 0));
    }, patience);
  }

  /** A handler that remembers its wakes and holds each until it is let go. */
  function gate() {
    const taken: Wake[] = [];
    const held: (() => void)[] = [];
    const handle: HandleWake = (wake) => {
      taken.push(wake);
      return new Promise((resolve) => held.push(resolve));
    };
    return { taken, handle, letGo: () => held.splice(0).forEach((release) => release()) };
  }

  test('each kind of wake arrives as it was sent', async () => {
    const organizationId = randomUUID();
    const wakes: Wake[] = [
      { name: 'run-sweep', sweep: 'plan-conversations', organizationId: null },
      { name: 'run-sweep', sweep: 'plan-conversations', organizationId },
      aConversation(),
      { name: 'sync-connection', organizationId, connectionId: randomUUID() },
      { name: 'relay-outbox', organizationId },
    ];
    const taken: Wake[] = [];
    await work(async (wake) => void taken.push(wake));
    for (const wake of wakes) await queues.wake(wake);
    await vi.waitFor(() => expect(taken).toHaveLength(wakes.length), patience);
    expect(new Set(taken)).toEqual(new Set(wakes));
  });

  test('while a wake waits, another for the same thing changes nothing', async () => {
    const wake = aConversation();
    for (let time = 0; time < 5; time += 1) await queues.wake(wake);
    const taken: Wake[] = [];
    await work(async (woken) => void taken.push(woken));
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    await settled();
    expect(taken).toEqual([wake]);
  });

  test('wakes that come while it runs make it run once again, and not at the same time', async () => {
    const wake = aConversation();
    const { taken, handle, letGo } = gate();
    await work(handle);
    await queues.wake(wake);
    await vi.waitFor(() => expect(taken).toHaveLength(1), patience);
    for (let time = 0; time < 3; time += 1) await queues.wake(wake);
    expect(taken).toHaveLength(1);
    letGo();
    await vi.waitFor(() => expect(taken).toHaveLength(2), patience);
    letGo();
    await settled();
    expect(taken).toEqual([wake, wake]);
  });

  test('what fails is tried again, and told when it is the last time', async () => {
    const tries: { attempt: number; lastAttempt: boolean }[] = [];
    await work(async (_wake, job) => {
      tries.push(job);
      throw new Error('not today');
    });
    await queues.wake(aConversation());
    await vi.waitFor(() => expect(tries).toHaveLength(3), patience);
    expect(tries).toEqual([
      { attempt: 1, lastAttempt: false },
      { attempt: 2, lastAttempt: false },
      { attempt: 3, lastAttempt: true },
    ]);
  });

  test('what failed for good can be woken again', async () => {
    const wake = aConversation();
    let tries = 0;
    await work(async () => {
      tries += 1;
      throw new UnrecoverableError('never');
    });
    for (let time = 1; time <= 3; time += 1) {
      await queues.wake(wake);
      await vi.waitFor(() => expect(tries).toBe(time), patience);
      await settled();
    }
  });

  test('what cannot be read is set aside and stops nobody', async () => {
    const backend = openBackend({ connection: underTest().connection, onTrouble });
    const queue = backend.openQueue('conversations');
    await queue.add('book-conversation', { organizationId: "'; DROP TABLE person" }, {});
    await queue.add('unheard-of', null, {});
    await queue.close();
    await backend.close();
    const taken: Wake[] = [];
    await work(async (wake) => void taken.push(wake));
    const wake = aConversation();
    await queues.wake(wake);
    await vi.waitFor(() => expect(taken).toEqual([wake]), patience);
    expect(troubles.map(({ message }) => message)).toEqual([
      expect.stringContaining('Not a wake: book-conversation'),
      expect.stringContaining('Not a wake: unheard-of'),
    ]);
  });

  test('a job of a killed process goes to another one, any number of times within reason', async () => {
    const wake = aConversation();
    await queues.wake(wake);
    for (let kill = 1; kill <= 3; kill += 1) {
      const child = spawn(
        process.execPath,
        [fileURLToPath(new URL('testing/hang-worker.ts', import.meta.url)), JSON.stringify(underTest().connection)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      doomed = child;
      const [said] = await once(child.stdout, 'data');
      expect(JSON.parse(String(said))).toEqual(wake);
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const taken: Wake[] = [];
    await work(async (woken) => void taken.push(woken), 1_000);
    await vi.waitFor(() => expect(taken).toEqual([wake]), patience);
    await settled();
    await queues.wake(wake);
    await vi.waitFor(() => expect(taken).toEqual([wake, wake]), patience);
  });

  test('after every connection was cut, wakes arrive again', async () => {
    const taken = new Set<string>();
    await work(async (wake) => void taken.add(JSON.stringify(wake)));
    const before = aConversation();
    await queues.wake(before);
    await vi.waitFor(() => expect(taken).toContain(JSON.stringify(before)), patience);
    await underTest().cutConnections();
    // A wake may be lost in the cut, which is why each is sent until it arrives, as the sweeps do.
    const after = aConversation();
    await vi.waitFor(async () => {
      await queues.wake(after);
      expect(taken).toContain(JSON.stringify(after));
    }, patience);
  });

  test('sweeps are woken over and over, once however many processes ask, and no longer once taken off', async () => {
    const taken: string[] = [];
    await work(async (wake) => void (wake.name === 'run-sweep' && taken.push(wake.sweep)));
    await queues.schedule([
      { sweep: 'retired', everySeconds: 1 },
      { sweep: 'keep-cadence', everySeconds: 1 },
    ]);
    await Promise.all([1, 2].map(() => queues.schedule([{ sweep: 'keep-cadence', everySeconds: 1 }])));
    // For a moment the next one waits beside the one that is about to be taken; two that are asked for would always.
    const waiting: number[] = [];
    while (waiting.length < 9) {
      waiting.push((await queues.counts()).sweeps.delayed);
      await wait(200);
    }
    expect(waiting.toSorted((a, b) => a - b)[4]).toBeLessThanOrEqual(1);
    await vi.waitFor(
      () => expect(taken.filter((sweep) => sweep === 'keep-cadence').length).toBeGreaterThan(2),
      patience,
    );
    const retired = taken.filter((sweep) => sweep === 'retired').length;
    const kept = taken.length;
    await vi.waitFor(() => expect(taken.length).toBeGreaterThan(kept + 1), patience);
    expect(taken.filter((sweep) => sweep === 'retired')).toHaveLength(retired);
    await queues.schedule([]);
  });

  test('closing waits for what is running, and the rest waits for another process', async () => {
    const started = new Set<string>();
    const ended = new Set<string>();
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const workers = await work(async (wake) => {
      started.add(JSON.stringify(wake));
      await gate;
      ended.add(JSON.stringify(wake));
    });
    const [running, later] = [aConversation(), aConversation()];
    await queues.wake(running);
    await vi.waitFor(() => expect(started.size).toBe(1), patience);
    let closed = false;
    const closing = workers.close().then(() => (closed = true));
    await queues.wake(later);
    expect(closed).toBe(false);
    letGo();
    await closing;
    expect(ended).toEqual(started);
    await work(async (wake) => void ended.add(JSON.stringify(wake)));
    await vi.waitFor(
      () => expect(ended).toEqual(new Set([running, later].map((wake) => JSON.stringify(wake)))),
      patience,
    );
  });

  test('a wake that cannot be sent is reported and does not fail whoever sent it', async () => {
    const deaf = await createQueues({ connection: underTest().connection, onTrouble });
    await deaf.close();
    await deaf.wake(aConversation());
    expect(troubles.map(({ message }) => message)).toContainEqual(
      'The queue did not take the wake book-conversation; the next sweep makes up for it.',
    );
  });
}
