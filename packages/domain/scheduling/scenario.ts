import { z } from 'zod';
import { publicHolidayIn } from '../people/public-holidays.ts';
import { policyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import type { ConversationToPlan, PlannedPerson, TeamToPlan } from './planning-input.ts';

/** A planning problem from a file, for `planConversations`. */
export type Scenario = { readonly now: Temporal.Instant; readonly managers: readonly TeamToPlan[] };

export type ParsedScenario =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  /** A sentence for each thing wrong with the file, beginning with where it is. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const instant = z.iso.datetime({ offset: true });
const date = z.iso.date();
const span = { start: instant, end: instant };
const startsFirst = [
  ({ start, end }: { start: string; end: string }) => Date.parse(start) < Date.parse(end),
  'expected start before end',
] as const;

const personInFile = z.strictObject({
  id: z.string().min(1),
  /** The id where missing. */
  name: z.string().min(1).optional(),
  timeZone: z.string().refine(isTimeZone, 'expected an IANA time zone').nullable(),
  /** For public holidays. */
  country: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected a country like DE or DE-BE')
    .nullable()
    .default(null),
  /** Days off besides. */
  holidays: z.array(date).default([]),
  workingHours: policyRules.shape.defaultWorkingHours.unwrap().nullable().default(null),
  /** Both dates inclusive. */
  leave: z.array(z.strictObject({ from: date, to: date })).default([]),
  /** 'unknown' where a calendar could not be read: nothing is booked into it. */
  busy: z.union([z.literal('unknown'), z.array(z.strictObject(span).refine(...startsFirst))]),
  booked: z.array(z.strictObject({ ...span, as: z.enum(['manager', 'report']) }).refine(...startsFirst)).default([]),
});

const conversationInFile = z.strictObject({
  /** The report's id where missing. */
  id: z.string().min(1).optional(),
  manager: z.string(),
  report: z.string(),
  dueOn: date,
  sequence: z.int().min(1).default(1),
  oneOnOnes: z.array(z.strictObject(span).refine(...startsFirst)).default([]),
  turnedDown: z.array(z.strictObject(span).refine(...startsFirst)).default([]),
  /** When the two talked before: who gave way to the other's hours then. */
  earlier: z.array(z.strictObject(span).refine(...startsFirst)).default([]),
});

/** The file `throughline plan` reads. `policy` states only what differs from the default. */
export const scenarioFile = z
  .strictObject({
    now: instant,
    policy: policyRules.prefault({}),
    people: z.array(personInFile),
    conversations: z.array(conversationInFile),
  })
  .check(({ value, issues }) => {
    const known = new Set(value.people.map(({ id }) => id));
    const problem = (path: (string | number)[], message: string) =>
      issues.push({ code: 'custom', input: value, path, message });
    for (const [index, { manager, report }] of value.conversations.entries()) {
      if (!known.has(manager)) problem(['conversations', index, 'manager'], `nobody in people has the id ${manager}`);
      if (!known.has(report)) problem(['conversations', index, 'report'], `nobody in people has the id ${report}`);
      if (manager === report) problem(['conversations', index], 'expected two different people');
    }
    if (known.size < value.people.length) problem(['people'], 'expected every id once');
  });

type PersonInFile = z.output<typeof personInFile>;

export function parseScenario(json: unknown): ParsedScenario {
  const parsed = scenarioFile.safeParse(json);
  if (!parsed.success) {
    return {
      kind: 'problems',
      problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'file'}: ${message}`),
    };
  }
  const { now, policy, people, conversations } = parsed.data;
  const planned = new Map(people.map((person) => [person.id, plannedPerson(person)]));
  const teams = Map.groupBy(conversations, ({ manager }) => manager);
  return {
    kind: 'scenario',
    scenario: {
      now: Temporal.Instant.from(now),
      managers: [...teams].map(([manager, ofManager]) => ({
        manager: planned.get(manager)!,
        conversations: ofManager.map(
          ({ id, report, dueOn, sequence, oneOnOnes, turnedDown, earlier }): ConversationToPlan => ({
            conversationId: id ?? report,
            sequence,
            dueOn: Temporal.PlainDate.from(dueOn),
            report: planned.get(report)!,
            rules: policy,
            oneOnOnes: oneOnOnes.map(asInterval),
            turnedDown: turnedDown.map(asInterval),
            earlier: earlier.map(asInterval),
          }),
        ),
      })),
    },
  };
}

function plannedPerson({
  id,
  name,
  timeZone,
  country,
  holidays,
  workingHours,
  leave,
  busy,
  booked,
}: PersonInFile): PlannedPerson {
  const isPublicHoliday = publicHolidayIn(country);
  return {
    personId: id,
    name: name ?? id,
    timeZone,
    workingHours,
    isHoliday: (on) => isPublicHoliday(on) || holidays.includes(on.toString()),
    leaves: leave.map(({ from, to }) => ({
      personId: id,
      startsOn: Temporal.PlainDate.from(from),
      endsOn: Temporal.PlainDate.from(to),
    })),
    freeBusy:
      busy === 'unknown'
        ? { kind: 'unknown', reason: 'the file says so' }
        : { kind: 'known', busy: busy.map(asInterval) },
    booked: booked.map(({ as, ...slot }) => ({ slot: asInterval(slot), role: as })),
  };
}

function asInterval({ start, end }: { start: string; end: string }): Interval {
  return { start: Temporal.Instant.from(start), end: Temporal.Instant.from(end) };
}

function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
