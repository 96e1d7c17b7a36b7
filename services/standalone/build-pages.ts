import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

// Not import.meta.resolve: the set-up of a test run, which builds the pages too, has none.
const { resolve } = createRequire(import.meta.url);
const leftOut = new Set(['node_modules', 'dist', 'dist.stamp']);

/** Where the built pages are; builds them when their sources changed since the last time. */
export async function buildPages({ onBuild }: { onBuild: () => void }): Promise<string> {
  const root = path.dirname(resolve('@throughline/web/package.json'));
  const contracts = path.dirname(resolve('@throughline/contracts/package.json'));
  const outDir = path.join(root, 'dist');
  // Beside the pages, not among them: everything in there is served.
  const stampFile = path.join(root, 'dist.stamp');
  const stamp = await stampOf([root, contracts]);
  const isBuilt =
    (await readFile(stampFile, 'utf8').catch(() => null)) === stamp && existsSync(path.join(outDir, 'index.html'));
  if (isBuilt) return outDir;
  onBuild();
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn', build: { outDir, emptyOutDir: true } });
  await writeFile(stampFile, stamp);
  return outDir;
}

/** Changes when any source does, by content: a fresh checkout has new times and old pages none. */
async function stampOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const entries = glob('**/*', { cwd: folder, withFileTypes: true, exclude: ({ name }) => leftOut.has(name) });
    const files = (await Array.fromAsync(entries))
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .toSorted();
    for (const file of files) hash.update(path.relative(folder, file)).update(await readFile(file));
  }
  return hash.digest('hex');
}
