import type { SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import type { Change, Done, Hand } from './hand.ts';
import { zone } from './walk-company.ts';

/** A conversation's event as the two find it. */
export type Standing = {
  readonly uid: string;
  readonly providerEventId: string;
  readonly manager: string;
  readonly report: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
};

export type Edited = {
  readonly name: string;
  readonly done: Done;
  /** Whether those invited are told of it by the editing person's own calendar. */
  readonly tells: boolean;
};

type Given = {
  readonly standing: Standing;
  readonly random: SeededRandom;
  readonly now: Temporal.Instant;
  readonly others: readonly string[];
};
type Made = Change | { readonly kind: 'enter'; readonly what: 'busy' | 'away' };
type Kind = { readonly name: string; readonly weight: number; readonly make: (given: Given) => Made };

const hour = { hours: 1 } as const;

/** What managers do to the entry they organize. */
const managers: readonly Kind[] = [
  { name: 'move', weight: 16, make: (given) => anHourAt(someDay({ ...given, least: 12, most: 75 }), given) },
  { name: 'move a little', weight: 6, make: ({ standing, random }) => shifted(standing, 30 * (1 + random.below(6))) },
  { name: 'move too near', weight: 3, make: (given) => anHourAt(someDay({ ...given, least: 2, most: 8 }), given) },
  { name: 'move onto a 1:1', weight: 3, make: onOneOnOne },
  { name: 'shorten', weight: 5, make: ({ standing: { startsAt } }) => times(startsAt, { minutes: 25 }) },
  { name: 'lengthen', weight: 4, make: ({ standing: { startsAt } }) => times(startsAt, { minutes: 90 }) },
  { name: 'an hour again', weight: 4, make: ({ standing: { startsAt } }) => times(startsAt, hour) },
  {
    name: 'all day',
    weight: 3,
    make: (given) => ({ kind: 'all_day', date: someDay({ ...given, least: 14, most: 60 }) }),
  },
  { name: 'weekly', weight: 7, make: () => ({ kind: 'weekly' }) },
  { name: 'no series any more', weight: 3, make: () => ({ kind: 'single' }) },
  {
    name: 'delete an occurrence',
    weight: 6,
    make: ({ random }) => ({ kind: 'delete_occurrence', at: random.below(4) }),
  },
  { name: 'move an occurrence', weight: 6, make: ({ random }) => ({ kind: 'move_occurrence', at: random.below(4) }) },
  { name: 'rename', weight: 6, make: ({ random }) => ({ kind: 'retitle', text: `Coffee ${random.below(1000)}` }) },
  {
    name: 'rewrite',
    weight: 4,
    make: ({ random }) => ({ kind: 'rewrite', text: `<p>Room ${random.below(1000)}</p>` }),
  },
  { name: 'make public', weight: 4, make: () => ({ kind: 'make_public' }) },
  { name: 'unlabel', weight: 3, make: () => ({ kind: 'unlabel' }) },
  { name: 'strip the marker', weight: 3, make: () => ({ kind: 'strip_marker' }) },
  { name: 'forward', weight: 4, make: ({ random, others }) => ({ kind: 'invite', email: random.pick(others) }) },
  {
    name: 'uninvite a third',
    weight: 4,
    make: ({ random, others }) => ({ kind: 'uninvite', email: random.pick(others) }),
  },
  { name: 'uninvite the report', weight: 2, make: ({ standing: { report } }) => ({ kind: 'uninvite', email: report }) },
  { name: 'delete', weight: 3, make: () => ({ kind: 'delete' }) },
  { name: 'copy', weight: 3, make: ({ random }) => ({ kind: 'copy', title: `Copy: ${random.below(1000)}` }) },
  { name: 'accept something else', weight: 2, make: () => ({ kind: 'enter', what: 'busy' }) },
  { name: 'be away', weight: 2, make: () => ({ kind: 'enter', what: 'away' }) },
];

/** What reports do to their copy of it. */
const reports: readonly Kind[] = [
  { name: 'accept', weight: 8, make: () => ({ kind: 'respond', response: 'accepted' }) },
  { name: 'answer maybe', weight: 4, make: () => ({ kind: 'respond', response: 'tentative' }) },
  { name: 'decline', weight: 3, make: () => ({ kind: 'respond', response: 'declined' }) },
  { name: 'delete their copy', weight: 2, make: () => ({ kind: 'delete' }) },
  {
    name: 'forward their copy',
    weight: 2,
    make: ({ random, others }) => ({ kind: 'invite', email: random.pick(others) }),
  },
  { name: 'accept something else', weight: 2, make: () => ({ kind: 'enter', what: 'busy' }) },
];

export const editNames: readonly string[] = [
  ...managers.map(({ name }) => `manager: ${name}`),
  ...reports.map(({ name }) => `report: ${name}`),
];

const quiet: ReadonlySet<string> = new Set(['unlabel', 'strip_marker', 'enter', 'respond']);

/** One of the two does something to their entry, whatever occurs to them. */
export async function editSomething({
  handOf,
  ...given
}: Given & { readonly handOf: (email: string) => Promise<Hand> }): Promise<Edited> {
  const { random, standing } = given;
  const isManager = random.chance(0.7);
  const { name: what, make } = pickWeighted({ random, kinds: isManager ? managers : reports });
  const name = `${isManager ? 'manager' : 'report'}: ${what}`;
  const hand = await handOf(isManager ? standing.manager : standing.report);
  const made = make(given);
  if (made.kind === 'enter') {
    await hand.enter({ kind: made.what, start: standing.startsAt, end: standing.endsAt });
    return { name, done: 'done', tells: false };
  }
  const id = isManager ? standing.providerEventId : await hand.ownId(standing.uid);
  const done = id === null ? 'impossible' : await hand.change({ id, change: made });
  return { name, done, tells: (isManager && !quiet.has(made.kind)) || made.kind === 'invite' };
}

function pickWeighted({ random, kinds }: { random: SeededRandom; kinds: readonly Kind[] }): Kind {
  let left = random.below(kinds.reduce((sum, { weight }) => sum + weight, 0));
  const found = kinds.find(({ weight }) => (left -= weight) < 0);
  if (found === undefined) throw new Error('the weights do not add up');
  return found;
}

/** A working day. */
function someDay({
  random,
  now,
  least,
  most,
}: {
  random: SeededRandom;
  now: Temporal.Instant;
  least: number;
  most: number;
}): Temporal.PlainDate {
  const date = now
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: least + random.below(most - least) });
  return date.dayOfWeek > 5 ? date.add({ days: 8 - date.dayOfWeek }) : date;
}

function anHourAt(date: Temporal.PlainDate, { random }: Pick<Given, 'random'>): Change {
  const plainTime = new Temporal.PlainTime(8 + random.below(9), 30 * random.below(2));
  return times(date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant(), hour);
}

/** Nine in the morning of a Tuesday or a Wednesday, when managers see some of their reports. */
function onOneOnOne({ random, now }: Given): Change {
  const date = someDay({ random, now, least: 14, most: 60 });
  const day = date.subtract({ days: date.dayOfWeek }).add({ days: 9 + random.below(2) });
  return times(day.toZonedDateTime({ timeZone: zone, plainTime: '09:00' }).toInstant(), hour);
}

function shifted({ startsAt, endsAt }: Standing, minutes: number): Change {
  return { kind: 'times', start: startsAt.add({ minutes }), end: endsAt.add({ minutes }) };
}

function times(start: Temporal.Instant, length: Temporal.DurationLike): Change {
  return { kind: 'times', start, end: start.add(length) };
}
