import { z } from 'zod';
import { line } from '../text.ts';
import { answerKind } from './answers.ts';
import { dateText, instantText, slot } from '../time.ts';

export const conversationStates = [
  'due',
  'booked',
  'awaiting_confirmation',
  'held',
  'unconfirmed',
  'exempt',
  'superseded',
  'closed',
] as const;
export const conversationState = z.enum(conversationStates);
export type ConversationState = z.infer<typeof conversationState>;

export const conversationPerson = z.object({
  id: z.uuid(),
  displayName: z.string(),
  timeZone: z.string().nullable(),
});

/** One row of the list. States are those everyone but the report may know. */
export const conversationRow = z.object({
  id: z.uuid(),
  report: conversationPerson,
  manager: conversationPerson.nullable(),
  state: conversationState,
  /** Inclusive, in the report's zone. */
  dueOn: dateText,
  slot: slot.nullable(),
  /** Set while the calendar the date stands in cannot be kept true, with what is known no more since then. */
  calendarTrouble: z.object({ kind: z.enum(['not_connected', 'not_read']), since: instantText }).nullable(),
  /** Whole days between the invitation and the start. */
  leadDays: z.number().int().nullable(),
  waitingFor: z.string().nullable(),
  heldOn: dateText.nullable(),
  grade: z.enum(['confirmed', 'confirmed_by_both', 'attendance', 'claimed', 'none']).nullable(),
});
export type ConversationRow = z.infer<typeof conversationRow>;

/** For HR alone: what keeps a conversation from its date, what was tried, and whether it is past the longest gap. */
export const conversationHelp = z.object({
  /** Since when there is no date; null where there is one. */
  withoutDateSince: instantText.nullable(),
  /** Who was asked to help, in the order in which they were. */
  steps: z.array(
    z.object({
      who: z.enum(['report', 'manager', 'skip_level', 'hr']),
      when: z.enum(['before_due', 'due_without_a_date', 'moved_often']),
      at: instantText,
    }),
  ),
  /** Null while it lies within the longest gap. */
  pastLongestGap: z.object({ longestUntil: dateText, because: z.enum(['leave', 'due_date', 'late']) }).nullable(),
});
export type ConversationHelp = z.infer<typeof conversationHelp>;

/** A row of the list; `help` is null in every scope but everyone’s, and with a works council’s terms there too. */
export const listedConversation = conversationRow.extend({ help: conversationHelp.nullable() });
export type ListedConversation = z.infer<typeof listedConversation>;

export const conversationScopes = ['mine', 'my_reports', 'organization'] as const;
export const listConversationsQuery = z.object({
  scope: z.enum(conversationScopes).default('mine'),
  /** `open` and `ended` stand for groups of states. */
  state: z.enum([...conversationStates, 'open', 'ended', 'needs_a_date', 'past_longest_gap']).optional(),
  search: line({ max: 100 }).optional(),
  cursor: z.string().optional(),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});
export const listConversationsResponse = z.object({
  rows: z.array(listedConversation),
  next: z.string().nullable(),
  total: z.number().int(),
});
export type ListConversationsResponse = z.infer<typeof listConversationsResponse>;

export const conversationDetails = conversationRow.extend({
  sequence: z.number().int(),
  /** How the due date and the slot came about, in sentences. */
  dueWhy: z.array(z.string()),
  explanation: z.array(z.string()),
  policyName: z.string(),
  conferenceUrl: z.string().nullable(),
  history: z.array(z.object({ at: instantText, actor: z.string(), sentence: z.string() })),
  viewer: z.object({
    side: z.enum(['report', 'manager', 'hr']),
    mayOpenAgenda: z.boolean(),
    /** Only once the end has passed, and only for the two. */
    mayAnswer: z.boolean(),
    /** The viewer's own latest answer; nobody sees another person's. */
    ownAnswer: answerKind.nullable(),
    /** It can still be said that the two moved it. */
    mayMove: z.boolean(),
    /** Their organisation asks what it was like, and they have not said. */
    mayTellPulse: z.boolean(),
    /** What the viewer may ask about its due date, and did; null where it is settled, and for HR. */
    due: z
      .object({
        /** By when it would be due, asked for sooner now; null where it cannot be. */
        sooner: dateText.nullable(),
        /** It is in the calendars, or on its way there: it can be moved. */
        hasDate: z.boolean(),
        /** How far the report may put it off; null where they may not, and for the manager. */
        latest: dateText.nullable(),
        /** The viewer's own; nobody sees another person's. */
        asked: z
          .object({ kind: z.enum(['sooner', 'later', 'as_before']), dueOn: dateText, isDone: z.boolean() })
          .nullable(),
        /** The report's own, after they said that the one before did not take place. */
        offersSooner: z.boolean(),
      })
      .nullable(),
    /** Times are proposed that the viewer may pick from. */
    mayPickTime: z.boolean(),
    /** For a report with a new manager: whether there is a card for them, and whether they can read it. For the manager: `released` or null. */
    handover: z.enum(['offered', 'kept', 'released']).nullable(),
  }),
  /** Who sees what on this page, truthfully. */
  whoSeesWhat: z.string(),
});
export type ConversationDetails = z.infer<typeof conversationDetails>;

/** Without a reason; `until` in the report's zone. */
export const dueDateRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sooner') }),
  z.object({ kind: z.literal('later'), until: dateText }),
]);
export const dueDateResponse = z.object({ sentence: z.string() });
