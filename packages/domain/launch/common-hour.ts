import type { Person } from '../people/person.ts';
import { publicHolidayIn } from '../people/public-holidays.ts';
import type { PolicyRules } from '../policy/policy.ts';
import { commonTime } from '../scheduling/common-time.ts';
import type { PlannablePerson } from '../scheduling/planning-input.ts';
import type { Interval } from '../time/interval.ts';

type Half = Pick<Person, 'id' | 'displayName' | 'timeZone' | 'workingHours' | 'country'>;

/** Two weeks hold every weekday twice, so that a public holiday hides no hour that two people share. */
const lookedAtDays = 14;

/**
 * The first time from `from` on at which both are at work for a whole conversation, whatever their calendars hold; null
 * where their hours never meet for so long, or a zone is unknown. Fringe hours count where the policy allows them.
 */
export function firstCommonTime({
  manager,
  report,
  rules,
  from,
}: {
  manager: Half;
  report: Half;
  rules: PolicyRules;
  /** In the manager's zone. */
  from: Temporal.PlainDate;
}): Interval | null {
  const [one, other] = [plannable(manager), plannable(report)];
  if (one === null || other === null) return null;
  const start = from.toZonedDateTime(one.timeZone);
  const window = { start: start.toInstant(), end: start.add({ days: lookedAtDays }).toInstant() };
  const free = { ...rules, blackouts: [] };
  const conversation = { rules: free, sequence: 1, earlier: [] };
  const { common } = commonTime({ manager: one, report: other, conversation, window });
  const length = rules.durationMinutes * 60_000;
  const span = common.find(({ start: begins, end }) => end - begins >= length);
  if (span === undefined) return null;
  const begins = Temporal.Instant.fromEpochMilliseconds(span.start);
  return { start: begins, end: begins.add({ minutes: rules.durationMinutes }) };
}

/**
 * Whether two people's hours ever meet, asked for many pairs on one day: thousands share a few zones and hours, and each
 * combination is looked at once.
 */
export function whetherHoursMeet({ today }: { today: Temporal.PlainDate }) {
  const known = new Map<string, boolean>();
  const keyOf = ({ timeZone, workingHours, country }: Half) => [timeZone, workingHours, country];
  return ({ manager, report, rules }: { manager: Half; report: Half; rules: PolicyRules }): boolean => {
    const { leadTimeDays, durationMinutes, fringeMinutes, defaultWorkingHours } = rules;
    const ruled = [leadTimeDays, durationMinutes, fringeMinutes, defaultWorkingHours];
    const key = JSON.stringify([keyOf(manager), keyOf(report), ruled]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const meet = firstCommonTime({ manager, report, rules, from: today.add({ days: leadTimeDays }) }) !== null;
    known.set(key, meet);
    return meet;
  };
}

function plannable({ id, displayName, timeZone, workingHours, country }: Half): PlannablePerson | null {
  if (timeZone === null) return null;
  return {
    personId: id,
    name: displayName,
    timeZone,
    workingHours,
    isHoliday: publicHolidayIn(country),
    leaves: [],
    freeBusy: { kind: 'known', busy: [] },
    booked: [],
  };
}
