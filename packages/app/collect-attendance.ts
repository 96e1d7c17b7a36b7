import { attendanceStore, type CallToLookAt } from '@throughline/db/attendance-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { nextLook } from '@throughline/domain/attendance/next-look.ts';
import { confirmationWindowEnd } from '@throughline/domain/conversation/outcome.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { AppContext } from './context.ts';
import { inParallel } from './in-parallel.ts';
import { isServed } from './is-served.ts';
import { lookAtCall } from './look-at-call.ts';

/** A provider takes a few calls for each; there are never many on a day. */
const atOnce = 4;

export type DueCall = { readonly call: CallToLookAt; readonly policy: Policy };

/**
 * Looks whether both people were in the call of conversations that are over, from an hour after the end until the
 * outcome is decided; providers publish late. Asks nothing where attendance is off. Answers how many were found out.
 */
export async function collectAttendance(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = context.clock.now();
  const due = await context.db.inOrganization(organizationId, async (tx): Promise<readonly DueCall[]> => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !organization.attendance || !isServed(organization)) return [];
    const policies = await policyStore(tx).all();
    const longest = Math.max(0, ...policies.map(({ rules }) => rules.confirmationWindowDays));
    const calls = await attendanceStore(tx).toLookAt({ now, since: now.subtract({ hours: longest * 24 }) });
    return calls.flatMap((call) => {
      const policy = policies.find(({ id }) => id === call.policyId);
      return policy !== undefined && isDue({ call, policy, now }) ? { call, policy } : [];
    });
  });
  const found = await inParallel({
    items: due,
    limit: atOnce,
    work: (one) => lookAtCall(context, { organizationId, ...one }),
  });
  return found.filter(Boolean).length;
}

function isDue({ call, policy, now }: DueCall & { now: Temporal.Instant }): boolean {
  const { endsAt, lookedAt } = call;
  const windowEndsAt = confirmationWindowEnd({ endsAt, policy });
  if (Temporal.Instant.compare(windowEndsAt, now) <= 0) return false;
  const look = nextLook({ endsAt, windowEndsAt, lookedAt });
  return look !== null && Temporal.Instant.compare(look, now) <= 0;
}
