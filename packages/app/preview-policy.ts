import { peopleStore } from '@throughline/db/people-store.ts';
import type { PolicyIssue, StatedPolicy } from '@throughline/domain/policy/next-version.ts';
import type { AppContext } from './context.ts';
import { previewInWorkforce, type PreviewedWorkforce } from './preview-in-workforce.ts';
import { hasWorksCouncil } from './told-by-person.ts';
import { loadWorkforce } from './workforce.ts';

export type PreviewedPolicy =
  | (PreviewedWorkforce & {
      readonly kind: 'preview';
      /** What single people are told of is kept short. */
      readonly hasWorksCouncil: boolean;
    })
  | { readonly kind: 'refused'; readonly issues: readonly PolicyIssue[] }
  /** The person it is for is nobody of this organisation. */
  | { readonly kind: 'not_found' };

/** Who would be due when under a draft of a policy, in the organisation as it is. Reads only: nothing is stored or sent. */
export async function previewPolicy(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, stated, weeks }: { organizationId: string; stated: StatedPolicy; weeks: number },
): Promise<PreviewedPolicy> {
  const now = clock.now();
  const read = await db.inOrganization(organizationId, async (tx) => {
    const { audience } = stated;
    if (audience?.kind === 'person' && (await peopleStore(tx).byId(audience.personId)) === null) return null;
    return {
      workforce: await loadWorkforce({ tx, organizationId, now }),
      hasWorksCouncil: await hasWorksCouncil({ tx, organizationId }),
    };
  });
  if (read === null) return { kind: 'not_found' };
  const previewed = await previewInWorkforce({ workforce: read.workforce, stated, weeks, now });
  return previewed.kind === 'refused' ? previewed : { ...previewed, hasWorksCouncil: read.hasWorksCouncil };
}
