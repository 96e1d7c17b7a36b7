import { dateAt, daysBetween, instantOf, isEmployed, managerIdOn } from './calendar-dates.ts';
import { dueDateProblem } from './due-date-problem.ts';
import type { ConversationRow, EventRow, EvidenceRow, Facts, PersonRow } from './facts.ts';

const open = ['due', 'booked', 'awaiting_confirmation'];
const windowDays = 7;

/** Where a conversation is not where DESIGN §5 says: its state beside its event, its evidence, its due date and its neighbours. */
export function conversationProblems(facts: Facts): readonly string[] {
  const ofReport = Map.groupBy(facts.conversations, ({ report_id }) => report_id);
  return [...facts.people.values()].flatMap((report) => {
    const series = ofReport.get(report.id) ?? [];
    const each = series.flatMap((conversation, index) => {
      const given = {
        facts,
        report,
        conversation,
        before: series[index - 1] ?? null,
        after: series[index + 1] ?? null,
      };
      const problems = [placeInSeries(given), stateProblem(given), dueDateProblem(given)];
      return problems
        .filter((problem) => problem !== null)
        .map((problem) => `${report.display_name} ${conversation.sequence} (${conversation.state}): ${problem}`);
    });
    const count = seriesProblem({ facts, report, series });
    return count === null ? each : [...each, `${report.display_name}: ${count}`];
  });
}

/** One conversation of a report, between the one before and the one after it. */
export type Given = {
  readonly facts: Facts;
  readonly report: PersonRow;
  readonly conversation: ConversationRow;
  readonly before: ConversationRow | null;
  readonly after: ConversationRow | null;
};

function seriesProblem({
  facts,
  report,
  series,
}: {
  facts: Facts;
  report: PersonRow;
  series: readonly ConversationRow[];
}): string | null {
  const opened = series.filter(({ state }) => open.includes(state));
  if (opened.length > 1) return `${opened.length} conversations are open`;
  const today = dateAt({ at: facts.now, timeZone: report.time_zone });
  const managerId = managerIdOn({ facts, reportId: report.id, on: today });
  const manager = managerId === null ? undefined : facts.people.get(managerId);
  const isOwed =
    manager !== undefined && isEmployed({ person: report, on: today }) && isEmployed({ person: manager, on: today });
  if (isOwed && opened.length === 0) return 'is owed a conversation and has none open';
  if (isOwed && opened[0]?.state !== 'awaiting_confirmation' && opened[0]?.manager_id !== managerId)
    return 'is with somebody who is not the manager';
  const hasLeft = report.end_date !== null && report.end_date < today;
  if (hasLeft && opened.some(({ state }) => state !== 'awaiting_confirmation'))
    return 'has left, and a conversation is open';
  return null;
}

function placeInSeries({ conversation, before, after }: Given): string | null {
  if (conversation.sequence !== (before?.sequence ?? 0) + 1) return 'the count of the series has a gap';
  if (conversation.previous_id !== (before?.id ?? null)) return 'does not follow the one before it';
  const isOpen = open.includes(conversation.state);
  if (isOpen && after !== null) return 'is open although another came after it';
  if (isOpen !== (conversation.closed_at === null)) return 'is open and closed at once';
  const needsSuccessor = ['held', 'unconfirmed', 'superseded'].includes(conversation.state);
  return needsSuccessor && after === null ? 'has no successor' : null;
}

function stateProblem(given: Given): string | null {
  const { facts, conversation } = given;
  const wanted = facts.events.filter(
    (event) => event.conversation_id === conversation.id && event.desired_step === 'invited',
  );
  if (wanted.length > 1) return `${wanted.length} events are wanted for it`;
  const [event = null] = wanted;
  const evidence = facts.evidence.filter(({ conversation_id }) => conversation_id === conversation.id);
  switch (conversation.state) {
    case 'due':
      return dueProblem({ ...given, event });
    case 'booked':
      return bookedProblem({ ...given, event });
    case 'awaiting_confirmation':
      return awaitingProblem({ ...given, event, evidence });
    case 'held':
    case 'unconfirmed':
      return outcomeProblem({ ...given, evidence });
    case 'superseded':
      return given.after?.manager_id === conversation.manager_id ? 'the successor is with the same manager' : null;
    case 'closed':
      return event === null ? null : 'its event is still wanted';
    default:
      return 'nothing of the test leads there';
  }
}

function dueProblem({ facts, conversation, event }: Given & { event: EventRow | null }): string | null {
  const { waiting_for: waitingFor, starts_at, booked_at } = conversation;
  if (starts_at !== null || booked_at !== null) return 'has times and no event';
  if (waitingFor === null) return 'does not say why it has no date';
  if (event === null) return waitingFor === 'first_plan_hold' ? 'waits with a plan that is not there' : null;
  const hold = facts.connections.find(({ id }) => id === event.connection_id)?.plan_held_until ?? null;
  const isHeld = hold !== null && Temporal.Instant.compare(instantOf(hold), facts.now) > 0;
  if (event.step !== 'planned' || !isHeld || waitingFor !== 'first_plan_hold')
    return `an event stands at ${event.step} while it waits for ${waitingFor}`;
  return null;
}

function bookedProblem({ facts, conversation, event }: Given & { event: EventRow | null }): string | null {
  const { starts_at, ends_at, booked_at, waiting_for } = conversation;
  if (event === null) return 'no event is wanted for it';
  if (event.step !== 'invited' || event.applied_version !== event.desired_version)
    return `its event stands at ${event.step}`;
  if (starts_at === null || ends_at === null || booked_at === null) return 'has no times';
  if (starts_at.getTime() !== event.starts_at.getTime() || ends_at.getTime() !== event.ends_at.getTime())
    return 'its times are not those of its event';
  if (Temporal.Instant.compare(instantOf(ends_at), facts.now) <= 0) return 'its end has passed';
  return waiting_for === null ? null : 'waits and has a date';
}

function awaitingProblem({
  facts,
  conversation: { ends_at },
  event,
  evidence,
}: Given & { event: EventRow | null; evidence: readonly EvidenceRow[] }): string | null {
  if (event === null || ends_at === null) return 'has no event that could have ended';
  const sinceEnd = daysBetween(ends_at, new Date(facts.now.epochMilliseconds));
  if (sinceEnd < 0) return 'its end is still to come';
  if (sinceEnd >= windowDays) return 'its confirmation window has closed';
  if (says(evidence, 'report') === 'happened') return 'the report confirmed it';
  return isNo(says(evidence, 'manager')) ? 'the manager said it did not happen' : null;
}

/** The table of DESIGN §5. A confirmation, once it has acted, stands whatever its author says later. */
function outcomeProblem({
  report,
  conversation,
  evidence,
}: Given & { evidence: readonly EvidenceRow[] }): string | null {
  const { state, grade, starts_at, ends_at, closed_at, held_on } = conversation;
  if (starts_at === null || ends_at === null || closed_at === null) return 'has an outcome and no times';
  const confirmed = evidence.some(({ side, kind }) => side === 'report' && kind === 'happened');
  const manager = says(evidence, 'manager');
  const expected = confirmed
    ? `held ${manager === 'happened' ? 'confirmed_by_both' : 'confirmed'}`
    : `unconfirmed ${manager === 'happened' ? 'claimed' : 'none'}`;
  if (`${state} ${grade}` !== expected) return `is ${state} ${grade}, and the evidence says ${expected}`;
  const local = dateAt({ at: starts_at, timeZone: report.time_zone });
  if (held_on !== (state === 'held' ? local : null)) return `held on ${held_on}, and the event was on ${local}`;
  const wasEarly = daysBetween(ends_at, closed_at) < windowDays;
  const spokeUp = confirmed || evidence.some(({ side, kind }) => side === 'manager' && isNo(kind));
  if (wasEarly && !spokeUp)
    return 'was decided before its window closed, and nobody had said anything that acts at once';
  return local > dateAt({ at: closed_at, timeZone: report.time_zone }) ? 'was decided before its day' : null;
}

const isNo = (said: string | null) => said === 'did_not_happen' || said === 'folded_into_one_on_one';

/** The latest answer of one side. */
function says(evidence: readonly EvidenceRow[], side: string): string | null {
  return evidence.findLast((item) => item.side === side)?.kind ?? null;
}
