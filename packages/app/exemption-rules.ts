import type { Transaction } from '@throughline/db/database.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { organizationPolicy } from './organization-policy.ts';
import { organizationToday } from './organization-today.ts';

/** The organisation's date, and how long an exemption may last by its own policy, or by the default before it has any. */
export async function exemptionRules({
  tx,
  organizationId,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  now: Temporal.Instant;
}): Promise<{ readonly today: Temporal.PlainDate; readonly longestDays: number }> {
  const today = await organizationToday({ tx, organizationId, now });
  const rules = organizationPolicy(await policyStore(tx).all())?.rules ?? policyRules.parse({});
  return { today, longestDays: rules.longestExemptionDays };
}
