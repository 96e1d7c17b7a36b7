import { v1NewPolicy, v1PolicyRules } from '@throughline/contracts/v1/policies.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { statedPolicyOf, v1IssueOf, v1RulesOf } from './policy-json.ts';

type Field = { minimum?: number; maximum?: number; description?: string; default?: unknown };
const fieldsOf = (schema: z.ZodType) =>
  (z.toJSONSchema(schema, { io: 'input' }) as { properties: Record<string, Field> }).properties;
const defaults = policyRules.parse({});

test('the contract has every rule of the domain, with its range and its default in words', () => {
  const [ours, theirs] = [fieldsOf(policyRules), fieldsOf(v1PolicyRules)];
  const spelled = Object.keys(v1RulesOf(defaults));
  expect(Object.keys(theirs).toSorted()).toEqual(spelled.toSorted());
  for (const [index, [rule, { minimum, maximum }]] of Object.entries(ours).entries()) {
    const told = theirs[spelled[index]!]!;
    const value = defaults[rule as keyof typeof defaults];
    if (typeof value !== 'number') continue;
    expect([rule, told.minimum, told.description]).toEqual([
      rule,
      minimum,
      expect.stringContaining(` ${value} unless stated`),
    ]);
    if (maximum !== Number.MAX_SAFE_INTEGER) expect([rule, told.maximum]).toEqual([rule, maximum]);
  }
});

test('rules go out and come in again as they were', () => {
  const told = v1PolicyRules.parse(v1RulesOf(defaults));
  const stated = statedPolicyOf({ key: 'all', rules: told });
  expect(policyRules.parse(stated.rules)).toEqual(defaults);
});

test('what is wrong is said in the words of whoever sent it', () => {
  const [issue] = policyRules.safeParse({ leadTimeDays: 10, leadTimeFloorDays: 12 }).error!.issues;
  expect(v1IssueOf({ path: ['rules', ...issue!.path], message: issue!.message })).toEqual({
    pointer: '/rules/lead_time_floor_days',
    detail: 'expected no more than lead_time_days',
  });
});

test('an audience comes with the field of its kind and no other', () => {
  const isTaken = (audience: object) => v1NewPolicy.safeParse({ key: 'all', note: 'x', audience }).success;
  expect(isTaken({ kind: 'everyone' })).toBe(true);
  expect(isTaken({ kind: 'group', group: 'Sales' })).toBe(true);
  expect(isTaken({ kind: 'group' })).toBe(false);
  expect(isTaken({ kind: 'everyone', group: 'Sales' })).toBe(false);
});
