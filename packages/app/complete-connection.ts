import { peopleStore } from '@throughline/db/people-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import { completeAttendance, type CompletedAttendance } from './complete-attendance.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { AccountIdentity, CalendarProvider, ProviderName, TokenSet } from './ports/calendar.ts';
import { connectionRedirectUri } from './connection-redirect-uri.ts';
import type { AppContext } from './context.ts';
import { ownTenant } from './own-tenant.ts';
import { redeemAttempt, type AttemptRefusal, type RedeemedAttempt } from './redeem-attempt.ts';
import { requireAdminConsent } from './require-admin-consent.ts';
import { storeConnection } from './store-connection.ts';

/** What the provider sent the browser back with (RFC 6749 §4.1.2). */
export type AuthorizationAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string; readonly description: string | null };

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
 * Finishes what `beginConnection`, or `beginAttendance`, started, with what the browser brought back. Unless the answer is `connected`
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
): Promise<CompletedConnection | CompletedAttendance> {
  const attempt = await redeemAttempt(context, { state, browserToken, provider: name });
  if ('refused' in attempt) return { kind: 'refused', reason: attempt.refused };
  if (attempt.attendance) return completeAttendance(context, { provider: name, attempt, answer });
  const provider = context.calendars.provider(name);
  if (answer.kind === 'error') {
    const refusal = provider.oauth.authorizationRefusal(answer);
    if (refusal === 'admin_needed') return adminNeeded({ context, attempt, provider: name });
    if (refusal === 'declined') return { kind: 'refused', reason: 'consent_declined' };
    return { kind: 'refused', reason: 'provider_failed', retry: true };
  }

  const exchanged = await exchange({ context, provider, attempt, code: answer.code });
  if ('kind' in exchanged) return exchanged;
  const { tokens, identity, ownTenant } = exchanged;
  const missing = provider.oauth.requiredScopes(attempt.purpose).filter((scope) => !tokens.scopes.includes(scope));
  if (missing.length > 0) return { kind: 'refused', reason: 'scopes_missing', missing };
  if (tokens.refreshToken === null) return { kind: 'refused', reason: 'provider_failed', retry: true };
  const { refreshToken } = tokens;
  return storeConnection(context, { attempt, provider: name, identity, ownTenant, tokens, refreshToken });
}

type Exchanged = { tokens: TokenSet; identity: AccountIdentity; ownTenant: string | null };
type Refused = Extract<CompletedConnection, { kind: 'refused' }>;

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
}): Promise<Exchanged | Refused> {
  const { organizationId, personId, verifier, nonce } = attempt;
  const redirectUri = connectionRedirectUri({ publicUrl: context.publicUrl, provider: provider.name });
  try {
    const granted = await provider.oauth.exchange({ code, verifier, nonce, redirectUri });
    const workEmail = await workEmailOf({ context, attempt });
    if (workEmail === null) return { kind: 'refused', reason: 'unknown_person' };
    const domain = mailDomainOf(workEmail);
    return { ...granted, ownTenant: await ownTenant(context, { organizationId, domain, provider: provider.name }) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.log.warn({ organizationId, personId, kind: error.kind, err: error }, 'a calendar could not be connected');
    if (error.kind === 'admin_needed') return adminNeeded({ context, attempt, provider: provider.name });
    return { kind: 'refused', reason: 'provider_failed', retry: error.kind !== 'misconfigured' };
  }
}

/** Nobody else of the tenant is sent where this person was refused. */
async function adminNeeded({
  context,
  attempt,
  provider,
}: {
  context: Context;
  attempt: RedeemedAttempt;
  provider: ProviderName;
}): Promise<Refused> {
  const { organizationId, personId } = attempt;
  const workEmail = await workEmailOf({ context, attempt });
  const actor = { kind: 'person', id: personId } as const;
  if (workEmail !== null) await requireAdminConsent(context, { organizationId, workEmail, provider, actor });
  return { kind: 'refused', reason: 'admin_needed' };
}

async function workEmailOf({
  context: { db },
  attempt: { organizationId, personId },
}: {
  context: Context;
  attempt: RedeemedAttempt;
}): Promise<string | null> {
  const person = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byId(personId));
  return person?.workEmail ?? null;
}
