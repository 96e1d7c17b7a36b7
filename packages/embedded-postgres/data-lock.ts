import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export class DataDirectoryBusyError extends Error {
  constructor(directory: string) {
    super(
      `Another Throughline is running with the data in ${directory}. Stop it first, or set DATA_DIR to another directory.`,
    );
    this.name = 'DataDirectoryBusyError';
  }
}

export type DataLock = { release(): void };

const SQLITE_BUSY = 5;

/**
 * Holds `<directory>/lock` until released or until this process ends, however it ends. The operating system keeps the
 * lock, through the one thing in Node that can ask for it, so there is no stale lock and no process id to misread.
 */
export function lockDataDirectory(directory: string): DataLock {
  const file = new DatabaseSync(path.join(directory, 'lock'), { timeout: 0 });
  try {
    file.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new DataDirectoryBusyError(directory);
    }
    throw error;
  }
  return {
    release: () => {
      if (file.isOpen) file.close();
    },
  };
}
