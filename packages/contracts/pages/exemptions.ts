import { z } from 'zod';
import { line } from '../text.ts';
import { dateText, instantText } from '../time.ts';

const person = z.object({ id: z.uuid(), displayName: z.string() });
const address = line({ max: 320 });
const when = z.enum(['ahead', 'running', 'over']);

export const exemptionCategory = z.enum(['parental', 'notice_period', 'secondment', 'hold', 'other']);

/** Who is not asked, who stands in for whom, and whose conversation nobody holds: for HR alone. */
export const exemptionsResponse = z.object({
  today: dateText,
  /** An exemption lasts no longer without being renewed. */
  longestDays: z.number().int(),
  exemptions: z.array(
    z.object({
      id: z.uuid(),
      person,
      category: exemptionCategory,
      startsOn: dateText,
      endsOn: dateText.nullable(),
      authorName: z.string().nullable(),
      when,
    }),
  ),
  actingManagers: z.array(
    z.object({
      id: z.uuid(),
      manager: person,
      /** Null: for everybody who reports to the manager. */
      report: person.nullable(),
      acting: person,
      startsOn: dateText,
      endsOn: dateText,
      authorName: z.string().nullable(),
      when,
    }),
  ),
  /** Conversations without a date because there is no manager to have them with; soonest due first. */
  waiting: z.array(
    z.object({
      conversationId: z.uuid(),
      report: person,
      manager: person.nullable(),
      reason: z.enum(['manager_away', 'manager_inactive', 'manager_unknown']),
      dueOn: dateText,
      since: instantText,
    }),
  ),
});
export type ExemptionsResponse = z.infer<typeof exemptionsResponse>;

export const stateExemptionRequest = z.object({
  workEmail: address,
  category: exemptionCategory,
  startsOn: dateText.nullable(),
  endsOn: dateText,
});
export const renewExemptionRequest = z.object({ endsOn: dateText });

export const nameActingRequest = z.object({
  managerEmail: address,
  actingEmail: address,
  reportEmail: address.nullable(),
  startsOn: dateText.nullable(),
  endsOn: dateText,
});

export const findPeopleQuery = z.object({ search: line({ max: 100 }) });
export const findPeopleResponse = z.object({
  people: z.array(z.object({ displayName: z.string(), workEmail: z.string() })),
});
