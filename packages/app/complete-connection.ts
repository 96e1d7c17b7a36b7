import { CalendarError } from './ports/calendar-error.ts';
import type { AccountIdentity, CalendarProvider, ProviderName, TokenSet } from './ports/calendar.ts';
import { connectionRedirectUri } from './connection-redirect-uri.ts';
import type { AppContext } from './context.ts';
import { redeemAttempt, type AttemptRefusal, type RedeemedAttempt } from './redeem-attempt.ts';
import { storeConnection } from './store-connection.ts';

/** What the provider sent the browser back with (RFC 6749 §4.1.2). */
export type AuthorizationAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string };

export type ConnectionRefusal =
  | { readonly reason: AttemptRefusal | 'consent_declined' | 'admin_needed' | 'unknown_person' }
  /** Boxes that were left unticked. */
  | { readonly reason: 'scopes_missing'; readonly missing: readonly string[] }
  | { readonly reason: 'other_account'; readonly expected: string; readonly given: string }
  /** Another provider's calendar is connected and works: that one is disconnected first. */
  | { readonly reason: 'connected_elsewhere'; readonly provider: ProviderName }
  /** The provider did not take our answer, or gave none; `retry` when trying again makes sense. */
  | { readonly reason: 'provider_failed'; readonly retry: boolean };

export type CompletedConnection =
  | {
      readonly kind: 'connected';
      readonly organizationId: string;
      readonly personId: string;
      readonly connectionId: string;
      readonly returnTo: string;
      /** Set for a manager's first connection: when the plan goes out by itself. */
      readonly planHeldUntil: Temporal.Instant | null;
    }
  | ({ readonly kind: 'refused' } & ConnectionRefusal);

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl' | 'log'>;

/**
 * Finishes what `beginConnection` started, with what the browser brought back. Unless the answer is `connected`
 * nothing of it is kept, and a connection that stood before stands as it did.
 */
export async function completeConnection(
  context: Context,
  {
    provider: name,
    state,
    browserToken,
    answer,
  }: { provider: ProviderName; state: string; browserToken: string | null; answer: AuthorizationAnswer },
): Promise<CompletedConnection> {
  const attempt = await redeemAttempt(context, { state, browserToken, provider: name });
  if ('refused' in attempt) return { kind: 'refused', reason: attempt.refused };
  if (answer.kind === 'error') return refusalOf(answer.error);

  const provider = context.calendars.provider(name);
  const exchanged = await exchange({ context, provider, attempt, code: answer.code });
  if ('kind' in exchanged) return exchanged;
  const { tokens, identity } = exchanged;
  const missing = provider.oauth.requiredScopes(attempt.purpose).filter((scope) => !tokens.scopes.includes(scope));
  if (missing.length > 0) return { kind: 'refused', reason: 'scopes_missing', missing };
  if (tokens.refreshToken === null) return { kind: 'refused', reason: 'provider_failed', retry: true };
  return storeConnection(context, { attempt, provider: name, identity, tokens, refreshToken: tokens.refreshToken });
}

async function exchange({
  context,
  provider,
  attempt,
  code,
}: {
  context: Context;
  provider: CalendarProvider;
  attempt: RedeemedAttempt;
  code: string;
}): Promise<{ tokens: TokenSet; identity: AccountIdentity } | Extract<CompletedConnection, { kind: 'refused' }>> {
  const redirectUri = connectionRedirectUri({ publicUrl: context.publicUrl, provider: provider.name });
  try {
    return await provider.oauth.exchange({ code, verifier: attempt.verifier, nonce: attempt.nonce, redirectUri });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const { organizationId, personId } = attempt;
    context.log.warn({ organizationId, personId, kind: error.kind, err: error }, 'a calendar could not be connected');
    if (error.kind === 'admin_needed') return { kind: 'refused', reason: 'admin_needed' };
    return { kind: 'refused', reason: 'provider_failed', retry: error.kind !== 'misconfigured' };
  }
}

function refusalOf(error: string): CompletedConnection {
  switch (error) {
    case 'access_denied':
      return { kind: 'refused', reason: 'consent_declined' };
    case 'admin_policy_enforced':
    case 'org_internal':
      return { kind: 'refused', reason: 'admin_needed' };
    default:
      return { kind: 'refused', reason: 'provider_failed', retry: true };
  }
}
