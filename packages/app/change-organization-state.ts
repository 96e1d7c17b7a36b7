import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';

export type StateRefusal = {
  readonly kind: 'refused';
  readonly reason: 'unknown_organization' | 'already_live' | 'paused' | 'not_paused' | 'already_paused';
};

/** Takes an organisation to another state, one change at a time, and puts it on record. */
export async function changeOrganizationState({
  tx,
  organizationId,
  action,
  actor,
  now,
  decide,
}: {
  tx: Transaction;
  organizationId: string;
  action: string;
  actor: AuditActor;
  now: Temporal.Instant;
  decide: (organization: Organization) => Organization | StateRefusal;
}): Promise<Organization | StateRefusal> {
  const organizations = organizationStore(tx);
  const before = await organizations.lock(organizationId);
  if (!before) return { kind: 'refused', reason: 'unknown_organization' };
  const after = decide(before);
  if ('kind' in after) return after;
  await organizations.put(after);
  await auditStore(tx).append({
    at: now,
    entry: {
      actor,
      action,
      subjectKind: 'organization',
      subjectId: organizationId,
      details: { from: before.state, to: after.state },
    },
  });
  return after;
}
