import { conversationStore } from '@throughline/db/conversation-store.ts';
import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import type { StoredEvent } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { pushHintStore } from '@throughline/db/push-hint-store.ts';
import { standingEventStore } from '@throughline/db/standing-event-store.ts';
import { isDoubtful } from '@throughline/domain/push/push-step.ts';
import { applySighting, type AppliedSighting } from './apply-sighting.ts';
import { withCalendar } from './calendar-access.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';
import { noteConflicts } from './note-conflicts.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { readChanges, type ReadChanges } from './read-changes.ts';
import { readPeopleOf } from './read-people-of.ts';
import { nextPoll, pollAfterFailure, soonAgain } from './sync-timing.ts';

export type SyncedConnection =
  /** How many of our events somebody had done something to. */
  | { readonly kind: 'synced'; readonly edits: number }
  /** Somebody else is at it, the connection does not work, or the organisation's state forbids it. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'postponed' };

export type SyncContext = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log' | 'queue'>;

type Access = { readonly organizationId: string; readonly connectionId: string };

/** Wall time; longer than a full reading takes. */
const leaseTime = { minutes: 5 } as const;

/**
 * Reads what changed in one calendar and takes it over, under the connection's lease. The cursor is stored after
 * everything that came with it, so that whatever happens on the way nothing is skipped; reading the same twice
 * changes nothing.
 */
export async function syncConnection(context: SyncContext, access: Access): Promise<SyncedConnection> {
  const { db, clock } = context;
  const now = clock.now();
  const taken = await lease(context, access);
  if (taken === null) return { kind: 'nothing' };
  const { leased, standing, lastSignAt } = taken;
  const syncLease = { id: leased.id, syncNumber: leased.syncNumber };
  try {
    const changes = await readChanges(context, {
      ...access,
      connection: leased,
      cursor: leased.syncCursor,
      standing,
      now,
    });
    const applied = await apply(context, { ...access, changes, now });
    await removeStrays(context, { ...access, changes, now });
    if (changes.othersChanged) await noteConflicts(context, { ...access, connection: leased, now });
    const isSettled = !changes.unsettled && applied.every((one) => one.kind === 'applied');
    // Nothing can have been announced of what was already there when the calendar was first read.
    const unannounced = changes.touched && lastSignAt !== null && leased.pushHints === 0;
    const before = leased.pushHints > 0 ? 0 : leased.pushMissed;
    const missed = unannounced ? before + 1 : before;
    const nextSyncAt = nextPoll({ connectionId: leased.id, isDoubtful: isDoubtful({ lastSignAt, missed, now }), now });
    await db.inOrganization(access.organizationId, async (tx) => {
      const connections = connectionStore(tx);
      if (!isSettled) return connections.readAgain({ lease: syncLease, nextSyncAt: soonAgain(now) });
      const { cursor } = changes;
      const isFinished = await connections.finishSync({ lease: syncLease, cursor, now, nextSyncAt });
      const { id: connectionId, pushHints: hints } = leased;
      if (isFinished) await pushHintStore(tx).takenUp({ connectionId, hints, unannounced, now });
      return isFinished;
    });
    const edits = applied.filter((one) => one.kind === 'applied' && one.decisions.length > 0).length;
    return { kind: 'synced', edits };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    await postpone(context, { ...access, leased, error, now });
    return { kind: 'postponed' };
  }
}

type Leased = {
  readonly leased: StoredConnection;
  readonly standing: readonly StoredEvent[];
  /** Of its open push channel. */
  readonly lastSignAt: Temporal.Instant | null;
};

function lease({ db, clock }: SyncContext, { organizationId, connectionId }: Access): Promise<Leased | null> {
  const wall = clock.wall();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return null;
    const leased = await connectionStore(tx).leaseSync({ id: connectionId, wall, until: wall.add(leaseTime) });
    if (leased === null) return null;
    const standing = await standingEventStore(tx).ofConnection(connectionId);
    return { leased, standing, lastSignAt: await pushChannelStore(tx).lastSignAt(connectionId) };
  });
}

/** One transaction for each event: what cannot be taken over yet holds nothing else back. */
async function apply(
  context: SyncContext,
  { changes, now, ...access }: Access & { changes: ReadChanges; now: Temporal.Instant },
): Promise<readonly AppliedSighting[]> {
  const { db, queue } = context;
  const { organizationId } = access;
  const edited = changes.sightings.filter(({ event, shown }) => shown === 'gone' || shown.etag !== event.etag);
  if (edited.length === 0) return [];
  const people = await readPeopleOf(context, { ...access, sightings: edited });
  const policies = await db.inOrganization(organizationId, (tx) => policyStore(tx).all());
  const policyById = new Map(policies.map((policy) => [policy.id, policy]));

  const applied: AppliedSighting[] = [];
  for (const sighting of edited) {
    const circumstances = { ...people(sighting.event), policies: policyById, now };
    const one = await db.inOrganization(organizationId, (tx) => applySighting({ tx, sighting, circumstances }));
    applied.push(one);
    if (one.kind === 'applied' && one.toBeWritten) {
      const { conversationId } = sighting.event;
      await queue.wake({ name: 'book-conversation', organizationId, conversationId });
    }
  }
  return applied;
}

async function removeStrays(
  context: SyncContext,
  { changes, now, ...access }: Access & { changes: ReadChanges; now: Temporal.Instant },
): Promise<void> {
  for (const { providerEventId, conversationId, kind } of changes.strays) {
    await withCalendar({ context, ...access }, ({ events }, auth) =>
      kind === 'copy' ? events.discard({ auth, providerEventId }) : events.cancel({ auth, providerEventId }),
    );
    const entry = {
      kind: kind === 'copy' ? ('copy_removed' as const) : ('late_entry_removed' as const),
      at: now,
      actor: 'throughline' as const,
      details: {},
    };
    await context.db.inOrganization(access.organizationId, (tx) =>
      conversationStore(tx).addHistory([{ conversationId, entry }]),
    );
  }
}

async function postpone(
  { db, log }: SyncContext,
  {
    organizationId,
    leased,
    error,
    now,
  }: Access & { leased: StoredConnection; error: CalendarError; now: Temporal.Instant },
): Promise<void> {
  const { id, syncNumber, failures } = leased;
  const { kind, message: why } = error;
  log.warn({ organizationId, connectionId: id, kind, why, failures: failures + 1 }, 'a calendar was not read');
  await db.inOrganization(organizationId, (tx) =>
    connectionStore(tx).postponeSync({
      lease: { id, syncNumber },
      reason: error.kind,
      nextSyncAt: pollAfterFailure({ error, failures, now }),
    }),
  );
}
