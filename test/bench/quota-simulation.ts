import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { createCallLimits, type ProviderLimits } from '@throughline/calendars/call-limits.ts';
import { createConcurrencyGate } from '@throughline/calendars/concurrency-gate.ts';
import { ownQuota } from '@throughline/calendars/own-quota.ts';
import {
  backgroundCalls,
  providerModel,
  type ProviderKind,
  type ProviderModel,
  type Verdict,
} from './provider-model.ts';
import { seeded } from './seeded.ts';
import { virtualTime, type VirtualTime } from './virtual-time.ts';

export type Scenario = {
  readonly name: string;
  readonly provider: ProviderKind;
  /** What our limiter is told of the provider. */
  readonly limits: ProviderLimits;
  readonly mailboxes: number;
  readonly processes: number;
  /** Jobs at once in each process; there is always a next one. */
  readonly jobs: number;
  /** The largest share of the project's quota that others take, unseen. */
  readonly background: number;
  readonly minutes: number;
};

export type ClientName = 'oracle' | 'backoff' | 'ours';
export type Tally = { readonly accepted: number; readonly refused: number; readonly exchanges: number };

/** One job's try: what the provider said, or how long the client wants to wait before it tries once more. */
type Try = (
  mailbox: number,
) => Promise<{ readonly done: true } | { readonly done: false; readonly wait: number | null }>;

type Simulated = {
  readonly time: VirtualTime;
  readonly model: ProviderModel;
  readonly random: () => number;
  readonly count: { accepted: number; refused: number; exchanges: number };
};

/** Exchanges with PostgreSQL take as long as on a busy machine. */
const exchangeTakes = 5;
const longestBackoff = 64_000;
const oracleLooksEvery = 5;

export async function simulate({
  scenario,
  client,
  seed,
}: {
  scenario: Scenario;
  client: ClientName;
  seed: number;
}): Promise<Tally> {
  const { provider, background: most } = scenario;
  const end = scenario.minutes * 60_000;
  const background = backgroundCalls({ window: provider.project, most, until: end, seed });
  const simulated: Simulated = {
    time: virtualTime(0),
    model: providerModel({ kind: provider, background }),
    random: seeded(seed + 1),
    count: { accepted: 0, refused: 0, exchanges: 0 },
  };
  const running =
    client === 'oracle' ? [oracle({ scenario, simulated, end })] : workers({ scenario, client, simulated });
  let failure: unknown = null;
  for (const one of running) one.catch((error: unknown) => (failure ??= error));
  await simulated.time.runUntil(end);
  if (failure !== null) throw failure;
  return { ...simulated.count };
}

function workers({
  scenario,
  client,
  simulated,
}: {
  scenario: Scenario;
  client: 'backoff' | 'ours';
  simulated: Simulated;
}): readonly Promise<void>[] {
  const shared = ownQuota();
  const { mailboxes, jobs } = scenario;
  return Array.from({ length: scenario.processes }).flatMap(() => {
    const attempt = client === 'ours' ? ourTry({ scenario, simulated, shared }) : plainTry(simulated);
    return Array.from({ length: jobs }, (_, job) => {
      // Few mailboxes have jobs of their own each; of many, any may be next.
      const next = () => (jobs < mailboxes ? Math.floor(simulated.random() * mailboxes) : job % mailboxes);
      return workOn({ simulated, attempt, next });
    });
  });
}

/** Job after job, each tried until it is done; a wait nobody named doubles, with jitter. */
async function workOn({
  simulated: { time, random },
  attempt,
  next,
}: {
  simulated: Simulated;
  attempt: Try;
  next: () => number;
}): Promise<never> {
  for (;;) {
    const mailbox = next();
    for (let tries = 0; ; tries += 1) {
      const result = await attempt(mailbox);
      if (result.done) break;
      const jittered = random() * Math.min(longestBackoff, 1_000 * 2 ** tries);
      await time.sleep(result.wait ?? jittered);
    }
  }
}

function plainTry(simulated: Simulated): Try {
  return async (mailbox) => {
    const verdict = await call({ simulated, mailbox });
    return verdict.kind === 'accepted' ? { done: true } : { done: false, wait: verdict.retryAfter };
  };
}

function ourTry({
  scenario,
  simulated,
  shared,
}: {
  scenario: Scenario;
  simulated: Simulated;
  shared: ReturnType<typeof ownQuota>;
}): Try {
  const { time, count } = simulated;
  const { places } = scenario.provider;
  const limits = createCallLimits({
    project: 'project',
    limits: scenario.limits,
    gate: Number.isFinite(places) ? createConcurrencyGate({ places }) : null,
    shared: {
      exchange: async (input) => {
        count.exchanges += 1;
        await time.sleep(exchangeTakes);
        return shared.exchange(input);
      },
    },
    wall: () => Temporal.Instant.fromEpochMilliseconds(Math.floor(time.now())),
    sleep: (milliseconds) => time.sleep(milliseconds),
  });
  return async (box) => {
    const mailbox = { organizationId: 'organization', connectionId: String(box) };
    const work = async () => {
      const verdict = await call({ simulated, mailbox: box });
      if (verdict.kind === 'accepted') return;
      const { of } = verdict;
      const retryAfter =
        verdict.retryAfter === null ? null : Temporal.Duration.from({ milliseconds: verdict.retryAfter });
      limits.refused({ mailbox, of, tooFast: true, leaveAlone: retryAfter });
      throw new CalendarError({ kind: 'throttled', message: 'refused', retryAfter });
    };
    try {
      await limits.run({ mailbox, work });
      return { done: true };
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      return { done: false, wait: error.retryAfter?.total('milliseconds') ?? null };
    }
  };
}

/** Knows at every moment what is free, and its calls arrive as they leave: nobody can do better. */
async function oracle({
  scenario: { mailboxes, processes, jobs },
  simulated: { time, model, random, count },
  end,
}: {
  scenario: Scenario;
  simulated: Simulated;
  end: number;
}): Promise<void> {
  let free = processes * jobs;
  let next = 0;
  const finish = async (mailbox: number) => {
    const { out, back } = travel(random);
    await time.sleep(out + back);
    model.leave(mailbox);
    free += 1;
  };
  while (time.now() < end) {
    let without = 0;
    while (free > 0 && without < mailboxes && model.projectHasRoom(time.now())) {
      next = (next + 1) % mailboxes;
      if (model.hasRoom({ mailbox: next, now: time.now() })) {
        model.arrive({ mailbox: next, now: time.now() });
        count.accepted += 1;
        free -= 1;
        without = 0;
        void finish(next);
      } else without += 1;
    }
    await time.sleep(oracleLooksEvery);
  }
}

async function call({ simulated, mailbox }: { simulated: Simulated; mailbox: number }): Promise<Verdict> {
  const { time, model, random, count } = simulated;
  const { out, back } = travel(random);
  await time.sleep(out);
  const verdict = model.arrive({ mailbox, now: time.now() });
  count[verdict.kind] += 1;
  await time.sleep(verdict.kind === 'accepted' ? back : out);
  model.leave(mailbox);
  return verdict;
}

/** A quarter of a second in the middle, now and then much longer. */
function travel(random: () => number): { readonly out: number; readonly back: number } {
  const out = 15 + random() * 45;
  const back = 120 + random() * 100 + (random() < 0.02 ? random() * 2_000 : 0);
  return { out, back };
}
