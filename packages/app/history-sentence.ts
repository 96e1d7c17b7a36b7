import type { HistoryEntry } from '@throughline/domain/conversation/history-entry.ts';
import type { AskReason } from '@throughline/domain/conversation/observed-event.ts';
import type { Stripped } from '@throughline/domain/conversation/reconcile.ts';
import type { PastGapCause } from '@throughline/domain/conversation/past-gap.ts';
import type { PassedOnTo, UnbookReason } from '@throughline/domain/conversation/transition.ts';

type Names = { readonly report: string; readonly manager: string };

/**
 * One entry of a conversation's history in words. What somebody did to their own calendar is told without their name:
 * the two know, and nobody else needs to.
 */
export function historySentence({
  entry,
  names,
}: {
  entry: Pick<HistoryEntry, 'kind' | 'actor' | 'details'>;
  names: Names;
}): string {
  const { kind, actor } = entry;
  const text = (key: string): string => {
    const value = entry.details[key];
    return typeof value === 'string' ? value : '';
  };
  const list = (key: string): readonly string[] => {
    const value = entry.details[key];
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  };
  switch (kind) {
    case 'opened':
      return `Due by ${dateWords(text('dueOn'))}.`;
    case 'waiting':
      return (
        calmWaiting[text('reason')] ?? `Needs a date: ${waitingWords[text('reason')] ?? 'a time is being looked for'}.`
      );
    case 'booked':
      return 'Both were invited.';
    case 'moved':
      return actor === 'manager' ? `Moved by ${names.manager}.` : 'Moved to another time.';
    case 'unbooked':
      return `Lost its date: ${unbookedWords[text('reason') as UnbookReason] ?? 'the event is gone'}.`;
    case 'ended':
      return 'Its time has passed; whether it took place is being asked.';
    case 'held':
    case 'unconfirmed':
      return outcomeWords({ state: kind, grade: text('grade'), names });
    case 'outcome_changed':
      return outcomeWords({ state: text('state'), grade: text('grade'), names });
    case 'due_date_changed':
      return `Due by ${dateWords(text('dueOn'))} instead of ${dateWords(text('from'))}.`;
    case 'times_proposed':
      return 'Times to pick from were proposed.';
    case 'conflict_noticed':
      return 'Something else stands at that time now; whoever entered it was asked.';
    case 'absence_noticed':
      return 'Somebody is away at that time; another was looked for.';
    case 'date_kept':
      return `${actor === 'report' ? names.report : names.manager} keeps it where it is.`;
    case 'time_picked':
      return entry.details['agreed'] === true
        ? 'Moved to another time, as the two agreed.'
        : 'One of the proposed times was picked.';
    case 'agenda_changed':
      return `${actor === 'report' ? names.report : names.manager} chose other questions for the agenda.`;
    case 'organizer_asked':
      return `The organizer is asked about it: ${wordsOf({ values: list('reasons'), words: askedWords })}.`;
    case 'distinct_again': {
      const still = list('stillAsked');
      return still.length === 0
        ? 'What the organizer was asked about is settled.'
        : `Some of what the organizer was asked about is settled; still open: ${wordsOf({ values: still, words: askedWords })}.`;
    }
    case 'restored':
      return `Put back in the calendar: ${wordsOf({ values: list('what'), words: markWords })}.`;
    case 'flagged':
      return `Missing again in the calendar and now left so: ${wordsOf({ values: list('what'), words: markWords })}.`;
    case 'moved_past_due':
      return 'The new time is after the due date, which is fine and noted.';
    case 'copy_removed':
      return 'A second copy of the event was taken out of the calendar; nobody was mailed.';
    case 'late_entry_removed':
      return 'An event that reached the calendar too late was taken out again.';
    case 'help_offered':
      return 'Moved several times; could use help finding a time.';
    case 'past_longest_gap':
      return `Later than the longest gap allows, which is until ${dateWords(text('longestUntil'))}: ${pastGapWords[text('because')] ?? 'no earlier date was found'}.`;
    case 'superseded':
      return `${passedOnWords[text('to') as PassedOnTo] ?? passedOnWords.new_manager}; ${entry.details['sooner'] === true ? 'due sooner, to begin well' : 'the due date stands'}.`;
    case 'exempt':
      return 'Not asked for at present.';
    case 'closed':
      return 'Closed.';
  }
}

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

function dateWords(date: string): string {
  return date === '' ? 'another date' : dateFormat.format(Temporal.PlainDate.from(date));
}

const passedOnWords: Readonly<Record<PassedOnTo, string>> = {
  new_manager: 'Passed on to a new manager',
  acting_manager: 'Passed on to somebody who stands in for the manager',
  own_manager: 'Passed back to the manager',
};

const waitingWords: Readonly<Record<string, string>> = {
  manager_not_connected: 'the manager’s calendar is not connected yet',
  admin_consent_needed: 'whoever administers the company’s calendars has to allow Throughline first',
  calendar_unknown: 'a calendar cannot be read, and unknown is never taken for free',
  no_common_time: 'could use help finding a time, since no hour is free for both',
  capacity: 'could use help finding a time, since the manager’s weeks are full',
  no_time_zone: 'a time zone is not known',
  manager_unknown: 'the manager is not known yet',
  manager_inactive: 'the manager is not here at present',
  manager_away: 'the manager is away for long, and nobody stands in yet',
};

/** Waiting that is as it should be: nobody has to do anything. */
const calmWaiting: Readonly<Record<string, string>> = {
  first_plan_hold: 'A time is found; invitations leave with the manager’s first plan.',
  beyond_horizon: 'Not due for a while: invitations go out later.',
  on_leave: 'Waits until the leave is over.',
};

const askedWords: Readonly<Record<AskReason, string>> = {
  onto_one_on_one: 'it stands on the regular 1:1',
  inside_lead_floor: 'it comes sooner than people usually need to prepare',
  onto_today: 'it was put onto that same day, or one that was over',
  all_day: 'it keeps no hour free',
  recurring: 'it repeats',
  shortened: 'it is shorter than such a conversation usually takes',
  not_between_two: 'other people are invited too',
};

const markWords: Readonly<Record<Stripped, string>> = {
  privacy: 'its privacy',
  category: 'its category',
  marker: 'the mark it is found by',
};

function wordsOf({ values, words }: { values: readonly string[]; words: Readonly<Record<string, string>> }): string {
  return sentenceList.format(values.map((value) => words[value] ?? 'something about it'));
}

const sentenceList = new Intl.ListFormat('en-GB');

const unbookedWords: Readonly<Record<UnbookReason, string>> = {
  declined: 'the invitation was declined',
  deleted: 'the event was removed from the calendar',
  cancelled: 'the event was cancelled',
  organizer_changed: 'somebody else organizes the event now',
  absence: 'somebody is away',
  another_date: 'another is being found',
  manager_changed: 'there is a new manager',
  connection_lost: 'the calendar connection stopped working',
  withdrawn: 'career conversations were withdrawn',
};

const pastGapWords: Readonly<Record<string, string>> = {
  leave: 'leave accounts for it',
  due_date: 'it is due after that',
  late: 'no earlier date was found',
} satisfies Record<PastGapCause, string>;

function outcomeWords({ state, grade, names }: { state: string; grade: string; names: Names }): string {
  if (state === 'held') {
    if (grade === 'confirmed_by_both') return 'Held, as both say.';
    return grade === 'attendance' ? 'Held, as recorded attendance shows.' : `Held, as ${names.report} says.`;
  }
  return grade === 'claimed' ? `Took place, ${names.manager} says; not confirmed.` : 'Not confirmed; needs a date.';
}
