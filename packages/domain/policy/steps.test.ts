import { describe, expect, test } from 'vitest';
import { policyRules } from './policy.ts';
import { namedSteps, steps } from './steps.ts';
import type { Step } from './steps.ts';

const refusal = (all: readonly unknown[]) => steps.safeParse(all).error?.issues[0]?.message ?? null;

describe('the steps of a policy', () => {
  test('begin with the two and end with HR unless an organisation says otherwise', () => {
    const noDate = policyRules.parse({}).steps.filter(({ when }) => when === 'due_without_a_date');
    expect(noDate.map(({ who, days }) => [who, days])).toEqual([
      ['report', 0],
      ['manager', 0],
      ['skip_level', 14],
      ['hr', 28],
    ]);
  });

  test('are switched off by an empty list', () => {
    expect(policyRules.parse({ steps: [] }).steps).toEqual([]);
  });

  test('go from report to manager to skip-level to HR, for each occasion by itself', () => {
    const manager = { who: 'manager', when: 'due_without_a_date', days: 3 };
    expect(refusal([manager, { who: 'hr', when: 'due_without_a_date', days: 3 }])).toBeNull();
    expect(refusal([{ who: 'hr', when: 'due_without_a_date', days: 0 }, manager])).toContain('in this order');
    expect(refusal([{ who: 'hr', when: 'moved_often', days: 0 }, manager])).toBeNull();
  });

  test('are not taken before the one above them, counted towards the due date and from it', () => {
    const at = (who: Step['who'], when: Step['when'], days: number) => ({ who, when, days });
    expect(refusal([at('report', 'due_without_a_date', 3), at('manager', 'due_without_a_date', 2)])).toContain(
      'before',
    );
    expect(refusal([at('report', 'before_due', 3), at('manager', 'before_due', 2)])).toBeNull();
    expect(refusal([at('report', 'before_due', 3), at('manager', 'before_due', 4)])).toContain('before');
  });

  test.each([
    ['a manager asked whether it took place', { who: 'manager', when: 'after_silence', days: 2 }],
    ['a report asked about the manager’s moves', { who: 'report', when: 'moved_often', days: 0 }],
    ['half days', { who: 'report', when: 'before_due', days: 0.5 }],
    ['days gone by', { who: 'report', when: 'before_due', days: -1 }],
    ['an empty text', { who: 'report', when: 'before_due', days: 3, text: '  ' }],
    ['a text longer than a line', { who: 'report', when: 'before_due', days: 3, text: 'x'.repeat(201) }],
    ['a line end in a text', { who: 'report', when: 'before_due', days: 3, text: 'one\ntwo' }],
    ['a mark that turns text around', { who: 'report', when: 'before_due', days: 3, text: 'a\u202eb' }],
    ['a key nobody reads', { who: 'report', when: 'before_due', days: 3, tone: 'stern' }],
  ])('may not have %s', (_, given) => {
    expect(refusal([given])).not.toBeNull();
  });

  test('ask again about an answer only while it still decides', () => {
    const after = (days: number) => policyRules.safeParse({ steps: [{ who: 'report', when: 'after_silence', days }] });
    expect([after(6).success, after(7).success]).toEqual([true, false]);
  });
});

test('a step keeps its name when its days change, and gets a number where there are several', () => {
  const of = (...days: readonly number[]) =>
    namedSteps(days.map((each) => ({ who: 'manager', when: 'due_without_a_date', days: each }))).map(
      ({ name }) => name,
    );
  expect(of(0, 14)).toEqual(['manager.due_without_a_date.1', 'manager.due_without_a_date.2']);
  expect(of(3)).toEqual(of(10));
});
