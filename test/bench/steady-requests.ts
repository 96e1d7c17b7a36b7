import http from 'node:http';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';

export type Steady = {
  readonly url: string;
  readonly key: string;
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
};

export type Answered = { readonly status: number; readonly milliseconds: number };

/** Asks at a steady rate, whatever became of what was asked before, and waits for every answer. */
export async function steadyRequests({ url, key, paths, perSecond, seconds }: Steady): Promise<readonly Answered[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });
  const asked: Promise<Answered>[] = [];
  const from = performance.now();
  while (performance.now() - from < seconds * 1_000) {
    const dueByNow = ((performance.now() - from) / 1_000) * perSecond;
    while (asked.length < dueByNow) {
      const path = paths[asked.length % paths.length] ?? '';
      asked.push(ask({ agent, url: `${url}${path}`, key }));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const answered = await Promise.all(asked);
  agent.destroy();
  return answered;
}

function ask({ agent, url, key }: { agent: http.Agent; url: string; key: string }): Promise<Answered> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers: { authorization: `Bearer ${key}` } }, (response) => {
        response.resume().once('end', () => {
          resolve({ status: response.statusCode ?? 0, milliseconds: performance.now() - from });
        });
      })
      .once('error', reject);
  });
}

// Run as a thread of its own, so that asking much does not slow down whoever measures.
if (
  !isMainThread &&
  parentPort !== null &&
  typeof workerData === 'object' &&
  workerData !== null &&
  'key' in workerData
)
  parentPort.postMessage(await steadyRequests(workerData as Steady));
