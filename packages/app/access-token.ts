import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '@throughline/db/database.ts';
import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { tokenRefreshStore } from '@throughline/db/token-refresh-store.ts';
import { openToken, sealTokens } from './connection-tokens.ts';
import type { AppContext } from './context.ts';
import { markBroken } from './mark-broken.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { requireAdminConsent } from './require-admin-consent.ts';

export type CalendarAccess = {
  readonly context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>;
  readonly organizationId: string;
  readonly connectionId: string;
  /** The connection as it was read a moment ago, to spare reading it again. */
  readonly known?: StoredConnection;
};

export type AccessToken = {
  readonly provider: StoredConnection['provider'];
  readonly accessToken: string;
  /** What it was asked to satisfy; null when for nothing, or nobody knows. */
  readonly claims: string | null;
  /** The provider was last heard refusing us; a call that goes through says that it does no more. */
  readonly clientWasRefused: boolean;
};

/** A token this close to its end is not used any more. */
const lastMoments = { seconds: 60 } as const;
/** Longer than the token endpoint's time limit, so that a lease is lost only with its process. */
const refreshLease = { seconds: 30 } as const;
const lookAgainAfterMs = 100;
const looks = 600;

/** Refreshes under way in this process, shared by everyone who wants the same one. */
const underWay = new WeakMap<Database, Map<string, Promise<AccessToken>>>();

/** The token a provider refused, and what it said the next one has to satisfy, if anything. */
export type RejectedToken = { readonly accessToken: string; readonly claims: string | null };

/**
 * An access token that should work: the stored one unless it is about to expire or is the `rejected` one, else
 * a refreshed one. However many ask at once, in however many processes, one refresh happens.
 * Throws a CalendarError, after which the connection is known to be broken where it is; `grant_revoked`, without asking the
 * provider, when it was known before.
 */
export async function accessToken({
  rejected,
  ...access
}: CalendarAccess & { rejected: RejectedToken | null }): Promise<AccessToken> {
  const { known } = access;
  // A refused token was read a moment ago too: somebody may have refreshed it since.
  const stored = known?.status === 'active' && rejected === null ? known : await activeConnection(access);
  const usable = usableToken({ ...access, rejected, stored });
  if (usable !== null) return usable;

  const shared = underWay.get(access.context.db) ?? new Map<string, Promise<AccessToken>>();
  underWay.set(access.context.db, shared);
  const begun = shared.get(access.connectionId);
  if (begun !== undefined) return begun;
  const refresh = refreshInTurn({ ...access, rejected }).finally(() => shared.delete(access.connectionId));
  shared.set(access.connectionId, refresh);
  return refresh;
}

async function activeConnection({ context, organizationId, connectionId }: CalendarAccess): Promise<StoredConnection> {
  const stored = await context.db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId));
  if (stored?.status === 'active') return stored;
  throw new CalendarError({
    kind: 'grant_revoked',
    message: `Connection ${connectionId} is ${stored?.status ?? 'unknown'}.`,
  });
}

function usableToken({
  context,
  stored,
  rejected,
}: CalendarAccess & { stored: StoredConnection; rejected: RejectedToken | null }): AccessToken | null {
  const token = openToken({ keyring: context.keyring, stored, field: 'access_token' });
  if (token === null || token === rejected?.accessToken || stored.accessTokenExpiresAt === null) return null;
  const usableUntil = stored.accessTokenExpiresAt.subtract(lastMoments);
  if (Temporal.Instant.compare(context.clock.wall(), usableUntil) >= 0) return null;
  return { ...about(stored), accessToken: token, claims: null };
}

/** Takes the row's lease, or waits for whoever holds it and takes what they got. */
async function refreshInTurn({
  rejected,
  ...access
}: CalendarAccess & { rejected: RejectedToken | null }): Promise<AccessToken> {
  const { context, organizationId, connectionId } = access;
  for (let look = 0; look < looks; look += 1) {
    const stored = await activeConnection(access);
    const usable = usableToken({ ...access, rejected, stored });
    if (usable !== null) return usable;
    const wall = context.clock.wall();
    const leased = await context.db.inOrganization(organizationId, (tx) =>
      tokenRefreshStore(tx).leaseRefresh({
        id: connectionId,
        seenNumber: stored.refreshNumber,
        wall,
        until: wall.add(refreshLease),
      }),
    );
    if (leased !== null) return refreshLeased({ ...access, leased, claims: rejected?.claims ?? null });
    await pause(lookAgainAfterMs);
  }
  throw new CalendarError({ kind: 'unavailable', message: `The refresh of connection ${connectionId} does not end.` });
}

async function refreshLeased({
  leased,
  claims,
  ...access
}: CalendarAccess & { leased: StoredConnection; claims: string | null }): Promise<AccessToken> {
  const { context, organizationId, connectionId } = access;
  const lease = { id: connectionId, refreshNumber: leased.refreshNumber };
  const inStore = <T>(work: (store: ReturnType<typeof tokenRefreshStore>) => Promise<T>): Promise<T> =>
    context.db.inOrganization(organizationId, (tx) => work(tokenRefreshStore(tx)));

  const refreshToken = openToken({ keyring: context.keyring, stored: leased, field: 'refresh_token' });
  try {
    if (refreshToken === null)
      throw new CalendarError({ kind: 'grant_revoked', message: 'There is no refresh token.' });
    const tokens = await context.calendars.provider(leased.provider).oauth.refresh({ refreshToken, claims });
    // A rotated refresh token is lost for good unless it is stored before anything is done with what came along.
    const sealed = sealTokens({
      keyring: context.keyring,
      organizationId,
      connectionId,
      tokens,
      refreshToken: tokens.refreshToken ?? refreshToken,
    });
    const stored = await inStore((store) => store.storeTokens({ lease, tokens: sealed }));
    if (!stored)
      throw new CalendarError({ kind: 'unavailable', message: `Connection ${connectionId} was taken over.` });
    return { ...about(leased), accessToken: tokens.accessToken, claims };
  } catch (error) {
    if (error instanceof CalendarError && error.kind === 'admin_needed') await askNobodyOf({ ...access, leased });
    const isLost = error instanceof CalendarError && (await markBroken({ ...access, error })) === 'grant_lost';
    if (!isLost) await inStore((store) => store.releaseRefresh(lease));
    throw error;
  }
}

function about({ provider, brokenBecause }: StoredConnection): Pick<AccessToken, 'provider' | 'clientWasRefused'> {
  return { provider, clientWasRefused: brokenBecause === 'our_secret' };
}

/** An administrator took back what they had granted: known before the connection is, or its person would be mailed. */
async function askNobodyOf({
  context,
  organizationId,
  leased: { personId, provider },
}: CalendarAccess & { leased: StoredConnection }): Promise<void> {
  const person = await context.db.inOrganization(organizationId, (tx) => peopleStore(tx).byId(personId));
  if (person === null) return;
  const { workEmail } = person;
  await requireAdminConsent(context, { organizationId, workEmail, provider, actor: { kind: 'throughline' } });
}
