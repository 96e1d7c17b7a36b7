import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';

/** A directory for this test file, gone after its last test. Call it at the top of the file. */
export function emptyDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'throughline-cli-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  return directory;
}
