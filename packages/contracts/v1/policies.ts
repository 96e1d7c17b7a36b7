import { z } from 'zod';
import { line } from '../text.ts';
import { dateText, instantText } from '../time.ts';
import { v1PageOf, v1Paging } from './paging.ts';
import { v1PolicyRuleFields } from './policy-rules.ts';

const name = () => line({ max: 200 }).min(1);
export const policyKey = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens');

/** Whom a policy is for; the most specific one that has somebody in it holds for them. */
export const v1Audience = z
  .strictObject({
    kind: z.enum(['everyone', 'country', 'level', 'group', 'person']),
    group: name().exactOptional().describe('With `group`: its name'),
    level: name().exactOptional().describe('With `level`'),
    country: z
      .string()
      .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected ISO 3166-1, optionally with a region: DE or DE-BE')
      .exactOptional()
      .describe('With `country`: `DE`, `DE-BE`'),
    employee: z.uuid().exactOptional().describe('With `person`'),
  })
  .superRefine((audience, context) => {
    const wanted = { everyone: null, group: 'group', level: 'level', country: 'country', person: 'employee' } as const;
    for (const field of ['group', 'level', 'country', 'employee'] as const) {
      const isWanted = wanted[audience.kind] === field;
      if (isWanted === (audience[field] !== undefined)) continue;
      const message = isWanted ? `expected with kind ${audience.kind}` : `not expected with kind ${audience.kind}`;
      context.addIssue({ code: 'custom', path: [field], message });
    }
  });

export const v1PolicyRules = z.strictObject(v1PolicyRuleFields);

/** One version of a policy, which is never changed: whoever wants another publishes it. */
export const v1Policy = z.object({
  id: z.uuid().describe('Of this version'),
  key: z.string().describe('What the versions of a policy share'),
  version: z.number().int(),
  is_newest: z.boolean().describe('Of its key; the newest versions hold'),
  name: z.string(),
  audience: z.object({
    kind: z.enum(['everyone', 'country', 'level', 'group', 'person']),
    group: z.string().exactOptional(),
    level: z.string().exactOptional(),
    country: z.string().exactOptional(),
    employee: z.uuid().exactOptional(),
  }),
  rules: v1PolicyRules,
  rollout_starts_on: dateText,
  note: z.string().nullable().describe('What changed and why'),
  published_at: instantText,
});
export type V1Policy = z.infer<typeof v1Policy>;

/** Rules that are left out stay as in the version before; of a new policy they have their defaults. */
const draft = {
  key: policyKey.describe('Of a policy that is there, or of a new one'),
  name: name().exactOptional().describe('As before without it; of a new policy it has to be stated'),
  audience: v1Audience.exactOptional().describe('As before without it; of a new policy it has to be stated'),
  rules: z
    .strictObject(v1PolicyRuleFields)
    .partial()
    .exactOptional()
    .describe('What is left out stays as in the version before; of a new policy it has its default'),
};

export const v1NewPolicy = z.strictObject({
  ...draft,
  note: line({ max: 1_000 }).min(1).describe('What changed and why, for whoever reads the trend later'),
});
export type V1NewPolicy = z.output<typeof v1NewPolicy>;

export const v1PolicyDraft = z.strictObject({
  ...draft,
  weeks: z.number().int().min(1).max(53).default(26).describe('How many weeks from today on are looked at'),
});
export type V1PolicyDraft = z.output<typeof v1PolicyDraft>;

export const v1ListPoliciesQuery = z.object({
  key: policyKey.optional().describe('All versions of this policy, the oldest first; without it the newest of each'),
  ...v1Paging,
});
export const v1PolicyPage = v1PageOf(v1Policy);
