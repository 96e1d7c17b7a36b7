import type { WaitingReason } from '../conversation/conversation.ts';
import type { Days } from '../people/acting-manager.ts';
import type { Interval } from '../time/interval.ts';
import { isBefore, localDateOf } from '../time/local-date.ts';
import { commonTime } from './common-time.ts';
import type { CommonTime, Stretch } from './common-time.ts';
import type { ConversationToPlan, PlannablePerson, PlannedPerson } from './planning-input.ts';
import { planningWindow } from './planning-window.ts';
import { possibleSlots } from './possible-slots.ts';
import type { SlotSearch } from './possible-slots.ts';

export type NotSearched = {
  readonly kind: 'not_searched';
  readonly reason: WaitingReason;
  readonly explanation: readonly string[];
};
export type Searched = {
  readonly kind: 'searched';
  readonly window: Interval;
  readonly time: CommonTime;
  readonly found: SlotSearch;
};

/**
 * Looks for slots over the planning window, unless a zone or a calendar is unknown or the due date lies beyond it.
 * Where people have until `answersUntil` to pick, lead time counts from then; the last day stays that of
 * `invitationsAt`, up to which the calendars were read.
 */
export function searchSlots({
  manager,
  conversation,
  invitationsAt,
  answersUntil = invitationsAt,
  stretch = 'where_hours_never_meet',
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  invitationsAt: Temporal.Instant;
  answersUntil?: Temporal.Instant;
  stretch?: Stretch;
}): Searched | NotSearched {
  const { rules, dueOn, oneOnOnes, turnedDown, days } = conversation;
  const bothReady = { manager: plannable(manager), report: plannable(conversation.report) };
  if (bothReady.manager.kind === 'not_searched') return bothReady.manager;
  if (bothReady.report.kind === 'not_searched') return bothReady.report;
  const { person: plannableManager } = bothReady.manager;
  const { timeZone } = plannableManager;

  const window = {
    start: planningWindow({ invitationsAt: answersUntil, timeZone, rules }).start,
    end: planningWindow({ invitationsAt, timeZone, rules }).end,
  };
  const lastDate = localDateOf({ instant: window.end, timeZone }).subtract({ days: 1 });
  if (isBefore(lastDate, dueOn)) {
    return notSearched(
      'beyond_horizon',
      `It falls due on ${dueOn.toString()}; dates are given up to ${lastDate.toString()}.`,
    );
  }
  const held = days ? during({ window, days, timeZone }) : window;
  const time = commonTime({
    manager: plannableManager,
    report: bothReady.report.person,
    conversation,
    window: held,
    stretch,
  });
  return { kind: 'searched', window, time, found: possibleSlots({ time, dueOn, rules, oneOnOnes, turnedDown }) };
}

/** The part of the window over which this manager holds the conversation; empty where there is none. */
function during({
  window: { start, end },
  days: { from, to },
  timeZone,
}: {
  window: Interval;
  days: Days;
  timeZone: string;
}): Interval {
  const first = from?.toZonedDateTime(timeZone).toInstant() ?? start;
  const last = to?.add({ days: 1 }).toZonedDateTime(timeZone).toInstant() ?? end;
  const isLater = Temporal.Instant.compare(start, first) < 0;
  const isEarlier = Temporal.Instant.compare(last, end) < 0;
  return { start: isLater ? first : start, end: isEarlier ? last : end };
}

function plannable(
  person: PlannedPerson,
): { readonly kind: 'plannable'; readonly person: PlannablePerson } | NotSearched {
  const { timeZone, freeBusy } = person;
  if (timeZone === null) return notSearched('no_time_zone', `No time zone is known for ${person.name}.`);
  if (freeBusy.kind === 'unknown')
    return notSearched('calendar_unknown', `When ${person.name} is free is not known: ${freeBusy.reason}.`);
  return { kind: 'plannable', person: { ...person, timeZone, freeBusy } };
}

function notSearched(reason: WaitingReason, explanation: string): NotSearched {
  return { kind: 'not_searched', reason, explanation: [explanation] };
}
