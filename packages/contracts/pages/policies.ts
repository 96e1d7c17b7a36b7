import { z } from 'zod';
import { line } from '../text.ts';
import { dateText } from '../time.ts';
import { columnChoice, dateOrders } from '../v1/imports.ts';
import { v1NewPolicy, v1Policy, v1PolicyDraft } from '../v1/policies.ts';
import { readingResponse } from './imports.ts';

/** A file of people as it is sent along with a draft. A larger one is refused. */
export const mostPreviewedBytes = 8 * 1024 * 1024;

/** What the organisation asks of whom, and whom there is to ask. For HR and administrators. */
export const policiesResponse = z.object({
  today: dateText,
  /** The newest version of each. */
  policies: z.array(
    v1Policy.extend({
      /** Of the one person it is for; null otherwise, and where nobody by that id is here any more. */
      personName: z.string().nullable(),
    }),
  ),
  /** What a new policy begins with. */
  defaults: v1Policy.shape.rules,
  /** What a new policy can be for, as people's data has it. */
  audiences: z.object({
    groups: z.array(z.string()),
    levels: z.array(z.string()),
    countries: z.array(z.string()),
  }),
});
export type PoliciesResponse = z.infer<typeof policiesResponse>;

const file = z.strictObject({
  base64: z.base64().max(Math.ceil(mostPreviewedBytes / 3) * 4),
  columns: columnChoice,
  date_order: z.enum(dateOrders).nullable(),
});

/** With a file, of the people in it; without, of those who are here. */
export const policyPreviewRequest = v1PolicyDraft.extend({ file: file.nullable() });
export type PolicyPreviewRequest = z.input<typeof policyPreviewRequest>;

const asked = z.object({ conversations: z.number().int(), hours: z.number() });
const nowAndDraft = z.object({ now: z.number(), draft: z.number() });

const preview = z.object({
  kind: z.literal('preview'),
  asOf: dateText,
  /** The last day that is looked at, inclusive. */
  until: dateText,
  version: z.number().int(),
  totals: z.object({
    people: z.number().int(),
    same: z.number().int(),
    sooner: z.number().int(),
    later: z.number().int(),
    enters: z.number().int(),
    leaves: z.number().int(),
    now: asked,
    draft: asked,
  }),
  /** In the first week those due before it too. */
  weeks: z.array(z.object({ week: z.string(), startsOn: dateText, now: z.number().int(), draft: z.number().int() })),
  /** Calendar quarters, such as 2027-Q1; the first and the last may be cut short. */
  quarters: z.array(z.object({ name: z.string(), from: dateText, to: dateText })),
  /** The most hours under the draft first; null under the terms of a works council. */
  managers: z
    .array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        /** Hours, one for each quarter. */
        hours: z.array(nowAndDraft),
        /** More falls due than their weeks hold, in a sentence. */
        warning: z.string().nullable(),
      }),
    )
    .nullable(),
  managersOverCapacity: z.number().int(),
  /** The soonest due under the draft first, those the draft has nothing for last. */
  people: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      manager: z.string().nullable(),
      dueOn: z.object({ now: dateText.nullable(), draft: dateText.nullable() }),
      nextDueOn: z.object({ now: dateText.nullable(), draft: dateText.nullable() }),
      change: z.enum(['same', 'sooner', 'later', 'enters', 'leaves']),
      why: z.array(z.string()),
    }),
  ),
  /** Rows of the file that were left out or read without a manager; the first of them. */
  problems: z.array(z.object({ line: z.number().int(), column: z.string(), detail: z.string() })),
  problemsLeftOut: z.number().int(),
});
export type PolicyPreview = z.infer<typeof preview>;

export const policyPreviewResponse = z.discriminatedUnion('kind', [
  preview,
  /** The file's columns have to be said first. */
  z.object({ kind: z.literal('unreadable'), reading: readingResponse }),
]);

export const publishPolicyRequest = z.strictObject({
  ...v1NewPolicy.shape,
  note: line({ max: 1_000 }).trim().min(1, 'says what changed and why'),
  /** The version the draft was made from; null: there was none. */
  seen: z.uuid().nullable(),
});
export const publishPolicyResponse = z.object({ id: z.uuid(), version: z.number().int(), page: policiesResponse });
