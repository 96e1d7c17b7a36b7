import type { AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import {
  completePolicy,
  newestOfKey,
  type PolicyIssue,
  type StatedPolicy,
} from '@throughline/domain/policy/next-version.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { publishPolicy } from './publish-policy.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'queue'>;

export type PublishedStatedPolicy =
  | { readonly kind: 'published'; readonly id: string }
  | { readonly kind: 'refused'; readonly issues: readonly PolicyIssue[] }
  /** The person it is for is nobody of this organisation. */
  | { readonly kind: 'not_found' }
  /** Somebody published another version since the caller looked. */
  | { readonly kind: 'changed_meanwhile' };

/**
 * Publishes the next version of a policy as an API client states it. `isCurrent`, asked while nobody else can publish,
 * is told the id of the newest version, or null, and says whether that is the one the caller saw.
 */
export async function publishStatedPolicy(
  context: Context,
  {
    organizationId,
    stated,
    note,
    actor,
    isCurrent,
  }: {
    organizationId: string;
    stated: StatedPolicy;
    note: string;
    actor: AuditActor;
    isCurrent: (context: Context, newestId: string | null) => Promise<boolean>;
  },
): Promise<PublishedStatedPolicy> {
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx): Promise<PublishedStatedPolicy> => {
      await organizationStore(tx).lock(organizationId);
      const { audience, key } = stated;
      if (audience?.kind === 'person' && (await peopleStore(tx).byId(audience.personId)) === null)
        return { kind: 'not_found' };
      const before = newestOfKey({ key, policies: await policyStore(tx).all() });
      if (!(await isCurrent(joined, before?.id ?? null))) return { kind: 'changed_meanwhile' };
      const complete = completePolicy({ stated, before });
      if (complete.kind === 'refused') return complete;
      const { id } = await publishPolicy(joined, { organizationId, policy: complete.policy, note, actor });
      await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
      return { kind: 'published', id };
    },
  });
}
