import { existsSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Secrets: readable by its owner only. A file that is replaced is whole at any moment. */
export async function writeEnvFile({
  file,
  text,
  replace,
}: {
  file: string;
  text: string;
  replace: boolean;
}): Promise<void> {
  const mode = 0o600;
  if (!replace || !existsSync(file)) return writeFile(file, text, { mode, flag: 'wx' });
  const next = `${file}.next`;
  await writeFile(next, text, { mode });
  await rename(next, file);
}
