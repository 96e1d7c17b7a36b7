import { readFile } from 'node:fs/promises';
import type { PolicyToPublish } from '@throughline/domain/policy/next-version.ts';
import { policyRules, type Policy } from '@throughline/domain/policy/policy.ts';
import { z } from 'zod';
import { nonEmpty, slug } from './input.ts';
import { Refusal } from './refusal.ts';

const audience = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('group'), group: nonEmpty }),
  z.strictObject({ kind: z.literal('level'), level: nonEmpty }),
  z.strictObject({ kind: z.literal('country'), country: nonEmpty }),
  z.strictObject({ kind: z.literal('person'), personId: z.uuid() }),
]);

/** What `policy show --json` prints and `policy publish` reads. A rule that is left out has its default. */
const policyFile = z.strictObject({
  key: slug,
  name: nonEmpty,
  audience,
  rules: policyRules,
});

const knownRules = new Set(Object.keys(policyRules.parse({})));

export async function readPolicyFile(path: string): Promise<PolicyToPublish> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(`${path} cannot be read.`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  // Nobody would notice that a rule with a slip of the pen has its default.
  const rules = (json as { rules?: unknown } | null)?.rules;
  const unknown =
    typeof rules === 'object' && rules !== null ? Object.keys(rules).filter((rule) => !knownRules.has(rule)) : [];
  if (unknown.length > 0) throw new Refusal(`${path}: there is no rule ${unknown.join(', ')}.`);
  const parsed = policyFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Refusal(
    parsed.error.issues.map(({ path: at, message }) => `${path}: ${at.join('.') || 'the file'}: ${message}`).join('\n'),
  );
}

export function toPolicyFile({ key, name, audience: whom, rules }: Policy): PolicyToPublish {
  return { key, name, audience: whom, rules };
}
