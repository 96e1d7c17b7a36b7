import { expect, test } from 'vitest';
import { leastThroughput, mostThrottled } from './bench/quota.bench.ts';
import { quotaScenarios } from './bench/quota-scenarios.ts';
import { simulate } from './bench/quota-simulation.ts';

/**
 * Fewer calls and processes than the bench has time for, in the same windows, and one seed. It keeps the limiter from
 * getting worse; whether the bars are met at full size and over several seeds, `npm run bench` says.
 */
const smaller = quotaScenarios.slice(0, 2).map((scenario) => ({
  ...scenario,
  provider: { ...scenario.provider, project: { calls: 2_000, within: 60_000 } },
  limits: { ...scenario.limits, project: { ...scenario.limits.project, calls: 2_000 } },
  mailboxes: 200,
  processes: 2,
  jobs: 20,
  minutes: 7,
}));

test.each(smaller)(
  '$name: hardly less gets through than an oracle brings through, and hardly a call is refused',
  async (scenario) => {
    const oracle = await simulate({ scenario, client: 'oracle', seed: 7 });
    const { accepted, refused } = await simulate({ scenario, client: 'ours', seed: 7 });
    expect(accepted / oracle.accepted).toBeGreaterThanOrEqual(leastThroughput);
    expect(refused / (accepted + refused)).toBeLessThanOrEqual(mostThrottled);
  },
);
