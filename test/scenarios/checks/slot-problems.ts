import type { Entry } from './calendars.ts';
import { dateAt, isAway, isEmployed } from './calendar-dates.ts';
import type { Facts, PersonRow } from './facts.ts';
import { isHoliday } from './public-holidays.ts';

const hour = 3_600_000;
const day = 24 * hour;

export type Pair = { readonly manager: PersonRow; readonly report: PersonRow };

/**
 * What speaks against a time for these two, in the policy's default terms: nine to five on weekdays for both, each
 * where they are, nobody off or busy, a day's distance from their regular 1:1. `self` is the entry in question, if any.
 */
export function slotProblems({
  start,
  end,
  pair,
  entriesOf,
  facts,
  ignoring,
}: {
  start: number;
  end: number;
  pair: Pair;
  entriesOf: (person: PersonRow) => readonly Entry[];
  facts: Facts;
  /** Entries that are not in the way: the event itself, and what came there after it. */
  ignoring: (entry: Entry) => boolean;
}): readonly string[] {
  return [pair.manager, pair.report].flatMap((person) => {
    const on = dateAt({ at: new Date(start), timeZone: person.time_zone });
    const { display_name: name } = person;
    const inTheWay = entriesOf(person).find(
      (entry) => entry.isBusy && entry.start < end && start < entry.end && !ignoring(entry),
    );
    const near = entriesOf(person).find(
      (entry) => isOneOnOne({ entry, pair }) && entry.start - day < end && start < entry.end + day,
    );
    return [
      ...(isAtWork({ person, start, end }) ? [] : [`outside the working hours of ${name}`]),
      ...(isHoliday({ person, on }) ? [`on a public holiday of ${name}`] : []),
      ...(isAway({ leaves: facts.leaves, personId: person.id, on }) ? [`while ${name} is on leave`] : []),
      ...(isEmployed({ person, on }) ? [] : [`when ${name} does not work here`]),
      ...(inTheWay ? [`over “${inTheWay.title}” of ${name}`] : []),
      ...(near ? [`within a day of the 1:1 “${near.title}”`] : []),
    ];
  });
}

function isAtWork({ person, start, end }: { person: PersonRow; start: number; end: number }): boolean {
  const [from, to] = [start, end].map((moment) =>
    Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(person.time_zone),
  );
  if (!from || !to || from.dayOfWeek > 5 || !from.toPlainDate().equals(to.toPlainDate())) return false;
  return from.hour >= 9 && (to.hour < 17 || (to.hour === 17 && to.minute === 0));
}

function isOneOnOne({ entry, pair }: { entry: Entry; pair: Pair }): boolean {
  const { attendees, isSeries } = entry;
  if (!isSeries || attendees.length !== 2 || attendees.some(({ response }) => response === 'declined')) return false;
  return [pair.manager, pair.report].every((person) => attendees.some(({ email }) => email === person.work_email));
}
