import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * Before a sandbox is closed: what was asked and answered, written into the folder THROUGHLINE_EXCHANGES names, if any.
 * Tests of the sandbox also ask what nobody should; `by` tells their requests from an application's.
 */
export async function keepExchanges({ url, by }: { url: string; by: 'application' | 'test' }): Promise<void> {
  const folder = process.env['THROUGHLINE_EXCHANGES'];
  if (folder === undefined || folder === '') return;
  const lines = await (await fetch(`${url}/control/requests`)).text();
  await writeFile(path.join(folder, `${by}-${randomUUID()}.jsonl`), lines);
}
