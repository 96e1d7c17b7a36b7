import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { newestOfKey, nextVersion, type PolicyToPublish } from '@throughline/domain/policy/next-version.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';

/**
 * Makes a new version of a policy, or a policy there was none of. Versions are never changed: conversations that are
 * open keep the due dates of theirs, and who is asked to help when they slip goes by the newest. The rollout goes on
 * as it began. Several at once each get a version of their own.
 */
export async function publishPolicy(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    policy,
    note,
    actor,
  }: { organizationId: string; policy: PolicyToPublish; note: string; actor: AuditActor },
): Promise<Policy> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    const before = newestOfKey({ key: policy.key, policies: await policyStore(tx).all() });
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    const published = nextVersion({ policy, before, id: randomUUIDv7(), today });
    await policyStore(tx).publish({ policy: published, note, now });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'policy.published',
        subjectKind: 'policy',
        subjectId: published.id,
        details: { key: published.key, version: published.version },
      },
    });
    return published;
  });
}
