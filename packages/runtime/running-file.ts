import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const content = z.object({
  pid: z.number().int(),
  publicUrl: z.string(),
  appUrl: z.string(),
  ownerUrl: z.string(),
  queueUrl: z.string(),
  sandboxOrigin: z.string().nullable(),
  smtpUrl: z.string().nullable(),
  encryptionKeys: z.string(),
});
export type Running = z.infer<typeof content>;

const fileIn = (dataDir: string) => path.join(dataDir, 'running.json');

/** Leaves word of where everything is, for the command line; readable by its owner only. */
export async function writeRunningFile({ dataDir, running }: { dataDir: string; running: Running }): Promise<void> {
  await writeFile(fileIn(dataDir), `${JSON.stringify(running, null, 2)}\n`, { mode: 0o600 });
}

export async function removeRunningFile({ dataDir }: { dataDir: string }): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

/** What a running standalone left, or null when there is none, its process gone included. */
export async function readRunningFile({ dataDir }: { dataDir: string }): Promise<Running | null> {
  try {
    const running = content.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')));
    process.kill(running.pid, 0);
    return running;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}
