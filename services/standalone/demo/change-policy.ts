import type { AppContext } from '@throughline/app/context.ts';
import { publishPolicy } from '@throughline/app/publish-policy.ts';
import { policyStore } from '@throughline/db/policy-store.ts';

const prepDays = 10;

/** What the first months taught: a second version with a note, once. It marks its week in every trend. */
export async function changePolicy({
  context,
  organizationId,
}: {
  context: AppContext;
  organizationId: string;
}): Promise<void> {
  const [first, ...later] = await context.db.inOrganization(organizationId, (tx) => policyStore(tx).all());
  if (first === undefined || later.length > 0) return;
  const { key, name, audience, rules } = first;
  await publishPolicy(context, {
    organizationId,
    policy: { key, name, audience, rules: { ...rules, reportPrepDays: prepDays } },
    note: `${prepDays} days to prepare instead of ${rules.reportPrepDays}, as people asked`,
    actor: { kind: 'operator' },
  });
}
