import type { Entry } from './calendars.ts';
import { addDays, dateAt } from './calendar-dates.ts';
import type { ConversationRow, Facts, PersonRow } from './facts.ts';
import { slotProblems, type Pair } from './slot-problems.ts';

const hour = 3_600_000;
const quarter = hour / 4;
/** An invitation may leave hours after the planning, so nothing is looked for on the day the lead time ends. */
const firstDay = 22;
const horizonDays = 91;

/**
 * Tries every quarter of an hour of the planning window by hand. Names a time that would have done, or null. Only
 * for a conversation the planner has just looked at: since it last did, somebody may have made room.
 */
export function someSlot({
  facts,
  conversation,
  pair,
  entriesOf,
}: {
  facts: Facts;
  conversation: ConversationRow;
  pair: Pair;
  entriesOf: (person: PersonRow) => readonly Entry[];
}): string | null {
  const now = facts.now.epochMilliseconds;
  if (conversation.plan_tried_at === null || now - conversation.plan_tried_at.getTime() > hour) return null;
  const { manager } = pair;
  const lost = facts.events.filter(
    ({ conversation_id, desired_step }) => conversation_id === conversation.id && desired_step === 'cancelled',
  );
  const closed = new Set([
    ...lost.map(({ starts_at }) => dateAt({ at: starts_at, timeZone: manager.time_zone })),
    ...daysTaken({ facts, pair }),
  ]);
  const today = dateAt({ at: facts.now, timeZone: manager.time_zone });
  for (let date = addDays(today, firstDay); date <= addDays(today, horizonDays); date = addDays(date, 1)) {
    if (closed.has(date)) continue;
    const midnight = Temporal.PlainDate.from(date).toZonedDateTime(manager.time_zone).epochMilliseconds;
    for (let start = midnight + 9 * hour; start <= midnight + 17 * hour; start += quarter) {
      const slot = { start, end: start + hour };
      if (slotProblems({ ...slot, pair, facts, entriesOf, ignoring: () => false }).length > 0) continue;
      return `${new Date(start).toISOString()} would do`;
    }
  }
  return null;
}

/** Days on which one of the two has a conversation already, in either's zone, to be on the safe side. */
function daysTaken({ facts, pair }: { facts: Facts; pair: Pair }): readonly string[] {
  const ids = new Set([pair.manager.id, pair.report.id]);
  const theirs = facts.conversations.filter(
    ({ report_id, manager_id }) => ids.has(report_id) || ids.has(manager_id ?? ''),
  );
  const events = facts.events.filter(
    ({ desired_step, conversation_id }) =>
      desired_step === 'invited' && theirs.some(({ id }) => id === conversation_id),
  );
  return events.flatMap(({ starts_at }) =>
    [pair.manager, pair.report].map(({ time_zone }) => dateAt({ at: starts_at, timeZone: time_zone })),
  );
}
