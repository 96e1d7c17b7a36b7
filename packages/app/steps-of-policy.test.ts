import { day } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { aLine, aStuckConversation } from './testing/a-line.ts';
import { testContext } from './testing/test-context.ts';
import { writtenMails } from './testing/written-mails.ts';

const context = await testContext();

const steps = [
  { who: 'report', when: 'before_due', days: 14 },
  { who: 'manager', when: 'before_due', days: 7 },
  { who: 'report', when: 'due_without_a_date', days: 3 },
  { who: 'manager', when: 'due_without_a_date', days: 4 },
  { who: 'manager', when: 'due_without_a_date', days: 10 },
  { who: 'skip_level', when: 'due_without_a_date', days: 12 },
  { who: 'skip_level', when: 'due_without_a_date', days: 19 },
  { who: 'hr', when: 'due_without_a_date', days: 28 },
] as const;

test('every step is taken in the order and on the days that the policy has, each in one mail to each person', async () => {
  const line = await aLine({ db: context.db, rules: { steps: [...steps] } });
  // A Wednesday.
  await aStuckConversation({ line, dueOn: '2027-02-03' });
  const told: string[] = [];
  for (let date = day('2027-01-18'); !date.equals(day('2027-03-16')); date = date.add({ days: 1 })) {
    context.clock.set(`${date.toString()}T09:00:00Z`);
    for (const content of await writtenMails(context, line)) {
      const lines =
        content.template === 'nudges' ? content.lines : content.template === 'monday-mail' ? content.nudges : [];
      told.push(...lines.map(({ kind }) => `${date.toString()} ${content.givenName}: ${kind}`));
    }
  }
  expect(told.toSorted()).toEqual([
    '2027-01-20 Ana: needs_a_date',
    '2027-01-27 Ben: needs_a_date',
    // The sixth and the seventh are a weekend.
    '2027-02-08 Ana: needs_a_date',
    '2027-02-08 Ben: needs_a_date',
    '2027-02-15 Ben: needs_a_date',
    // Those above the two hear when their week begins; the eighth of March is a holiday in Berlin.
    '2027-02-15 Vera: could_use_help',
    '2027-02-22 Vera: could_use_help',
    '2027-03-09 Hanna: on_hr_list',
  ]);
});
