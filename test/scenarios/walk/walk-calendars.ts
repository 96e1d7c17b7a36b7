import { inspect } from 'node:util';
import { seededRandom, type SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { pickProposedTime } from '@throughline/standalone/demo/pick-proposed-time.ts';
import { conversationProblems } from '../checks/conversation-problems.ts';
import { readFacts } from '../checks/facts.ts';
import { openWorld, type World } from '../world.ts';
import { disagreements } from '../checks/disagreements.ts';
import { editSomething, type Standing } from './edit-something.ts';
import type { Hand } from './hand.ts';
import { handsOf } from './hands-of.ts';
import { mailStorms, type Told } from '../checks/mail-storms.ts';
import { someMishap } from './some-mishap.ts';
import { begin, type WalkCompany } from './walk-company.ts';
import { isStanding, openWork, readEvents } from '../checks/read-events.ts';

export type Walked = {
  /** What the checks found, each with the edit after which. */
  readonly problems: readonly string[];
  /** Edits that took effect, by what they were. */
  readonly edits: ReadonlyMap<string, number>;
  /** What the provider forbade, and what could not be done to the entry as it was. */
  readonly refused: number;
  readonly impossible: number;
  readonly mishaps: ReadonlyMap<string, number>;
  readonly settlings: number;
  readonly booked: number;
  readonly told: Told;
  readonly editsPerSecond: number;
};

/** More rounds than the longest pause before a next try needs. */
const mostRounds = 8;
const carla = 'carla@elsewhere.example';

/**
 * Lets managers and reports edit their conversations' entries as they please while calls to both clouds go wrong, and
 * compares record and calendars each time all has settled. Between two settlings some edits come while ours are on
 * their way.
 */
export async function walkCalendars({
  edits: most,
  seed,
  company,
  batch = 30,
  say = () => {},
}: {
  edits: number;
  seed: number;
  company: WalkCompany;
  /** Edits between two settlings. */
  batch?: number;
  say?: (line: string) => void;
}): Promise<Walked> {
  const random = seededRandom(seed);
  const { rows, hr, calendars } = company;
  const world = await openWorld({ now: begin, rows, hr, calendars });
  await connectEverybody({ world, company });
  const handOf = handsOf({ control: world.control, origin: world.sandboxUrl });
  const walk: Walk = {
    world,
    company,
    random,
    handOf,
    others: [hr, carla],
    done: new Map(),
    told: new Map(),
    mishaps: new Map(),
    thrownAway: new Set(),
    counts: { refused: 0, impossible: 0, done: 0 },
  };
  const problems: string[] = [];
  const started = performance.now();
  let settlings = 0;
  let since = await world.control.now();
  while (walk.counts.done < most) {
    await editSome(walk, { count: batch - Math.floor(batch / 3) });
    await goWrong(walk);
    await world.advance({ minutes: 15 });
    await control(world, 'DELETE', '/faults');
    await editSome(walk, { count: Math.floor(batch / 3) });
    await pickTimes(walk, { since });
    since = await world.control.now();
    await settleDown(walk);
    settlings += 1;
    const found = await look(walk);
    problems.push(...found.map((problem) => `after ${walk.counts.done} edits: ${problem}`));
    for (const problem of found) say(problem);
    say(`${walk.counts.done} edits, ${Math.round((performance.now() - started) / 1000)} s, ${found.length} problems`);
    if (problems.length > 40) break;
    // Time passes between the days on which people are at their calendars, and some conversations take place.
    if (random.chance(0.1)) await world.advance({ days: 1 });
  }
  const seconds = (performance.now() - started) / 1000;
  const events = await readEvents(world.adminUrl);
  const mails = await world.control.mails({ since: Temporal.Instant.fromEpochMilliseconds(0) });
  const told = mailStorms({ events, mails, edits: walk.told });
  const { done, refused, impossible } = walk.counts;
  const walked = {
    problems: [...problems, ...told.problems],
    edits: walk.done,
    refused,
    impossible,
    mishaps: walk.mishaps,
    settlings,
    booked: events.filter((event) => event.ical_uid !== null).length,
    told,
    editsPerSecond: done / seconds,
  };
  say(inspect(walked, { maxArrayLength: null }));
  return walked;
}

type Walk = {
  readonly world: World;
  readonly company: WalkCompany;
  readonly random: SeededRandom;
  readonly handOf: (email: string) => Promise<Hand>;
  /** Third people. */
  readonly others: readonly string[];
  readonly done: Map<string, number>;
  /** Edits that are told of, by uid. */
  readonly told: Map<string, number>;
  readonly mishaps: Map<string, number>;
  readonly thrownAway: Set<string>;
  readonly counts: { refused: number; impossible: number; done: number };
};

/** Managers follow the link in their mail, then the reports whose calendar they cannot see; the first plans go out. */
async function connectEverybody({ world, company }: { world: World; company: WalkCompany }): Promise<void> {
  await world.settle();
  await world.grantCalendars();
  await world.settle();
  await world.advance({ days: 1 });
  for (const manager of company.managers) await world.connectFromMail(manager);
  await world.advance({ days: 1 });
  const mails = await world.control.mails({ since: begin });
  for (const report of company.reports) {
    const isAsked = mails.some(
      ({ to, links }) => to.includes(report) && links.some((link) => link.includes('/connect?')),
    );
    if (isAsked) await world.connectFromMail(report);
  }
  await world.advance({ days: 5 });
}

async function editSome(walk: Walk, { count }: { count: number }): Promise<void> {
  const { world, random, handOf, others, counts } = walk;
  const now = await world.control.now();
  const standing = (await readEvents(world.adminUrl)).flatMap((event): readonly Standing[] => {
    const { provider_event_id: providerEventId, ical_uid: uid, manager, report } = event;
    const startsAt = instantOf(event.starts_at);
    const isAhead = Temporal.Instant.compare(now.add({ hours: 24 }), startsAt) < 0;
    if (!isStanding(event) || event.state !== 'booked' || !isAhead || providerEventId === null || uid === null)
      return [];
    return [{ uid, providerEventId, manager, report, startsAt, endsAt: instantOf(event.ends_at) }];
  });
  if (standing.length === 0) throw new Error('nothing is booked that could be edited');
  for (let tries = 0, made = 0; made < count && tries < 10 * count; tries += 1) {
    const one = random.pick(standing);
    const { name, done, tells } = await editSomething({ standing: one, random, handOf, others, now });
    counts[done] += 1;
    if (done !== 'done') continue;
    made += 1;
    add(walk.done, name);
    if (tells) add(walk.told, one.uid);
    if (name === 'report: delete their copy') walk.thrownAway.add(`${one.uid} ${one.report}`);
  }
}

async function goWrong({ world, company, random, mishaps }: Walk): Promise<void> {
  const people = [...company.managers, ...company.managers, ...company.reports];
  const drawn = Array.from({ length: 2 + random.below(5) }, () => someMishap({ random, people }));
  for (const { name, fault } of drawn) {
    await control(world, 'POST', '/faults', fault);
    add(mishaps, name);
  }
  if (random.chance(0.15)) {
    world.advanceWall({ minutes: 61 });
    add(mishaps, 'an hour in which every token expired');
  }
}

/** Whoever got times to pick from mostly picks one. */
async function pickTimes({ world, random }: Walk, { since }: { since: Temporal.Instant }): Promise<void> {
  for (const { links } of await world.control.mails({ since })) {
    const link = links.find((url) => new URL(url).pathname === '/times' && url.includes('token='));
    if (link === undefined || random.chance(0.3)) continue;
    await pickProposedTime({ apiOrigin: world.apiUrl, link });
  }
}

async function settleDown({ world }: Walk): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    world.advanceWall({ minutes: 16 });
    await world.advance({ minutes: 15 });
    if ((await openWork({ adminUrl: world.adminUrl, now: await world.control.now() })) === 0) return;
  }
}

async function look({ world, company, handOf, thrownAway }: Walk): Promise<readonly string[]> {
  const now = await world.control.now();
  const events = await readEvents(world.adminUrl);
  const calendars = new Map();
  for (const { workEmail } of company.rows) {
    calendars.set(workEmail, await (await handOf(workEmail)).entries());
  }
  const open = await openWork({ adminUrl: world.adminUrl, now });
  return [
    ...(open > 0 ? [`${open} things are still to be done after ${mostRounds} rounds`] : []),
    ...disagreements({ events, calendars, now, thrownAway }),
    ...conversationProblems(await readFacts({ adminUrl: world.adminUrl, now })),
  ];
}

async function control(world: World, method: string, path: string, body?: unknown): Promise<void> {
  const answer = await fetch(`${world.sandboxUrl}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
