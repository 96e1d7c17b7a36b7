import type { Policy } from '../policy/policy.ts';

export type Side = 'report' | 'manager';
/** What either can say of a time that has passed. "Moved" is no answer but an act of its own (`move-after-end.ts` in app). */
export const answerKinds = ['happened', 'did_not_happen', 'folded_into_one_on_one'] as const;
export type AnswerKind = (typeof answerKinds)[number];
export type Answer = {
  readonly side: Side;
  readonly kind: AnswerKind;
  readonly at: Temporal.Instant;
};
/** Somebody's calendar or conference service recorded them together for long enough. Its absence proves nothing. */
export type Attendance = { readonly kind: 'attendance'; readonly floorReached: true; readonly at: Temporal.Instant };

/** What is known about whether a conversation took place. A passed end time is never evidence. */
export type Evidence = Answer | Attendance;

/** How far away the next due date is: the whole interval, half of it, or now. */
export type NextDue = 'full' | 'half' | 'now';

export type DecidedOutcome =
  | {
      readonly state: 'held';
      readonly grade: 'confirmed' | 'confirmed_by_both' | 'attendance';
      readonly nextDue: 'full';
    }
  | { readonly state: 'unconfirmed'; readonly grade: 'claimed'; readonly nextDue: 'half' }
  | { readonly state: 'unconfirmed'; readonly grade: 'none'; readonly nextDue: 'now' };

export type Outcome = DecidedOutcome | { readonly state: 'wait'; readonly until: Temporal.Instant };

type Known = {
  readonly evidence: readonly Evidence[];
  readonly now: Temporal.Instant;
  readonly windowEndsAt: Temporal.Instant;
  readonly isDistinct?: boolean;
};

/** When the outcome is decided on whatever is known by then: the same instant whoever has answered what. */
export function confirmationWindowEnd({
  endsAt,
  policy,
}: {
  endsAt: Temporal.Instant;
  policy: Policy;
}): Temporal.Instant {
  return endsAt.add({ hours: policy.rules.confirmationWindowDays * 24 });
}

/**
 * Decides from all evidence, in whatever order it arrived. Of each person's answers the latest stands; the report's word
 * outranks the manager's. A report's confirmation and the manager's own "it did not happen" act at once, everything else
 * at the window's end. Folded into the 1:1 is not a career conversation: it is the same as that it did not happen. The
 * report saying either is read as silence, and so nobody can tell one from the other.
 * `isDistinct` is false while the event lies on the 1:1 or is otherwise no conversation of its own (`reconcile.ts`):
 * attendance then proves nothing.
 */
export function decideOutcome({ evidence, now, windowEndsAt, isDistinct = true }: Known): Outcome {
  const report = latestAnswer({ evidence, side: 'report' });
  const manager = latestAnswer({ evidence, side: 'manager' });
  const attended = isDistinct && evidence.some(({ kind }) => kind === 'attendance');

  if (report === 'happened')
    return { state: 'held', grade: manager === 'happened' ? 'confirmed_by_both' : 'confirmed', nextDue: 'full' };
  if (manager !== null && manager !== 'happened' && !attended)
    return { state: 'unconfirmed', grade: 'none', nextDue: 'now' };
  if (Temporal.Instant.compare(now, windowEndsAt) < 0) return { state: 'wait', until: windowEndsAt };
  if (attended) return { state: 'held', grade: 'attendance', nextDue: 'full' };
  if (manager === 'happened') return { state: 'unconfirmed', grade: 'claimed', nextDue: 'half' };
  return { state: 'unconfirmed', grade: 'none', nextDue: 'now' };
}

/** What everyone but the report may be shown of the evidence: all of it, without the report's denial or what that took back. */
export function visibleEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const latest = latestAnswer({ evidence, side: 'report' });
  if (latest === null || latest === 'happened') return evidence.filter((item) => !isDenial(item));
  return evidence.filter((item) => !isAnswerOf('report')(item));
}

/** What a report says for their own eyes alone: that it did not happen, or was part of the 1:1. To everybody else, silence. */
export function isDenial(item: Evidence): boolean {
  return isAnswerOf('report')(item) && item.kind !== 'happened';
}

/** The outcome as everyone but the report sees it: where the report denied, exactly what silence would have given. */
export function visibleOutcome({ evidence, ...known }: Known): Outcome {
  return decideOutcome({ evidence: visibleEvidence(evidence), ...known });
}

/** Between two answers of the same instant the one that claims less stands: it asks less of the other side. */
export function latestAnswer({ evidence, side }: { evidence: readonly Evidence[]; side: Side }): AnswerKind | null {
  const rank = ({ kind }: Answer) => ['happened', 'folded_into_one_on_one', 'did_not_happen'].indexOf(kind);
  const answers = evidence
    .filter(isAnswerOf(side))
    .toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || rank(a) - rank(b));
  return answers.at(-1)?.kind ?? null;
}

function isAnswerOf(side: Side) {
  return (item: Evidence): item is Answer => item.kind !== 'attendance' && item.side === side;
}
