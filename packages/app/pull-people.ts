import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { hrSourceStore, type HrSourceOutcome, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import type { PullCounts } from '@throughline/db/schema/hr-source.ts';
import { EnvelopeError } from '@throughline/security/envelope.ts';
import { applyPulled } from './apply-pulled.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';
import { organizationToday } from './organization-today.ts';
import { HrSystemError } from './ports/hr-system-error.ts';
import { readHrSource } from './read-hr-source.ts';

export type PullResult =
  | { readonly kind: 'pulled'; readonly counts: PullCounts }
  /** Nothing was changed; nobody pulls again before somebody has said that so many may leave. */
  | { readonly kind: 'paused'; readonly leaving: number; readonly present: number }
  | { readonly kind: 'failed'; readonly problem: string }
  /** Somebody else is at it. */
  | { readonly kind: 'busy' };

export type PullContext = Pick<AppContext, 'db' | 'clock' | 'queue' | 'hrSystems' | 'keyring'>;

/** A report of a hundred thousand people takes its time. */
const leased = { minutes: 30 } as const;
const afterFailure = Temporal.Duration.from({ hours: 1 });

/**
 * Pulls everybody from one HR system: first all of it is read, and then what it says is brought about in one transaction,
 * or nothing is. More than a tenth leaving pauses the source, unless `mayLeave` says that as many are right.
 */
export async function pullPeople(
  context: PullContext,
  {
    organizationId,
    sourceId,
    mayLeave = 0,
    actor = { kind: 'throughline' },
  }: { organizationId: string; sourceId: string; mayLeave?: number; actor?: AuditActor },
): Promise<PullResult> {
  const { db, clock } = context;
  const now = clock.now();
  const wall = clock.wall();
  const { source, today } = await db.inOrganization(organizationId, async (tx) => ({
    source: await hrSourceStore(tx).lease({ id: sourceId, wall, until: wall.add(leased) }),
    today: await organizationToday({ tx, organizationId, now }),
  }));
  if (source === null) return { kind: 'busy' };
  const settle = (outcome: HrSourceOutcome) =>
    db.inOrganization(organizationId, (tx) => hrSourceStore(tx).settle({ source, outcome }));
  try {
    const pulled = await readHrSource(context, { source, today });
    return await inOneTransaction(context, {
      organizationId,
      work: async (joined, tx): Promise<PullResult> => {
        const applied = await applyPulled(joined, { tx, source, pulled, today, mayLeave, actor });
        const outcome = outcomeOf({ applied, today, now });
        // Whoever took over meanwhile has read something newer.
        if (!(await hrSourceStore(tx).settle({ source, outcome }))) throw new LeaseLost();
        if (applied.kind === 'many_leaving') return { ...applied, kind: 'paused' };
        await putOnRecord({ joined, tx, source, actor, now, counts: applied.counts });
        return { kind: 'pulled', counts: applied.counts };
      },
    });
  } catch (error) {
    if (error instanceof LeaseLost) return { kind: 'busy' };
    const problem = problemOf(error);
    if (problem === null) {
      await settle({ notBefore: wall.add(afterFailure) });
      throw error;
    }
    await settle({ lastProblem: problem.sentence, notBefore: wall.add(problem.wait) });
    return { kind: 'failed', problem: problem.sentence };
  }
}

class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

function outcomeOf({
  applied,
  today,
  now,
}: {
  applied: Awaited<ReturnType<typeof applyPulled>>;
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): HrSourceOutcome {
  const ended = { lastFinishedAt: now, lastRunFor: today, notBefore: null };
  if (applied.kind === 'applied') return { ...ended, state: 'active', lastCounts: applied.counts, lastProblem: null };
  const { leaving, present } = applied;
  return {
    ...ended,
    state: 'paused',
    lastProblem: `${leaving} of ${present} people would leave, so nothing was changed`,
  };
}

async function putOnRecord({
  joined,
  tx,
  source,
  actor,
  now,
  counts,
}: {
  joined: Pick<AppContext, 'queue'>;
  tx: Parameters<typeof auditStore>[0];
  source: StoredHrSource;
  actor: AuditActor;
  now: Temporal.Instant;
  counts: PullCounts;
}): Promise<void> {
  if (counts.created + counts.updated + counts.left === 0) return;
  const { organizationId, id: subjectId } = source;
  const entry = { actor, action: 'hr_source.pulled', subjectKind: 'hr_source', subjectId, details: { ...counts } };
  await auditStore(tx).append({ at: now, entry });
  await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
}

/** What an administrator can do something about, and how long to wait; null for a bug. */
function problemOf(error: unknown): { readonly sentence: string; readonly wait: Temporal.Duration } | null {
  if (error instanceof EnvelopeError)
    return { sentence: 'the credentials cannot be read with ENCRYPTION_KEYS: add the source anew', wait: afterFailure };
  if (!(error instanceof HrSystemError)) return null;
  const asked = error.retryAfter ?? afterFailure;
  const wait = Temporal.Duration.compare(asked, afterFailure) < 0 ? afterFailure : asked;
  return { sentence: error.message, wait };
}
