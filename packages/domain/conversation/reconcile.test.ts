import { describe, expect, test } from 'vitest';
import { aBookedConversation, anEventRecord, anObservedEvent, aPolicy, aSlot, at } from '../testing/builders.ts';
import { recordDecision, type Known } from '../testing/record-decision.ts';
import '../testing/temporal-equality.ts';
import type { Conversation } from './conversation.ts';
import type { EventRecord, Observation, ObservedEvent } from './observed-event.ts';
import { reconcile, type Decision } from './reconcile.ts';

/**
 * What follows from everything people, and the programs they use, do to an event: the whole table of DESIGN §8. The
 * event stands on 25 January, 10:00 to 11:00 in Berlin, for a conversation due on 1 February; it is 11 January. Their
 * 1:1 is on Wednesdays at 10:30.
 */
type Row = {
  readonly theirs: Observation;
  readonly decisions: readonly Decision[];
  readonly ours?: Partial<EventRecord>;
  readonly conversation?: Partial<Conversation>;
  readonly now?: string;
  /** Looked at a second time, when the first was carried out and somebody undid it. */
  readonly again?: readonly Decision[];
};

const seen = (given: Partial<ObservedEvent>): Observation => anObservedEvent(given);
const answered = (responses: Partial<ObservedEvent['responses']>) =>
  seen({ responses: { manager: 'accepted', report: 'needs_action', ...responses } });
const asItStands = aSlot({ start: '2027-01-25T09:00:00Z' });
const thursday = aSlot({ start: '2027-01-28T13:00:00Z' });
const oneOnOne = aSlot({ start: '2027-01-27T09:30:00Z' });
const afterItsEnd = '2027-01-26T08:00:00Z';

const move = (slot: typeof thursday, pastDue = false): Decision => ({ kind: 'accept_move', slot, pastDue });
const rebook = (because: 'declined' | 'deleted' | 'cancelled' | 'organizer_changed', by: 'manager' | 'report') =>
  [{ kind: 'rebook', because, by }] satisfies readonly Decision[];
const ask = (
  reasons: Extract<Decision, { kind: 'ask_organizer' }>['reasons'],
  slot = asItStands,
): readonly Decision[] => [{ kind: 'ask_organizer', reasons, slot }];
const restore = (what: 'privacy' | 'category' | 'marker'): Pick<Row, 'decisions' | 'again'> => ({
  decisions: [{ kind: 'restore', what: [what] }],
  again: [{ kind: 'flag', what: [what] }],
});

const pastDue = aSlot({ start: '2027-02-04T09:00:00Z' });
const ontoTheirs = aSlot({ start: '2027-01-27T09:00:00Z' });
const tooSoon = aSlot({ start: '2026-12-15T09:00:00Z' });
const halfAnHour = aSlot({ start: '2027-01-25T09:00:00Z', minutes: 30 });
const laterThatDay = aSlot({ start: '2027-01-25T15:00:00Z' });
const longer = aSlot({ start: '2027-01-25T09:00:00Z', minutes: 90 });
const laterToday = aSlot({ start: '2027-01-11T16:00:00Z' });
const lastWeek = aSlot({ start: '2027-01-07T09:00:00Z' });

const accepted: Readonly<Record<string, Row>> = {
  'nothing was changed': { theirs: seen({}), decisions: [] },
  'moved within policy: accepted': { theirs: seen(thursday), decisions: [move(thursday)] },
  'moved within its own day, on that day: accepted': {
    theirs: seen(laterThatDay),
    now: '2027-01-25T08:00:00Z',
    decisions: [move(laterThatDay)],
  },
  'made longer: accepted': { theirs: seen(longer), decisions: [move(longer)] },
  'moved past due: accepted and counted': { theirs: seen(pastDue), decisions: [move(pastDue, true)] },
  'moved on after its end: accepted, they mean to have it then': {
    theirs: seen(thursday),
    conversation: { state: 'awaiting_confirmation' },
    now: afterItsEnd,
    decisions: [move(thursday)],
  },
  // Title, colour, place and text are not even read: an edit of them shows as an event that is as it was.
  'renamed, recoloured, given a place or another text: theirs': { theirs: seen({}), decisions: [] },
  'a room invited: nobody more': { theirs: seen({ invited: 'the_report' }), decisions: [] },
  'accepted by the report: kept': { theirs: answered({ report: 'accepted' }), decisions: [] },
  'tentative: kept': { theirs: answered({ report: 'tentative' }), decisions: [] },
  'tentative at the manager: kept': { theirs: answered({ manager: 'tentative' }), decisions: [] },
  'silent: kept': { theirs: answered({ report: 'needs_action' }), decisions: [] },
};

const asked: Readonly<Record<string, Row>> = {
  'put onto the 1:1: asked, and it stays there': {
    theirs: seen(ontoTheirs),
    decisions: ask(['onto_one_on_one'], ontoTheirs),
  },
  'put inside the floor of lead time: asked': {
    theirs: seen(tooSoon),
    now: '2026-12-10T08:00:00Z',
    decisions: ask(['inside_lead_floor'], tooSoon),
  },
  'put onto a day that is over: asked, and the report’s word alone can make it count': {
    theirs: seen(lastWeek),
    decisions: ask(['onto_today'], lastWeek),
  },
  'put onto today, later or earlier than it is now: asked': {
    theirs: seen(laterToday),
    decisions: ask(['onto_today'], laterToday),
  },
  'shortened under the floor: asked': { theirs: seen(halfAnHour), decisions: ask(['shortened'], halfAnHour) },
  'made all-day: asked': { theirs: seen({ allDay: true }), decisions: ask(['all_day']) },
  'made recurring: asked': { theirs: seen({ recurring: true }), decisions: ask(['recurring']) },
  'others invited: asked, it is no longer between two': {
    theirs: seen({ invited: 'others' }),
    decisions: ask(['not_between_two']),
  },
  'several of these at once: asked in one': {
    theirs: seen({ ...ontoTheirs, recurring: true, invited: 'others' }),
    decisions: ask(['recurring', 'not_between_two', 'onto_one_on_one'], ontoTheirs),
  },
  'mended in part: what is left stays asked': {
    ours: { asked: ['recurring', 'not_between_two'] },
    theirs: seen({ recurring: true }),
    decisions: [{ kind: 'distinct_again', stillAsked: ['recurring'] }],
  },
  'mended: distinct again': {
    ours: { asked: ['not_between_two'] },
    theirs: seen({}),
    decisions: [{ kind: 'distinct_again', stillAsked: [] }],
  },
};

const restored: Readonly<Record<string, Row>> = {
  'made public: restored once, then flagged': { theirs: seen({ private: false }), ...restore('privacy') },
  'unlabelled: restored once, then flagged': { theirs: seen({ category: null }), ...restore('category') },
  'given another label in place of ours: restored once, then flagged': {
    theirs: seen({ category: 'Red' }),
    ...restore('category'),
  },
  'stripped of our marker by an add-in: it stays ours, restored once, then flagged': {
    theirs: seen({ marked: false }),
    ...restore('marker'),
  },
  'made public and moved at once: restored where it now stands': {
    theirs: seen({ ...thursday, private: false }),
    decisions: [move(thursday), { kind: 'restore', what: ['privacy'] }],
    again: [{ kind: 'flag', what: ['privacy'] }],
  },
};

const rebooked: Readonly<Record<string, Row>> = {
  // With another time proposed (Outlook), a no is a no: a proposal moves nothing.
  'declined by the report, or deleted from their calendar at Google: another date': {
    theirs: answered({ report: 'declined' }),
    decisions: rebook('declined', 'report'),
  },
  'declined by the manager: another date': {
    theirs: answered({ manager: 'declined' }),
    decisions: rebook('declined', 'manager'),
  },
  'deleted by the manager: another date': { theirs: { kind: 'gone' }, decisions: rebook('deleted', 'manager') },
  'cancelled by the manager: another date': {
    theirs: seen({ cancelled: true }),
    decisions: rebook('cancelled', 'manager'),
  },
  'the report taken off the list: for them it is cancelled': {
    theirs: seen({ invited: 'nobody' }),
    decisions: rebook('cancelled', 'manager'),
  },
  'the report taken off the list, and others left on it: for them it is cancelled all the same': {
    theirs: seen({ invited: 'only_others' }),
    decisions: rebook('cancelled', 'manager'),
  },
  'organizer changed: nobody’s to repair, another date': {
    theirs: seen({ organizer: 'somebody_else', private: false, invited: 'others' }),
    decisions: rebook('organizer_changed', 'manager'),
  },
  'declined and edited besides: another date, whatever else': {
    theirs: seen({ ...thursday, private: false, responses: { manager: 'accepted', report: 'declined' } }),
    decisions: rebook('declined', 'report'),
  },
};

const nothingToConclude: Readonly<Record<string, Row>> = {
  'deleted from the report’s own calendar without an answer, at Outlook: silence': {
    theirs: answered({ report: 'needs_action' }),
    decisions: [],
  },
  'tidied away after its end': { theirs: { kind: 'gone' }, now: afterItsEnd, decisions: [] },
  'declined after its end': { theirs: answered({ report: 'declined' }), now: afterItsEnd, decisions: [] },
  'moved about in the past after its end': {
    theirs: seen(lastWeek),
    conversation: { state: 'awaiting_confirmation' },
    now: afterItsEnd,
    decisions: [],
  },
};

const table = { accepted, asked, restored, rebooked, 'nothing to conclude': nothingToConclude };

describe.each(Object.entries(table))('%s', (_group, rows) => {
  test.each(Object.entries(rows))('%s', (_title, { theirs, decisions, again = [], ...row }) => {
    const look = (known: Known) =>
      reconcile({
        ...known,
        theirs,
        policy: aPolicy(),
        oneOnOnes: [oneOnOne],
        reportTimeZone: 'Europe/Berlin',
        now: at(row.now ?? '2027-01-11T08:00:00Z'),
      });
    const atFirst = { ours: anEventRecord(row.ours), conversation: aBookedConversation(row.conversation) };
    const first = look(atFirst);
    expect(first).toEqual(decisions);
    const afterOnce = first.reduce(recordDecision, atFirst);
    const second = look(afterOnce);
    expect(second).toEqual(again);
    expect(look(second.reduce(recordDecision, afterOnce))).toEqual([]);
  });
});

test('missing from a list: asked for by its id before anything is concluded', () => {
  const given = { conversation: aBookedConversation(), ours: anEventRecord(), policy: aPolicy(), oneOnOnes: [] };
  const known = { ...given, reportTimeZone: 'Europe/Berlin', now: at('2027-01-11T08:00:00Z') };
  expect(reconcile({ ...known, theirs: { kind: 'missing' } })).toEqual([{ kind: 'look_up' }]);
});

test('copied by a client: the copy is removed, and nothing is read from it', () => {
  const theirs = anObservedEvent({ providerEventId: 'copy', cancelled: true, private: false });
  const given = { conversation: aBookedConversation(), ours: anEventRecord(), policy: aPolicy(), oneOnOnes: [] };
  expect(reconcile({ ...given, theirs, reportTimeZone: 'Europe/Berlin', now: at('2027-01-11T08:00:00Z') })).toEqual([
    { kind: 'remove_copy', providerEventId: 'copy' },
  ]);
});
