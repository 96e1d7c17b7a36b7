import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { openToken } from './connection-tokens.ts';
import type { AppContext } from './context.ts';
import { CalendarError } from './ports/calendar-error.ts';

export type Disconnected =
  | {
      readonly kind: 'disconnected';
      /** False when the provider ends no grants or gave no answer: the person can, in their account's own settings. */
      readonly revoked: boolean;
    }
  | { readonly kind: 'not_connected' };

/**
 * Forgets the tokens of a person's connection and ends the grant at the provider. Forgetting comes first and cannot
 * fail with the provider; events that stand stay in the calendar.
 */
export async function disconnect(
  { db, clock, calendars, keyring, log }: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Disconnected> {
  const now = clock.now();
  const forgotten = await db.inOrganization(organizationId, async (tx) => {
    const connections = connectionStore(tx);
    const stored = await connections.ofPerson(personId);
    if (stored === null) return null;
    const refreshToken = openToken({ keyring, stored, field: 'refresh_token' });
    if (!(await connections.markDisconnected({ id: stored.id, now }))) return null;
    await auditStore(tx).append({
      at: now,
      entry: {
        actor: { kind: 'person', id: personId },
        action: 'connection.disconnected',
        subjectKind: 'connection',
        subjectId: stored.id,
        details: { provider: stored.provider },
      },
    });
    return { connectionId: stored.id, provider: stored.provider, refreshToken };
  });
  if (forgotten === null) return { kind: 'not_connected' };
  const { connectionId, provider, refreshToken } = forgotten;
  if (refreshToken === null) return { kind: 'disconnected', revoked: true };
  try {
    return { kind: 'disconnected', revoked: await calendars.provider(provider).oauth.revoke({ refreshToken }) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    log.warn({ organizationId, connectionId, kind: error.kind, err: error }, 'a grant could not be revoked');
    return { kind: 'disconnected', revoked: false };
  }
}
