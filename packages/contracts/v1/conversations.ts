import { z } from 'zod';
import { conversationStates } from '../pages/conversations.ts';
import { line } from '../text.ts';
import { dateText, instantText } from '../time.ts';

const employee = z.object({
  id: z.uuid(),
  remote_id: z.string().nullable().describe('The id the HR system knows this person by'),
});

/** Dates and states, never content: what everyone but the report may know. */
export const v1Conversation = z.object({
  id: z.uuid(),
  employee,
  manager: employee.nullable(),
  state: z
    .enum(conversationStates)
    .describe(
      'Open: `due` (needs a date), `booked` (both are invited), `awaiting_confirmation`. Ended: `held`, `unconfirmed`, `exempt`, `superseded` (there is a new manager), `closed`.',
    ),
  due_on: dateText.describe('Inclusive, in the zone of the employee'),
  starts_at: instantText.nullable(),
  ends_at: instantText.nullable(),
  booked_at: instantText.nullable().describe('When the invitations left'),
  lead_days: z.number().int().nullable().describe('Whole days between the invitation and the start'),
  calendar_unknown_since: instantText
    .nullable()
    .describe(
      'Set while the calendar a booked date stands in is not connected or cannot be read: what people changed there since then is not known, and the date may no longer stand. It comes and goes without changing `modified_at`.',
    ),
  waiting_for: z.string().nullable().describe('Why a due conversation has no date yet'),
  held_on: dateText.nullable(),
  evidence: z
    .enum(['confirmed', 'confirmed_by_both', 'attendance', 'claimed', 'none'])
    .nullable()
    .describe(
      'How it is known: the employee confirmed, or both did; attendance was recorded; the manager says so alone; nobody said so. Null while open.',
    ),
  modified_at: instantText,
});

export const v1ListConversationsQuery = z.object({
  state: z.enum(conversationStates).optional(),
  due_before: dateText.optional().describe('Due before this day'),
  due_after: dateText.optional().describe('Due after this day'),
  group: line({ max: 200 }).optional().describe('A group the employee is in, by its name or its id'),
  manager: z.uuid().optional().describe('Conversations with this manager'),
  modified_after: instantText.optional().describe('Changed after this moment'),
  cursor: z.string().optional().describe('`next` or `previous` of an earlier page of the same list'),
  page_size: z.coerce.number().int().min(1).max(200).default(50),
});

export const v1ConversationPage = z.object({
  results: z.array(v1Conversation),
  next: z.string().nullable().describe('The cursor of the next page; null on the last'),
  previous: z.string().nullable(),
});
export type V1ConversationPage = z.infer<typeof v1ConversationPage>;

/** What became of a conversation, in order; which of the two made it so is theirs. */
export const v1HistoryEntry = z.object({
  at: instantText,
  kind: z.string(),
  actor: z.enum(['throughline', 'hr', 'participant']),
  sentence: z.string(),
});
export const v1ConversationHistory = z.object({ results: z.array(v1HistoryEntry) });
export type V1ConversationHistory = z.infer<typeof v1ConversationHistory>;

/**
 * What is known about whether it took place, as everyone but the employee may know it: an employee who says that it did
 * not is to everybody else like one who says nothing.
 */
export const v1Confirmation = z.object({
  source: z.enum(['employee', 'manager', 'attendance']),
  kind: z.enum(['happened', 'did_not_happen', 'folded_into_one_on_one', 'attended']),
  at: instantText,
});
export const v1Confirmations = z.object({ results: z.array(v1Confirmation) });
export type V1Confirmations = z.infer<typeof v1Confirmations>;
