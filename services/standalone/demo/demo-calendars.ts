import type { DemoPerson } from './demo-people.ts';
import { offices } from './offices.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

/** A day, or a moment on the clock of a zone. */
export type DemoTime = { readonly dateTime: string; readonly timeZone: string } | { readonly date: string };

/** A calendar entry, in no provider's own shape. */
export type DemoEntry = {
  readonly title: string;
  readonly start: DemoTime;
  /** Exclusive. */
  readonly end: DemoTime;
  /** Weekly on these ISO weekdays, as many times in all. */
  readonly repeats?: { readonly weekdays: readonly number[]; readonly times: number };
  /** Addresses, the owner's included; everyone has accepted. */
  readonly attendees?: readonly string[];
  /** Busy, unless said. */
  readonly kind?: 'free' | 'focus_time' | 'away';
};

type Week = {
  /** A Monday. */
  readonly monday: Temporal.PlainDate;
  /** How many weeks the calendars reach. */
  readonly weeks: number;
};

/** What each person's weeks look like: 1:1s, stand-ups, focus time, entries of whole days and weeks away. */
export function demoCalendars({
  people,
  from,
  weeks,
}: {
  people: readonly DemoPerson[];
  from: Temporal.PlainDate;
  weeks: number;
}): ReadonlyMap<string, readonly DemoEntry[]> {
  const span: Week = { monday: from.subtract({ days: from.dayOfWeek - 1 }), weeks };
  const reportsOf = Map.groupBy(people, (person) => person.managerExternalId);
  const calendars = new Map<string, DemoEntry[]>();
  for (const [at, person] of people.entries()) {
    const random = seededRandom(at + 1);
    const reports = reportsOf.get(person.externalId) ?? [];
    calendars.set(person.workEmail, [
      ...oneOnOnes({ manager: person, reports, span }),
      ...(reports.length > 0 ? [standUp({ lead: person, at, reports, span })] : focusTime({ person, at, span })),
      ...wholeDays({ person, span, random }),
      ...weeksAway({ person, at, span }),
      ...single({ person, span, random }),
    ]);
  }
  return calendars;
}

/** Half an hour a week with each report, at an hour both work; pairs without one talk when they can. */
function oneOnOnes({
  manager,
  reports,
  span,
}: {
  manager: DemoPerson;
  reports: readonly DemoPerson[];
  span: Week;
}): DemoEntry[] {
  return reports.flatMap((report, at) => {
    const day = span.monday.add({ days: 1 + (at % 3) });
    const time = sharedHour({ manager, report, place: Math.floor(at / 3), day });
    if (time === null) return [];
    return [
      timed({
        title: `${manager.givenName} / ${report.givenName}`,
        day,
        time,
        minutes: 30,
        zone: offices[manager.office].timeZone,
        repeats: { weekdays: [day.dayOfWeek], times: span.weeks },
        attendees: [manager, report],
      }),
    ];
  });
}

/** The nth half hour of the day that is between 9 and 17 for both; in the manager's zone. */
function sharedHour({
  manager,
  report,
  place,
  day,
}: {
  manager: DemoPerson;
  report: DemoPerson;
  place: number;
  day: Temporal.PlainDate;
}): Temporal.PlainTime | null {
  const shared = [];
  for (let minutes = 9 * 60; minutes <= 16 * 60 + 30; minutes += 30) {
    const time = Temporal.PlainTime.from('00:00').add({ minutes });
    const there = day
      .toZonedDateTime({ timeZone: offices[manager.office].timeZone, plainTime: time })
      .withTimeZone(offices[report.office].timeZone);
    if (there.hour >= 9 && there.hour < 17) shared.push(time);
  }
  return shared[(place * 2) % Math.max(shared.length, 1)] ?? null;
}

const standUps = ['09:00', '09:30', '10:15', '13:00', '14:45', '16:30'];

function standUp({
  lead,
  at,
  reports,
  span,
}: {
  lead: DemoPerson;
  at: number;
  reports: readonly DemoPerson[];
  span: Week;
}): DemoEntry {
  return timed({
    title: `${lead.unit} stand-up`,
    day: span.monday,
    time: Temporal.PlainTime.from(standUps[at % standUps.length] ?? '09:30'),
    minutes: 15,
    zone: offices[lead.office].timeZone,
    repeats: { weekdays: [1, 2, 3, 4, 5], times: span.weeks * 5 },
    attendees: [lead, ...reports.filter((report) => report.office === lead.office)],
  });
}

function focusTime({ person, at, span }: { person: DemoPerson; at: number; span: Week }): DemoEntry[] {
  if (at % 2 === 0) return [];
  const { timeZone } = offices[person.office];
  const day = span.monday.add({ days: at % 5 });
  return [
    {
      ...timed({
        title: 'Focus time',
        day,
        time: Temporal.PlainTime.from('09:00'),
        minutes: 120,
        zone: timeZone,
        repeats: { weekdays: [day.dayOfWeek], times: span.weeks },
      }),
      kind: 'focus_time',
    },
  ];
}

/** A free entry for the whole day now and then, which blocks nothing, and a training day, which blocks it all. */
function wholeDays({ person, span, random }: { person: DemoPerson; span: Week; random: SeededRandom }): DemoEntry[] {
  const free = Array.from({ length: 4 }, () =>
    wholeDay({ title: 'Release day', ...randomDay({ span, random }), days: 1, free: true }),
  );
  const busy = Array.from({ length: 2 }, () =>
    wholeDay({ title: `${person.unit} training`, ...randomDay({ span, random }), days: 1, free: false }),
  );
  return [...free, ...busy];
}

/** A week out of the office a quarter for some; on Google, invitations over it are turned down by the calendar itself. */
function weeksAway({ person, at, span }: { person: DemoPerson; at: number; span: Week }): DemoEntry[] {
  if (at % 4 !== 1) return [];
  return [6, 19, 33, 46]
    .map((week) => week + (at % 5))
    .filter((week) => week < span.weeks)
    .map((week) => {
      const start = span.monday.add({ weeks: week });
      const { timeZone } = offices[person.office];
      return {
        title: 'Out of office',
        kind: 'away',
        start: { dateTime: `${start.toString()}T00:00:00`, timeZone },
        end: { dateTime: `${start.add({ days: 5 }).toString()}T00:00:00`, timeZone },
      };
    });
}

/** What happens once: reviews, visits, interviews. */
function single({ person, span, random }: { person: DemoPerson; span: Week; random: SeededRandom }): DemoEntry[] {
  const subjects = ['Design review', 'Interview', 'Customer call', 'Planning', 'Workshop'];
  return Array.from({ length: span.weeks }, () =>
    timed({
      title: random.pick(subjects),
      ...randomDay({ span, random }),
      time: Temporal.PlainTime.from('09:30').add({ minutes: 30 * random.below(14) }),
      minutes: 30 * (1 + random.below(3)),
      zone: offices[person.office].timeZone,
    }),
  );
}

function randomDay({ span, random }: { span: Week; random: SeededRandom }): { day: Temporal.PlainDate } {
  return { day: span.monday.add({ weeks: random.below(span.weeks), days: random.below(5) }) };
}

function wholeDay({
  title,
  day,
  days,
  free,
}: {
  title: string;
  day: Temporal.PlainDate;
  days: number;
  free: boolean;
}): DemoEntry {
  const entry = { title, start: { date: day.toString() }, end: { date: day.add({ days }).toString() } };
  return free ? { ...entry, kind: 'free' } : entry;
}

function timed({
  title,
  day,
  time,
  minutes,
  zone,
  repeats,
  attendees,
}: {
  title: string;
  day: Temporal.PlainDate;
  time: Temporal.PlainTime;
  minutes: number;
  zone: string;
  repeats?: DemoEntry['repeats'];
  attendees?: readonly DemoPerson[];
}): DemoEntry {
  const start = day.toPlainDateTime(time);
  const end = start.add({ minutes });
  return {
    title,
    start: { dateTime: `${start.toString({ smallestUnit: 'second' })}`, timeZone: zone },
    end: { dateTime: `${end.toString({ smallestUnit: 'second' })}`, timeZone: zone },
    ...(repeats === undefined ? {} : { repeats }),
    ...(attendees === undefined ? {} : { attendees: attendees.map(({ workEmail }) => workEmail) }),
  };
}
