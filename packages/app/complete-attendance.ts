import { attendanceStore } from '@throughline/db/attendance-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AuthorizationAnswer } from './complete-connection.ts';
import { connectionRedirectUri } from './connection-redirect-uri.ts';
import { sealTokens } from './connection-tokens.ts';
import type { AppContext } from './context.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { AccountIdentity, ProviderName, TokenSet } from './ports/calendar.ts';
import type { RedeemedAttempt } from './redeem-attempt.ts';

export type AttendanceRefusal = 'declined' | 'admin_needed' | 'other_account' | 'failed';

export type CompletedAttendance =
  | { readonly kind: 'attendance_agreed'; readonly organizationId: string; readonly personId: string }
  | { readonly kind: 'attendance_refused'; readonly reason: AttendanceRefusal };

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl' | 'log'>;
type Granted = { readonly tokens: TokenSet; readonly identity: AccountIdentity };

/**
 * Finishes what `beginAttendance` started. Only a grant that covers the calendar and attendance both, by the account that
 * is connected, is kept. Anything else leaves the connection as it was: nobody is asked to connect again, and nobody
 * else is kept from connecting because an administrator would have to allow this.
 */
export async function completeAttendance(
  context: Context,
  {
    provider: name,
    attempt,
    answer,
  }: { provider: ProviderName; attempt: RedeemedAttempt; answer: AuthorizationAnswer },
): Promise<CompletedAttendance> {
  const provider = context.calendars.provider(name);
  if (answer.kind === 'error') return refused(provider.oauth.authorizationRefusal(answer));
  const granted = await exchange({ context, name, attempt, code: answer.code });
  if (typeof granted === 'string') return refused(granted);
  const { tokens } = granted;
  const needed = [...provider.oauth.requiredScopes('organize'), ...provider.attendance.scopes];
  if (!needed.every((scope) => tokens.scopes.includes(scope))) return refused('declined');
  return keep({ context, name, attempt, ...granted });
}

async function exchange({
  context,
  name,
  attempt: { organizationId, personId, verifier, nonce },
  code,
}: {
  context: Context;
  name: ProviderName;
  attempt: RedeemedAttempt;
  code: string;
}): Promise<Granted | AttendanceRefusal> {
  const redirectUri = connectionRedirectUri({ publicUrl: context.publicUrl, provider: name });
  try {
    return await context.calendars.provider(name).oauth.exchange({ code, verifier, nonce, redirectUri });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.log.warn({ organizationId, personId, kind: error.kind, err: error }, 'attendance could not be agreed to');
    return error.kind === 'admin_needed' ? 'admin_needed' : 'failed';
  }
}

async function keep({
  context: { db, clock, keyring },
  name,
  attempt: { organizationId, personId },
  tokens,
  identity,
}: Granted & { context: Context; name: ProviderName; attempt: RedeemedAttempt }): Promise<CompletedAttendance> {
  const { refreshToken } = tokens;
  if (refreshToken === null) return refused('failed');
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const connection = await connectionStore(tx).ofPerson(personId);
    if (!organization?.attendance || connection?.provider !== name) return refused('failed');
    const { id: connectionId, accountSubject } = connection;
    if (accountSubject !== identity.subject) return refused('other_account');
    const sealed = sealTokens({ keyring, organizationId, connectionId, tokens, refreshToken });
    const agreed = await attendanceStore(tx).agree({ connectionId, subject: accountSubject, tokens: sealed, now });
    if (!agreed) return refused('failed');
    await auditStore(tx).append({
      at: now,
      entry: {
        actor: { kind: 'person', id: personId },
        action: 'attendance.agreed',
        subjectKind: 'connection',
        subjectId: connectionId,
        details: { provider: name },
      },
    });
    return { kind: 'attendance_agreed', organizationId, personId };
  });
}

function refused(reason: AttendanceRefusal): CompletedAttendance {
  return { kind: 'attendance_refused', reason };
}
