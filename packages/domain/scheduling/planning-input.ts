import type { Days } from '../people/acting-manager.ts';
import type { Leave } from '../people/leave.ts';
import type { WorkingHours } from '../people/person.ts';
import type { PolicyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import type { DayOff } from '../time/working-day.ts';
import type { FreeBusy } from './free-busy.ts';

/** What the planner needs to know of a person, as manager or as report. */
export type PlannedPerson = {
  readonly personId: string;
  /** For explanations only. */
  readonly name: string;
  readonly timeZone: string | null;
  /** `null`: the policy's default hours hold. */
  readonly workingHours: WorkingHours | null;
  readonly isHoliday: DayOff;
  /** Leave of other people in the list is passed over. */
  readonly leaves: readonly Leave[];
  /** Over the whole `planningWindow`. */
  readonly freeBusy: FreeBusy;
  /** Conversations that already have a date, in either role; they count for the caps and are busy. */
  readonly booked: readonly BookedConversation[];
};

export type BookedConversation = { readonly slot: Interval; readonly role: 'manager' | 'report' };

export type ConversationToPlan = {
  readonly conversationId: string;
  readonly sequence: number;
  /** Inclusive, in the report's zone. */
  readonly dueOn: Temporal.PlainDate;
  readonly report: PlannedPerson;
  readonly rules: PolicyRules;
  /** Occurrences of the pair's regular 1:1 over the window. */
  readonly oneOnOnes: readonly Interval[];
  /** Dates it had before and lost, declined or deleted: those days are not proposed to the pair again. */
  readonly turnedDown: readonly Interval[];
  /** When the same two have talked before, in any order: who gave way to the other's hours then. */
  readonly earlier: readonly Interval[];
  /** The time the report has with a former manager until the new invitation is out: kept where it can be. */
  readonly standing?: Interval | null;
  /** Over which this manager holds it, where somebody stands in before or after. */
  readonly days?: Days;
};

export type TeamToPlan = { readonly manager: PlannedPerson; readonly conversations: readonly ConversationToPlan[] };

/** A person who can be planned at all: zone and calendar are known. */
export type PlannablePerson = PlannedPerson & {
  readonly timeZone: string;
  readonly freeBusy: Extract<FreeBusy, { kind: 'known' }>;
};
