import { overlaps, type Interval } from '../time/interval.ts';
import { localDateOf } from '../time/local-date.ts';
import { explainNone } from './explain-plan.ts';
import { pickableSlots } from './pickable-slots.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import { intervalOf } from './span.ts';

export type AgreedTimes =
  | { readonly kind: 'times'; readonly slots: readonly Interval[] }
  | { readonly kind: 'none'; readonly explanation: readonly string[] };

const howMany = 3;

/**
 * Up to three times one after the other, none over another, the first of them when the two said or as soon after that
 * as both have. `conversation` has to come through `asAgreed`.
 */
export function agreedTimes({
  manager,
  conversation,
  from,
  now,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  from: Temporal.Instant;
  now: Temporal.Instant;
}): AgreedTimes {
  const pickable = pickableSlots({ manager, conversation, invitationsAt: now });
  if (pickable.kind === 'not_searched') return { kind: 'none', explanation: pickable.explanation };
  const later = pickable.slots.map(({ span }) => intervalOf(span)).filter(({ start }) => !isBefore(start, from));
  const slots: Interval[] = [];
  for (const slot of later) {
    if (slots.length < howMany && !slots.some((one) => overlaps(one, slot))) slots.push(slot);
  }
  return slots.length > 0
    ? { kind: 'times', slots }
    : { kind: 'none', explanation: explainNone({ conversation, search: pickable.search }) };
}

/**
 * A conversation whose two agreed on a day themselves: no lead time is asked, a day one of them turned down before is as
 * good as any, and how late it comes does not matter.
 */
export function asAgreed({
  conversation,
  from,
}: {
  conversation: ConversationToPlan;
  from: Temporal.Instant;
}): ConversationToPlan {
  const dueOn = localDateOf({ instant: from, timeZone: conversation.report.timeZone ?? 'UTC' });
  return { ...conversation, dueOn, turnedDown: [], rules: { ...conversation.rules, leadTimeDays: 0 } };
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
