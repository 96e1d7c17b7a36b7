import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { closePushChannels } from './close-push-channels.ts';
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
 * Forgets the tokens of a person's connection, closes its push channels and ends the grant at the provider. Forgetting
 * comes first and cannot fail with the provider; events that stand stay in the calendar.
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
    const accessToken = openToken({ keyring, stored, field: 'access_token' });
    const channels = await pushChannelStore(tx).ofConnection(stored.id);
    await pushChannelStore(tx).forget(channels.map(({ id }) => id));
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
    const { provider, accessTokenExpiresAt: until } = stored;
    return { connectionId: stored.id, provider, channels, refreshToken, accessToken, until };
  });
  if (forgotten === null) return { kind: 'not_connected' };
  const { connectionId, provider, channels, refreshToken, accessToken, until } = forgotten;
  if (refreshToken === null) return { kind: 'disconnected', revoked: true };
  const tokens = { refreshToken, accessToken, until };
  await closePushChannels({ clock, calendars, log }, { organizationId, connectionId, provider, channels, tokens });
  try {
    return { kind: 'disconnected', revoked: await calendars.provider(provider).oauth.revoke({ refreshToken }) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    log.warn({ organizationId, connectionId, kind: error.kind, err: error }, 'a grant could not be revoked');
    return { kind: 'disconnected', revoked: false };
  }
}
