import path from 'node:path';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { migrate } from '@throughline/db/migrate.ts';
import { createQueues } from '@throughline/jobs/create-queues.ts';
import { migrateQueue } from '@throughline/jobs/migrate-queue.ts';
import { createRuntime, type RuntimeInput } from '@throughline/runtime/create-runtime.ts';
import type { Settings } from '@throughline/runtime/env.ts';
import { createLog } from '@throughline/runtime/log.ts';
import { removeRunningFile, writeRunningFile } from '@throughline/runtime/running-file.ts';
import { settle } from '@throughline/worker/settle.ts';
import { startWorker } from '@throughline/worker/start-worker.ts';
import { buildPages } from './build-pages.ts';
import { liveDemo } from './demo/live-demo.ts';
import { showDemo } from './demo/show-demo.ts';
import { hurriedUrl } from './hurried-url.ts';
import { openRecord } from './open-record.ts';
import { openSandbox } from './open-sandbox.ts';
import type { Progress } from './progress.ts';

export type Standalone = { stop(): Promise<void> };

/**
 * Everything on one machine: PostgreSQL, the sandbox where no real client is set, the API with its pages, and the
 * workers. Answers once `/readyz` does. `signal` stops a start half-way; whatever was started is stopped again, in the
 * order HTTP, workers, sandbox, PostgreSQL.
 */
export async function startStandalone({
  settings,
  progress,
  signal,
}: {
  settings: Settings;
  progress: Progress;
  signal: AbortSignal;
}): Promise<Standalone> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const close of closers.splice(0).toReversed()) await close();
  };
  try {
    await start({ settings, progress, signal, onStop: (close) => closers.push(close) });
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function start({
  settings,
  progress,
  signal,
  onStop,
}: {
  settings: Settings;
  progress: Progress;
  signal: AbortSignal;
  onStop: (close: () => Promise<void>) => void;
}): Promise<void> {
  const { dataDir, publicUrl, port, host } = settings;
  const { say } = progress;
  const log = createLog({ level: settings.logLevel === 'info' ? 'warn' : settings.logLevel, name: 'throughline' });

  const pages = buildPages({ onBuild: () => say('Building the pages …') });
  pages.catch(() => {});
  say('Starting PostgreSQL …');
  const record = await openRecord({ settings, say });
  onStop(record.close);
  await migrate({ ownerUrl: record.ownerUrl });
  if (record.queueUrl !== null) await migrateQueue({ queueUrl: record.queueUrl });
  signal.throwIfAborted();

  let onStep = async () => {};
  const outside = await openSandbox({ settings, say, onStep: () => onStep() });
  onStop(outside.close);

  const trouble = (error: Error) => log.warn({ err: error }, 'the queue is in trouble');
  const connection = settings.redisUrl === null ? { queueUrl: record.queueUrl ?? '' } : { redisUrl: settings.redisUrl };
  const queues = await createQueues({ connection, onTrouble: trouble });
  const input: RuntimeInput = {
    name: 'throughline standalone',
    appUrl: record.appUrl,
    publicUrl,
    calendars: { google: outside.google, microsoft: outside.microsoft },
    smtp: outside.smtp,
    encryptionKeys: outside.encryptionKeys,
    clock: outside.clock,
    queue: queues,
    log,
    receiversOnLoopback: outside.demo !== null,
    poolSize: 16,
  };
  const runtime = createRuntime(input);
  onStop(async () => {
    await queues.close();
    await runtime.close();
  });
  const { context } = runtime;
  const includeDemo = outside.demo !== null;
  onStep = () => settle(context, { includeDemo });

  const readiness = { ready: false };
  const { app } = await buildApp({
    context,
    signIn: providerSignIns({ settings: input.calendars, oidc: settings.oidc, wall: outside.clock.wall }),
    demo: outside.demo,
    pagesDir: await pages,
    isReady: () => readiness.ready,
    queueCounts: () => queues.counts(),
    logger: log,
    redisUrl: settings.redisUrl,
  });
  onStop(() => app.close());
  await app.listen({ port, host });

  const { demo } = outside;
  if (demo !== null) {
    const hurried = createRuntime({ ...input, appUrl: hurriedUrl(record.appUrl) });
    onStep = () => settle(hurried.context, { includeDemo });
    try {
      await liveDemo({ context, demo, publicUrl: `http://127.0.0.1:${port}`, dataDir, progress, signal });
    } finally {
      onStep = () => settle(context, { includeDemo });
      await hurried.close();
    }
  }
  signal.throwIfAborted();
  const workers = await startWorker({ context, connection, queues, includeDemo });
  onStop(workers.close);
  // HTTP first on the way out: nothing new comes in while the workers finish.
  onStop(() => app.close());

  await writeRunningFile({
    dataDir: path.resolve(dataDir),
    running: {
      pid: process.pid,
      publicUrl,
      appUrl: record.appUrl,
      ownerUrl: record.ownerUrl,
      queueUrl: record.queueUrl ?? '',
      sandboxOrigin: outside.demo?.sandboxUrl ?? null,
      smtpUrl: outside.smtp.url,
      encryptionKeys: outside.encryptionKeys,
    },
  });
  onStop(() => removeRunningFile({ dataDir: path.resolve(dataDir) }));
  if (outside.demo !== null) {
    await showDemo({ context, dataDir, publicUrl, sandboxUrl: outside.demo.sandboxUrl, say });
  }
  readiness.ready = true;
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
  if (!answer.ok) throw new Error(`/readyz answered ${answer.status}`);
  say(`Throughline is ready at ${publicUrl}`);
}
