import { z } from 'zod';
import { line } from '../text.ts';
import { dateText } from '../time.ts';
import { conversationHelp, conversationPerson } from './conversations.ts';

/** In the order in which pages count them: what somebody can do something about first. */
export const needsDateReasons = [
  'manager_not_connected',
  'admin_consent_needed',
  'calendar_unknown',
  'no_common_time',
  'capacity',
  'times_proposed',
  'no_time_zone',
  'manager_unknown',
  'manager_inactive',
  'manager_away',
  'first_plan_hold',
  'not_yet_planned',
  'on_leave',
  'beyond_horizon',
] as const;
export const needsDateReason = z.enum(needsDateReasons);
export type NeedsDateReason = z.infer<typeof needsDateReason>;

/** Every part narrows. */
export const needsADateFilter = z.object({
  reason: needsDateReason.optional(),
  group: line({ max: 200 }).optional(),
  manager: z.uuid().optional(),
  /** Part of the report's or the manager's name. */
  search: line({ max: 100 }).optional(),
});
export type NeedsADateFilter = z.infer<typeof needsADateFilter>;

export const needsADateQuery = needsADateFilter.extend({
  cursor: z.string().optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

/** Somebody whose conversation is due, or soon, and has no date. */
export const needsADateRow = conversationHelp.extend({
  conversationId: z.uuid(),
  report: conversationPerson,
  /** `email` is where HR can write to about a calendar; null where there is nothing to write about. */
  manager: conversationPerson.extend({ email: z.string().nullable() }).nullable(),
  dueOn: dateText,
  reason: needsDateReason,
  /** The last day of a leave that is under way; null where there is none, or its end is not known. */
  onLeaveUntil: dateText.nullable(),
});
export type NeedsADateRow = z.infer<typeof needsADateRow>;

export const needsADateResponse = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('people'),
    /** Soonest due first. */
    rows: z.array(needsADateRow),
    next: z.string().nullable(),
    total: z.number().int(),
    /** Of everybody the other filters leave, in the order of `needsDateReasons`. */
    reasons: z.array(z.object({ reason: needsDateReason, people: z.number().int() })),
    /** What can be chosen among; only with the first page. */
    choices: z
      .object({
        managers: z.array(z.object({ id: z.uuid(), displayName: z.string() })),
        groups: z.array(z.string()),
      })
      .nullable(),
  }),
  /** With a works council's terms there is nothing by person. */
  z.object({ kind: z.literal('units_only') }),
]);
export type NeedsADateResponse = z.infer<typeof needsADateResponse>;
