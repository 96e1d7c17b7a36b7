import { quotaScenarios } from './quota-scenarios.ts';
import { simulate, type ClientName, type Scenario, type Tally } from './quota-simulation.ts';

/** Of what an oracle gets through, and of our calls. */
export const leastThroughput = 0.97;
export const mostThrottled = 0.005;

const seeds = [1, 2];

const percent = (value: number) => `${(value * 100).toFixed(2)} %`;
const sum = (tallies: readonly Tally[], key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0);

/** Calls that get through, and calls refused, beside an oracle's and beside a client that only backs off. */
export async function run(): Promise<readonly string[]> {
  const failures: string[] = [];
  console.log(
    `${'scenario'.padEnd(52)}${'client'.padEnd(10)}${'of the oracle'.padStart(14)}${'throttled'.padStart(12)}`,
  );
  for (const scenario of quotaScenarios) {
    const oracle = await all(scenario, 'oracle');
    for (const client of ['backoff', 'ours'] as const) {
      const tallies = await all(scenario, client);
      const throughput = sum(tallies, 'accepted') / sum(oracle, 'accepted');
      const throttled = sum(tallies, 'refused') / (sum(tallies, 'accepted') + sum(tallies, 'refused'));
      console.log(
        `${scenario.name.padEnd(52)}${client.padEnd(10)}${percent(throughput).padStart(14)}${percent(throttled).padStart(12)}`,
      );
      if (client !== 'ours') continue;
      if (throughput < leastThroughput) failures.push(`${scenario.name}: ${percent(throughput)} of the oracle's calls`);
      if (throttled > mostThrottled) failures.push(`${scenario.name}: ${percent(throttled)} of the calls throttled`);
    }
  }
  return failures;
}

function all(scenario: Scenario, client: ClientName): Promise<readonly Tally[]> {
  return Promise.all(seeds.map((seed) => simulate({ scenario, client, seed })));
}
