import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSettings } from './env.ts';
import { findInstallation } from './find-installation.ts';
import { writeRunningFile } from './running-file.ts';

const dataDir = mkdtempSync(path.join(tmpdir(), 'throughline-installation-'));
afterAll(() => rmSync(dataDir, { recursive: true }));
const own = 'postgres://throughline_app@127.0.0.1:5001/throughline';
const other = { DATABASE_URL: 'postgres://db/throughline', DATABASE_OWNER_URL: 'postgres://owner@db/throughline' };

const found = (environment: Record<string, string>) => {
  const answer = readSettings({ environment: { DATA_DIR: dataDir, ...environment }, fromFile: {} });
  if (answer.kind === 'problems') throw new Error(JSON.stringify(answer.problems));
  return findInstallation({ settings: answer.settings });
};

describe('what the command line is about', () => {
  test('nothing, where nothing runs and no setting names a database', async () => {
    expect(await found({})).toBeNull();
  });

  test('what the settings name; the queue is in Redis or in the same database', async () => {
    expect(await found(other)).toMatchObject({ kind: 'external', queue: null, sandboxOrigin: null });
    const queueUrl = 'postgres://queue@db/throughline';
    expect(await found({ ...other, QUEUE_DATABASE_URL: queueUrl })).toMatchObject({ queueUrl, queue: { queueUrl } });
    const redisUrl = 'redis://cache';
    expect(await found({ ...other, REDIS_URL: redisUrl })).toMatchObject({ queueUrl: null, queue: { redisUrl } });
  });

  describe('beside a running standalone', () => {
    const running = {
      pid: process.pid,
      publicUrl: 'http://localhost:3000',
      appUrl: own,
      ownerUrl: own,
      queueUrl: own,
      sandboxOrigin: 'http://localhost:3001',
      smtpUrl: null,
      encryptionKeys: 'v1:unused',
    };

    test('the standalone, with its sandbox', async () => {
      await writeRunningFile({ dataDir, running });
      expect(await found({})).toMatchObject({ kind: 'standalone', appUrl: own, sandboxOrigin: running.sandboxOrigin });
      expect(await found({ ...other, DATABASE_URL: own })).toMatchObject({ kind: 'standalone' });
    });

    test('another database, where a setting names it', async () => {
      await writeRunningFile({ dataDir, running });
      expect(await found(other)).toMatchObject({ kind: 'external', appUrl: other.DATABASE_URL });
    });

    test('not one whose process is gone', async () => {
      await writeRunningFile({ dataDir, running: { ...running, pid: 2 ** 22 - 1 } });
      expect(await found({})).toBeNull();
    });
  });
});
