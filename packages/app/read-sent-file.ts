import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';
import { readImportFile, type ReadImportFile, type ReadingChoice } from './read-import-file.ts';

/** Reads a file of people as of the organisation's own day. Nothing is stored. */
export async function readSentFile(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, bytes, choice }: { organizationId: string; bytes: Uint8Array; choice: ReadingChoice },
): Promise<ReadImportFile> {
  const now = clock.now();
  const today = await db.inOrganization(organizationId, (tx) => organizationToday({ tx, organizationId, now }));
  return readImportFile({ bytes, choice, today });
}
