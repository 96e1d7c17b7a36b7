import type { Calendars, Entry } from './calendars.ts';
import { addDays, dateAt, daysBetween, isEmployed, managerIdOn, isAway } from './calendar-dates.ts';
import type { ConversationRow, EventRow, Facts, PersonRow } from './facts.ts';
import { slotProblems, type Pair } from './slot-problems.ts';
import { someSlot } from './some-slot.ts';

const leadDays = 21;
const horizonDays = 91;

type Given = { readonly facts: Facts; readonly calendars: Calendars };

/** Where calendars and record part ways, and where an event stands that should not, or none where one should. */
export function calendarProblems(given: Given): readonly string[] {
  return [
    ...eventsWithoutEntry(given),
    ...entriesWithoutEvent(given),
    ...badSlots(given),
    ...fullDays(given),
    ...pairsWithoutDate(given),
  ];
}

const isStanding = ({ step, desired_step }: EventRow) => step === 'invited' && desired_step === 'invited';

function peopleOf({
  facts,
  event,
}: {
  facts: Facts;
  event: EventRow;
}): (Pair & { conversation: ConversationRow }) | null {
  const conversation = facts.conversations.find(({ id }) => id === event.conversation_id);
  const connection = facts.connections.find(({ id }) => id === event.connection_id);
  const manager = connection && facts.people.get(connection.person_id);
  const report = conversation && facts.people.get(conversation.report_id);
  return conversation && manager && report ? { conversation, manager, report } : null;
}

/** Exactly one entry in each of the two calendars, at the recorded time. */
function eventsWithoutEntry({ facts, calendars }: Given): readonly string[] {
  return facts.events.filter(isStanding).flatMap((event) => {
    const pair = peopleOf({ facts, event });
    if (pair === null) return [`event ${event.id} belongs to nobody`];
    return [pair.manager, pair.report].flatMap((person) => {
      const entries = entriesOf({ calendars, person }).filter(({ iCalUID }) => iCalUID === event.ical_uid);
      const at = entries.filter(
        ({ start, end }) => start === event.starts_at.getTime() && end === event.ends_at.getTime(),
      );
      if (entries.length === 1 && at.length === 1) return [];
      return [
        `the event of ${namesOf(pair)} on ${event.starts_at.toISOString()} is ${entries.length} times in the calendar of ${person.display_name}`,
      ];
    });
  });
}

/** Whatever looks like one of ours has to be on record as standing. */
function entriesWithoutEvent({ facts, calendars }: Given): readonly string[] {
  const standing = facts.events.filter(isStanding);
  return [...calendars].flatMap(([email, entries]) =>
    entries
      .filter(({ title, isMarked }) => isMarked || title.startsWith('Career conversation'))
      .filter(({ iCalUID }) => {
        const event = standing.find((candidate) => candidate.ical_uid === iCalUID);
        const pair = event && peopleOf({ facts, event });
        return !pair || ![pair.manager.work_email, pair.report.work_email].includes(email);
      })
      .map(
        ({ title, start }) =>
          `“${title}” on ${new Date(start).toISOString()} in the calendar of ${email} is on no record`,
      ),
  );
}

/** Of what we chose and nobody moved since: lead time, working hours, other entries, the 1:1. */
function badSlots({ facts, calendars }: Given): readonly string[] {
  return upcoming(facts).flatMap((event) => {
    const pair = peopleOf({ facts, event });
    if (pair === null || wasMoved({ facts, conversation: pair.conversation })) return [];
    const bookedAt = bookedSince({ facts, conversation: pair.conversation });
    const own = { start: event.starts_at.getTime(), end: event.ends_at.getTime() };
    const problems = [
      ...(daysBetween(bookedAt, event.starts_at) < leadDays ? ['with too little lead time'] : []),
      ...slotProblems({
        ...own,
        pair,
        facts,
        entriesOf: (person) => entriesOf({ calendars, person }),
        ignoring: notOurChoice({ facts, event }),
      }),
    ];
    return problems.map((problem) => `${namesOf(pair)} on ${event.starts_at.toISOString()}: ${problem}`);
  });
}

/** Since when the report has known of this time: a new manager keeps it where both are free. */
function bookedSince({ facts, conversation }: { facts: Facts; conversation: ConversationRow }): Date {
  const before = facts.conversations.find(({ id }) => id === conversation.previous_id);
  const isKept = before?.state === 'superseded' && before.starts_at?.getTime() === conversation.starts_at?.getTime();
  return isKept ? bookedSince({ facts, conversation: before }) : (conversation.booked_at ?? new Date(0));
}

/** One conversation a day for everybody, in their own zone, moved ones apart. */
function fullDays({ facts }: Given): readonly string[] {
  const days = upcoming(facts).flatMap((event) => {
    const pair = peopleOf({ facts, event });
    if (pair === null || wasMoved({ facts, conversation: pair.conversation })) return [];
    return [pair.manager, pair.report].map(
      (person) => `${person.display_name} on ${dateAt({ at: event.starts_at, timeZone: person.time_zone })}`,
    );
  });
  const counted = [...Map.groupBy(days, (each) => each)];
  return counted
    .filter(([, times]) => times.length > 1)
    .map(([each, times]) => `${each} has ${times.length} conversations`);
}

/** Every pair under a connected manager that is due within the horizon has a date, or says why not, truthfully. */
function pairsWithoutDate({ facts, calendars }: Given): readonly string[] {
  return facts.conversations
    .filter(({ state }) => state === 'due')
    .flatMap((conversation) => {
      const report = facts.people.get(conversation.report_id);
      const manager = conversation.manager_id === null ? undefined : facts.people.get(conversation.manager_id);
      if (!report || !manager) return [];
      const problem = reasonProblem({ facts, calendars, conversation, pair: { manager, report } });
      return problem === null
        ? []
        : [
            `${namesOf({ manager, report })}, due on ${conversation.due_on}, waits for ${conversation.waiting_for}: ${problem}`,
          ];
    });
}

function reasonProblem({
  facts,
  calendars,
  conversation,
  pair,
}: Given & { conversation: ConversationRow; pair: Pair }): string | null {
  const { manager, report } = pair;
  const today = dateAt({ at: facts.now, timeZone: report.time_zone });
  const connection = facts.connections.find(
    ({ person_id, status, purpose }) => person_id === manager.id && status === 'active' && purpose === 'organize',
  );
  const isWithinHorizon = conversation.due_on <= addDays(today, horizonDays);
  switch (conversation.waiting_for) {
    case 'manager_not_connected':
    case 'admin_consent_needed':
      return connection ? 'the manager is connected' : null;
    case 'manager_inactive':
      return isEmployed({ person: manager, on: today }) ? 'the manager works here' : null;
    case 'manager_unknown':
      return managerIdOn({ facts, reportId: report.id, on: today }) === null ? null : 'the manager is known';
    case 'manager_away':
      return isAway({ leaves: facts.leaves, personId: manager.id, on: today }) ? null : 'the manager is there';
    case 'first_plan_hold':
      return connection?.plan_held_until && connection.plan_held_until.getTime() > facts.now.epochMilliseconds
        ? null
        : 'nothing is held back';
    case 'calendar_unknown':
      return isConnected({ facts, person: report }) || cloudOf(report) === cloudOf(manager)
        ? 'the calendar of the report can be read'
        : null;
    case 'beyond_horizon':
      return isWithinHorizon ? 'it falls due within the horizon' : null;
    case 'no_common_time':
    case 'capacity':
    case 'on_leave':
      return someSlot({ facts, conversation, pair, entriesOf: (person) => entriesOf({ calendars, person }) });
    case null:
    default:
      return 'nothing keeps it from having a date';
  }
}

function isConnected({ facts, person }: { facts: Facts; person: PersonRow }): boolean {
  return facts.connections.some(({ person_id, status }) => person_id === person.id && status === 'active');
}

/** Each cloud's people have addresses of their own. */
function cloudOf({ work_email: email }: PersonRow): string {
  return email.slice(email.indexOf('@') + 1);
}

function upcoming(facts: Facts): readonly EventRow[] {
  return facts.events.filter((event) => isStanding(event) && event.ends_at.getTime() > facts.now.epochMilliseconds);
}

/** Since it was last booked. */
function wasMoved({ facts, conversation }: { facts: Facts; conversation: ConversationRow }): boolean {
  const own = facts.history.filter(
    ({ conversation_id, kind }) => conversation_id === conversation.id && (kind === 'booked' || kind === 'moved'),
  );
  return own.at(-1)?.kind === 'moved';
}

/** The entry itself, and conversations that somebody moved there. */
function notOurChoice({ facts, event }: { facts: Facts; event: EventRow }): (entry: Entry) => boolean {
  const moved = new Set(
    facts.conversations.filter((conversation) => wasMoved({ facts, conversation })).map(({ id }) => id),
  );
  const uids = new Set(
    facts.events
      .filter((other) => other.id === event.id || moved.has(other.conversation_id))
      .map(({ ical_uid }) => ical_uid),
  );
  return ({ iCalUID }) => uids.has(iCalUID);
}

function entriesOf({ calendars, person }: { calendars: Calendars; person: PersonRow }): readonly Entry[] {
  return calendars.get(person.work_email) ?? [];
}

function namesOf({ manager, report }: Pair): string {
  return `${manager.display_name} & ${report.display_name}`;
}
