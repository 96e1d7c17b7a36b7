import { expect, test } from 'vitest';
import { day } from '@throughline/domain/testing/builders.ts';
import type { Step } from '@throughline/db/testing/killable-process.ts';
import { aCompany } from './testing/a-company.ts';
import { aKilledMonday, stepsOfAMonday } from './testing/a-killed-monday.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-03-01T09:05:00Z' });
const first = day('2027-03-01');
const runs = 1_000;
/** A full cycle for any number of steps: every step comes, and not in order (Weyl's sequence with the golden ratio). */
const golden = (Math.sqrt(5) - 1) / 2;

const nameOf = ({ when, name }: Step) => `${when} ${name}`;

test('a thousand Mondays, two schedulers, kills at every step: no digest twice, none silently missed', async () => {
  const company = await aCompany({
    db: context.db,
    syncedAt: first.add({ years: 30 }).toZonedDateTime('UTC').toInstant(),
  });
  const steps = await stepsOfAMonday({ context, company, monday: first });
  const at = (draw: number) => 1 + Math.floor(((draw * golden) % 1) * steps.length);
  const problems: string[] = [];
  const killed = new Map<string, number>();
  const total = { kills: 0, sent: 0, uncertain: 0 };
  for (let run = 1; run <= runs; run += 1) {
    const week = await aKilledMonday({
      context,
      company,
      monday: first.add({ weeks: run }),
      // One of them at each step in turn; the other anywhere, and both again after they were started again.
      killAt: [
        [1 + (run % steps.length), at(run)],
        [at(7 * run + 1), at(3 * run + 2)],
      ],
    });
    problems.push(...week.problems);
    for (const step of week.kills) killed.set(nameOf(step), (killed.get(nameOf(step)) ?? 0) + 1);
    total.kills += week.kills.length;
    total.sent += week.sent;
    total.uncertain += week.uncertain;
  }
  process.stdout.write(
    `${JSON.stringify({ runs, steps: steps.length, ...total, killed: Object.fromEntries(killed) })}\n`,
  );
  expect(problems).toEqual([]);
  expect(total.sent + total.uncertain).toBe(4 * runs);
  expect(new Set(killed.keys())).toEqual(new Set(steps.map(nameOf)));
}, 1_800_000);
