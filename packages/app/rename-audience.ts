import { randomUUIDv7 } from 'node:crypto';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Audience, Policy } from '@throughline/domain/policy/policy.ts';

/**
 * Policies for a group, and a pilot with one, follow its new name; policies each in a new version: what they ask of whom
 * stays. Where somebody still bears
 * the old name, as a department may, they stay with it.
 */
export async function renameAudience({
  tx,
  organizationId,
  from,
  to,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  from: string;
  to: string;
  now: Temporal.Instant;
}): Promise<void> {
  if (await peopleStore(tx).isGroupBorne(from)) return;
  const policies = policyStore(tx);
  const newest = new Map<string, Policy>();
  for (const policy of await policies.all()) {
    const known = newest.get(policy.key);
    if (!known || known.version < policy.version) newest.set(policy.key, policy);
  }
  for (const policy of newest.values()) {
    if (policy.audience.kind !== 'group' || policy.audience.group !== from) continue;
    const renamed = {
      ...policy,
      id: randomUUIDv7(),
      version: policy.version + 1,
      audience: { ...policy.audience, group: to },
    };
    await policies.publish({ policy: renamed, note: `The group ${from} is now called ${to}.`, now });
  }
  const organizations = organizationStore(tx);
  const organization = await organizations.lock(organizationId);
  if (organization === null) return;
  const { pilotAudience, formerPilotAudience } = organization;
  const called = (audience: Audience | null) =>
    audience?.kind === 'group' && audience.group === from ? { ...audience, group: to } : audience;
  const renamed = { pilotAudience: called(pilotAudience), formerPilotAudience: called(formerPilotAudience) };
  if (renamed.pilotAudience !== pilotAudience || renamed.formerPilotAudience !== formerPilotAudience)
    await organizations.put({ ...organization, ...renamed });
}
