import type { Grade } from '../conversation/conversation.ts';
import type { PastGapCause } from '../conversation/past-gap.ts';
import type { Eligibility } from '../conversation/eligibility.ts';
import type { ExemptionCategory } from '../people/exemption.ts';

/** Everything coverage counts of one report on one day. Facts are exact and internal: leadership sees what `publish-rows.ts` lets through. */
export type CoverageFact = {
  readonly reportId: string;
  /** Managers upwards, the report's own first; empty where none is known. */
  readonly managers: readonly string[];
  readonly groups: readonly string[];
  readonly eligibility: Eligibility;
  /** The category on that day, if any. */
  readonly exemption: ExemptionCategory | null;
  readonly managerConnected: boolean;
  /** The manager's calendar works but was last read too long ago: what is known of the date may be out of date. */
  readonly calendarStale: boolean;
  /** Of the open conversation; `null` where none is open. */
  readonly dueOn: Temporal.PlainDate | null;
  /** The invited event that has not ended yet. */
  readonly upcoming: { readonly leadDays: number; readonly leadTimeKept: boolean } | null;
  /** The event has ended and the confirmation window is open. */
  readonly awaitingOutcome: boolean;
  /** How the conversation last decided was known to have taken place, and whether it was proactive. */
  readonly last: { readonly grade: Grade; readonly proactive: boolean } | null;
  /** Of the open conversation. */
  readonly managerMoves: number;
  /** Why the open conversation lies past the longest gap; `null` where it does not. */
  readonly pastGap: PastGapCause | null;
};
