import { expect, test } from 'vitest';
import { day } from '@throughline/domain/testing/builders.ts';
import { aCompany } from './testing/a-company.ts';
import { aKilledMonday, stepsOfAMonday } from './testing/a-killed-monday.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-03-01T09:05:00Z' });
const first = day('2027-03-01');
const runs = 16;

test('two schedulers, killed at one step after another: nobody gets a digest twice, and none is missed unnoticed', async () => {
  const company = await aCompany({
    db: context.db,
    syncedAt: first.add({ years: 1 }).toZonedDateTime('UTC').toInstant(),
  });
  const { length: steps } = await stepsOfAMonday({ context, company, monday: first });
  const problems: string[] = [];
  let kills = 0;
  for (let run = 1; run <= runs; run += 1) {
    const at = Math.ceil((run * steps) / runs);
    const week = await aKilledMonday({
      context,
      company,
      monday: first.add({ weeks: run }),
      killAt: [[at], [steps - at + 1, at]],
    });
    problems.push(...week.problems);
    kills += week.kills.length;
  }
  expect(problems).toEqual([]);
  expect(kills).toBeGreaterThanOrEqual(runs);
});
