import { publishPolicy } from '@throughline/app/publish-policy.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { recount, recountHeldWithin } from '../checks/recount.ts';
import type { World } from '../world.ts';
import { goodFaithPeople } from './good-faith-people.ts';
import { largeOrganization, type Shape } from './large-organization.ts';
import { liveWeeks, type Lived } from './live-weeks.ts';

const shareOfGoodFaith = 0.8;

export type LivedInGoodFaith = Lived & {
  /** Current among the eligible, in percent, counted from the raw tables at the end; until rollout has ended, with a date. */
  readonly headlinePercent: number;
  /** Of those, whose last conversation the report confirmed within the last interval. */
  readonly heldPercent: number;
};

/** Four of five people mean well; `steps` false asks nobody to help when a conversation slips. */
export async function liveInGoodFaith({
  shape,
  weeks,
  seed,
  steps,
}: {
  shape: Shape;
  weeks: number;
  seed: number;
  steps: boolean;
}): Promise<LivedInGoodFaith> {
  const organization = { ...largeOrganization({ seed, weeks, shape }), connectsInWeek: new Map<string, number>() };
  const lived = await liveWeeks({
    organization,
    weeks,
    seed,
    daily: true,
    peopleOf: (input) => goodFaithPeople({ ...input, share: shareOfGoodFaith }),
    ...(steps ? {} : { begin: withoutSteps }),
  });
  const { facts } = lived;
  const asOf = facts.now.toZonedDateTimeISO(facts.organization.time_zone).toPlainDate().toString();
  const { headline } = recount({ facts, asOf, leaderId: null });
  return { ...lived, headlinePercent: percent(headline), heldPercent: percent(recountHeldWithin({ facts, asOf })) };
}

async function withoutSteps({ context, organizationId }: World): Promise<void> {
  const [policy] = await context.db.inOrganization(organizationId, (tx) => policyStore(tx).all());
  if (policy === undefined) throw new Error('there is no policy');
  const rules = { ...policy.rules, steps: [] };
  await publishPolicy(context, {
    organizationId,
    policy: { ...policy, rules },
    note: 'Nobody is asked to help.',
    actor: { kind: 'operator' },
  });
}

function percent({ numerator, denominator }: { numerator: number; denominator: number }): number {
  return denominator === 0 ? 100 : (100 * numerator) / denominator;
}
