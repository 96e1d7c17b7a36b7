import { randomUUIDv7 } from 'node:crypto';
import type { StoredConnection } from '@throughline/db/connection-store.ts';
import {
  channelFromRow,
  pushChannelStore,
  type PushLease,
  type StoredChannel,
} from '@throughline/db/push-channel-store.ts';
import { pushHintStore } from '@throughline/db/push-hint-store.ts';
import { halfLife, nextPushStep, overlap, type PushStep } from '@throughline/domain/push/push-step.ts';
import { createChannelToken } from '@throughline/security/channel-token.ts';
import { withCalendar, type CalendarWork } from './calendar-access.ts';
import type { AppContext } from './context.ts';
import { CalendarError, type CalendarErrorKind } from './ports/calendar-error.ts';
import type { ProviderChannel } from './ports/calendar-push.ts';
import { pushAddress } from './push-address.ts';
import { pushAfterFailure } from './sync-timing.ts';

export type PushContext = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log' | 'queue' | 'publicUrl'>;

/** Wall time; longer than the few calls of one turn take. */
const leaseTime = { minutes: 5 } as const;
/** Each step leads to another at most once: opening, two closings, and what is forgotten. */
const mostSteps = 12;

const isOfPushAlone: ReadonlySet<CalendarErrorKind> = new Set(['scope_missing', 'mailbox_gone']);

type Turn = {
  readonly context: PushContext;
  readonly organizationId: string;
  readonly connection: StoredConnection;
  readonly lease: PushLease;
  readonly now: Temporal.Instant;
};

/**
 * Takes every step one connection's push channels need, under the connection's push lease. What a provider refuses
 * costs the push and nothing else: the calendar is read meanwhile, and the step is tried again later.
 */
export async function keepPush(
  context: PushContext,
  { organizationId, connectionId, served }: { organizationId: string; connectionId: string; served: boolean },
): Promise<number> {
  const { db, clock, calendars, log, publicUrl } = context;
  const now = clock.now();
  const wall = clock.wall();
  const connection = await db.inOrganization(organizationId, (tx) =>
    pushChannelStore(tx).lease({ connectionId, wall, until: wall.add(leaseTime) }),
  );
  if (connection === null) return 0;
  const lease = { connectionId, pushNumber: connection.pushNumber };
  const turn = { context, organizationId, connection, lease, now };
  const finish = (nextPushAt: Temporal.Instant | null, error: string | null = null) =>
    db.inOrganization(organizationId, (tx) => pushChannelStore(tx).finish({ lease, nextPushAt, error }));

  let { pushMissed: missed } = connection;
  try {
    const { push } = calendars.provider(connection.provider);
    const { address } = pushAddress({ publicUrl, provider: connection.provider });
    const wanted = served && push.covers(connection.purpose) && push.reaches(address);
    for (let taken = 0; taken < mostSteps; taken += 1) {
      const rows = await db.inOrganization(organizationId, (tx) => pushChannelStore(tx).ofConnection(connectionId));
      const step = nextPushStep({
        channels: rows.map(channelFromRow),
        wanted,
        renewable: push.renew !== null,
        connectedAt: connection.connectedAt,
        missed,
        now,
      });
      if (step.kind === 'open') missed = 0;
      const went = step.kind === 'wait' ? false : await takeStep(turn, { step, rows });
      if (went) continue;
      // Served again it is wanted at once.
      await finish(served ? (step.kind === 'wait' ? step.until : now.add({ hours: 24 })) : null);
      return taken;
    }
    throw new Error(`The push channels of connection ${connectionId} never come to rest.`);
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { kind, message: why } = error;
    const failures = connection.pushFailures;
    log.warn({ organizationId, connectionId, kind, why, failures: failures + 1 }, 'changes are not announced');
    await finish(pushAfterFailure({ error, failures, now }), kind);
    return 0;
  }
}

/** False when it led nowhere, and nothing is to be done until another turn. */
async function takeStep(
  turn: Turn,
  { step, rows }: { step: Exclude<PushStep, { kind: 'wait' }>; rows: readonly StoredChannel[] },
): Promise<boolean> {
  const forget = (...ids: string[]) => inStore(turn, (store) => store.forget(ids));
  switch (step.kind) {
    case 'open':
      return open(turn, step);
    case 'renew':
      return renew(turn, channelOf({ rows, id: step.channelId }));
    case 'close': {
      const channel = providerChannelOf(channelOf({ rows, id: step.channelId }));
      await ask(turn, ({ push }, auth) => push.close({ auth, channel }));
      await forget(step.channelId);
      return true;
    }
    case 'close_lost': {
      const { channelIds } = step;
      const known = rows.filter(({ state }) => state !== 'opening').map(providerChannelOf);
      const { address } = addressOf(turn);
      const went = await ask(turn, ({ push }, auth) => push.closeLost({ auth, channelIds, known, address }));
      if (went) await forget(...channelIds);
      return went;
    }
    case 'forget':
      await forget(step.channelId);
      return true;
  }
}

/** The row is there before the provider is asked, so whatever comes of it is known to be ours. */
async function open(turn: Turn, { overlap: overlaps, gap }: Extract<PushStep, { kind: 'open' }>): Promise<boolean> {
  const { context, organizationId, lease, now } = turn;
  const { connectionId } = lease;
  const channelId = randomUUIDv7();
  const { token: credential, hash: tokenHash } = createChannelToken({ organizationId, channelId });
  await inStore(turn, (store) => store.begin({ id: channelId, connectionId, tokenHash, askedAt: now }));
  let opened;
  try {
    opened = await ask(turn, ({ push }, auth) => push.open({ auth, channelId, credential, ...addressOf(turn), now }));
  } catch (error) {
    // Refused it was not opened. Whatever else happened, it may have been: its row stays.
    const isRefused = error instanceof CalendarError && error.kind !== 'uncertain';
    if (isRefused) await inStore(turn, (store) => store.forget([channelId]));
    throw error;
  }
  const times = { openedAt: now, renewAt: halfLife({ from: now, until: opened.expiresAt }) };
  const closeAt = overlaps ? now.add(overlap) : now;
  const isOurs = await context.db.inOrganization(organizationId, async (tx) => {
    const isHeld = await pushChannelStore(tx).open({ lease, channelId, opened: { ...opened, ...times }, closeAt });
    if (isHeld && gap) await pushHintStore(tx).note({ connectionId, now });
    return isHeld;
  });
  if (!isOurs) {
    // Somebody else looks after this connection by now, and has opened one.
    const channel = opened;
    await ask(turn, ({ push }, auth) => push.close({ auth, channel }));
    await inStore(turn, (store) => store.forget([channelId]));
  }
  if (isOurs && gap) await context.queue.wake({ name: 'sync-connection', organizationId, connectionId });
  return isOurs;
}

async function renew(turn: Turn, row: StoredChannel): Promise<boolean> {
  const { now } = turn;
  const channel = providerChannelOf(row);
  try {
    const expiresAt = await ask(turn, ({ push }, auth) => {
      if (push.renew === null) throw new Error('This provider renews no channel.');
      return push.renew({ auth, channel, now });
    });
    const renewAt = halfLife({ from: now, until: expiresAt });
    await inStore(turn, (store) => store.renew({ channelId: row.id, expiresAt, renewAt }));
  } catch (error) {
    // Gone is not to be renewed: another is opened.
    if (!(error instanceof CalendarError) || error.kind !== 'not_found') throw error;
    await inStore(turn, (store) => store.forget([row.id]));
  }
  return true;
}

/** What push may not do says nothing about the grant: whether that still stands is for the readings to find out. */
function ask<T>({ context, organizationId, connection }: Turn, work: CalendarWork<T>): Promise<T> {
  const access = { context, organizationId, connectionId: connection.id, known: connection };
  return withCalendar(access, async (provider, auth) => {
    try {
      return await work(provider, auth);
    } catch (error) {
      if (!(error instanceof CalendarError) || !isOfPushAlone.has(error.kind)) throw error;
      throw new CalendarError({ kind: 'refused', message: error.message, cause: error.cause });
    }
  });
}

function inStore<T>(
  { context: { db }, organizationId }: Turn,
  work: (store: ReturnType<typeof pushChannelStore>) => Promise<T>,
): Promise<T> {
  return db.inOrganization(organizationId, (tx) => work(pushChannelStore(tx)));
}

function addressOf({ context: { publicUrl }, connection: { provider } }: Turn) {
  return pushAddress({ publicUrl, provider });
}

function channelOf({ rows, id }: { rows: readonly StoredChannel[]; id: string }): StoredChannel {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Error(`There is no channel ${id}.`);
  return found;
}

export function providerChannelOf({ id, providerChannelId, providerResourceId }: StoredChannel): ProviderChannel {
  if (providerChannelId === null) throw new Error(`Channel ${id} was never opened.`);
  return { providerChannelId, providerResourceId };
}
