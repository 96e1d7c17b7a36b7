import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { PolicyIssue, StatedPolicy } from '@throughline/domain/policy/next-version.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { previewInWorkforce, type PreviewedWorkforce } from './preview-in-workforce.ts';
import { readImportFile, type ReadImportFile, type ReadingChoice } from './read-import-file.ts';
import { workforceOfFile, type FileProblem } from './workforce-of-file.ts';

export type PreviewedInFile =
  | (PreviewedWorkforce & {
      readonly kind: 'preview';
      readonly problems: readonly FileProblem[];
    })
  | { readonly kind: 'refused'; readonly issues: readonly PolicyIssue[] }
  /** Its columns have to be said, or it is no table. */
  | { readonly kind: 'unreadable'; readonly file: Extract<ReadImportFile, { kind: 'refused' }> }
  | { readonly kind: 'too_many_rows'; readonly rows: number };

/** More than can be looked at while somebody waits for the answer. */
export const mostPreviewedRows = 20_000;

/**
 * Who would be due when under a draft, had the organisation the people of a file. The file is read in memory: nothing of
 * it is stored, sent or logged.
 */
export async function previewPolicyInFile(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    stated,
    weeks,
    bytes,
    choice,
  }: { organizationId: string; stated: StatedPolicy; weeks: number; bytes: Uint8Array; choice: ReadingChoice },
): Promise<PreviewedInFile> {
  const now = clock.now();
  const { organization, policies } = await db.inOrganization(organizationId, async (tx) => ({
    organization: await organizationStore(tx).byId(organizationId),
    policies: await policyStore(tx).all(),
  }));
  if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
  const today = localDateOf({ instant: now, timeZone: organization.timeZone });
  const file = await readImportFile({ bytes, choice, today });
  if (file.kind === 'refused') return { kind: 'unreadable', file };
  const { rows, columns } = file;
  if (rows.length > mostPreviewedRows) return { kind: 'too_many_rows', rows: rows.length };
  const headingOf = (wanted: string) => columns.find(({ field }) => field === wanted)?.header ?? null;
  const { workforce, problems } = workforceOfFile({ rows, headingOf, organization, policies, today, now });
  const previewed = await previewInWorkforce({ workforce, stated, weeks, now });
  return previewed.kind === 'refused' ? previewed : { ...previewed, problems };
}
