import { hasEnded } from '../conversation/conversation.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { confirmationWindowEnd } from '../conversation/outcome.ts';
import { couldUseHelp } from '../conversation/waiting-reason.ts';
import type { Policy } from '../policy/policy.ts';
import { namedSteps } from '../policy/steps.ts';
import type { NamedStep, StepOccasion } from '../policy/steps.ts';
import { isBefore, localDateOf } from '../time/local-date.ts';

/** One step about one conversation: a line in a mail, and never a mail of its own. */
export type Nudge = {
  readonly step: NamedStep;
  readonly conversationId: string;
  /** The first date, the recipient's, on which it may leave. */
  readonly from: Temporal.PlainDate;
  /** From this date on it would be of no use; `null` as long as its reason lasts. */
  readonly until: Temporal.PlainDate | null;
};

type Given = {
  readonly conversation: Conversation;
  /** The newest version: whoever switches steps off means from now on. */
  readonly policy: Policy;
  /** The report's; due dates and the day of a conversation are read there. */
  readonly timeZone: string;
  /** When help was offered after the move that was one too many; `null` if it never was. */
  readonly helpOfferedAt: Temporal.Instant | null;
  /** Works-council mode: the two alone are asked, never anybody above them. */
  readonly worksCouncil: boolean;
  readonly now: Temporal.Instant;
};

/** Every step one conversation gives reason for as it stands, due or not, taken or not. */
export function nudgesOf({ policy, worksCouncil, ...given }: Given): readonly Nudge[] {
  const isBetweenTheTwo = ({ who }: NamedStep) => who === 'report' || who === 'manager';
  const { conversation } = given;
  return namedSteps(policy.rules.steps)
    .filter((step) => !worksCouncil || isBetweenTheTwo(step))
    .flatMap((step) => {
      const span = spanOf({ ...given, policy, when: step.when, days: step.days });
      return span === null ? [] : [{ step, conversationId: conversation.id, ...span }];
    });
}

type Span = Pick<Nudge, 'from' | 'until'>;

/** `null` where there is no reason for it. */
function spanOf({
  conversation,
  policy,
  timeZone,
  helpOfferedAt,
  when,
  days,
  now,
}: Omit<Given, 'worksCouncil'> & { readonly when: StepOccasion; readonly days: number }): Span | null {
  const { dueOn, endsAt, openedAt, state } = conversation;
  const dateOf = (instant: Temporal.Instant) => localDateOf({ instant, timeZone });
  switch (when) {
    case 'before_due': {
      const from = dueOn.subtract({ days });
      // Opened that day or later, it never had the time before: the next step is soon enough.
      return couldUseHelp(conversation) && isBefore(dateOf(openedAt), from) ? { from, until: dueOn } : null;
    }
    case 'due_without_a_date':
      return couldUseHelp(conversation) ? { from: dueOn.add({ days }), until: null } : null;
    case 'after_silence': {
      if (state !== 'awaiting_confirmation' || endsAt === null) return null;
      return { from: dateOf(endsAt).add({ days }), until: dateOf(confirmationWindowEnd({ endsAt, policy })) };
    }
    case 'moved_often': {
      const isAhead = state === 'due' || (state === 'booked' && !hasEnded({ conversation, now }));
      return isAhead && helpOfferedAt ? { from: dateOf(helpOfferedAt).add({ days }), until: null } : null;
    }
  }
}

export function isTimely({ nudge, today }: { nudge: Nudge; today: Temporal.PlainDate }): boolean {
  return !isBefore(today, nudge.from) && (nudge.until === null || isBefore(today, nudge.until));
}
