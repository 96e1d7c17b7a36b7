import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generateKey } from '@throughline/security/keyring.ts';

/** The sandbox's own keys, made on the first start and kept beside its data. Real installations set ENCRYPTION_KEYS. */
export async function sandboxEncryptionKeys({ dataDir }: { dataDir: string }): Promise<string> {
  const file = path.join(dataDir, 'encryption-keys');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const keys = `v1:${generateKey()}`;
  await writeFile(file, `${keys}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}
