import { createHash, randomUUID } from 'node:crypto';
import type { EventFile } from '../../../core/calendar/calendar-event.ts';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';

/** The bytes of attachments, each kept once however many copies of an invitation carry it. */
export type FileStore = {
  readonly add: (file: {
    name: string;
    contentType: string;
    isInline: boolean;
    bytes: Buffer;
    at: number;
  }) => EventFile;
  readonly bytesOf: (file: EventFile) => Buffer;
  readonly clear: () => void;
};

export function openFiles({ journal }: { journal: Journal }): FileStore {
  const table = openTable<string>({ name: 'microsoft-files', journal });
  return {
    add: ({ bytes, at, ...described }) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (table.get(sha256) === undefined) table.set(sha256, bytes.toString('base64'));
      return { ...described, id: randomUUID(), size: bytes.length, sha256, updatedAt: at };
    },
    bytesOf: ({ sha256 }) => Buffer.from(table.get(sha256) ?? '', 'base64'),
    clear: table.clear,
  };
}
