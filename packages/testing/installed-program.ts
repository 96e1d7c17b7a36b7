import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Where one of these programs is installed, looked for along PATH, or null, on which the tests that need it say so and
 * skip. Where no skip is allowed (`CI=true` or `THROUGHLINE_NO_SKIP=1`) a missing one is an error.
 */
export function installedProgram(...names: readonly string[]): string | null {
  const directories = (process.env['PATH'] ?? '').split(path.delimiter);
  const extension = process.platform === 'win32' ? '.exe' : '';
  for (const name of names) {
    const found = directories
      .map((directory) => path.join(directory, name + extension))
      .find((file) => existsSync(file));
    if (found !== undefined) return found;
  }
  if (process.env['CI'] === 'true' || process.env['THROUGHLINE_NO_SKIP'] === '1') {
    throw new Error(`No ${names.join(' or ')} is installed, and no test may be skipped here.`);
  }
  return null;
}
