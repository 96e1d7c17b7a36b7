import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import type { AppContext } from './context.ts';

/** A connection as people may see it: no token, no cursor. */
export type ListedConnection = Pick<
  StoredConnection,
  | 'id'
  | 'personId'
  | 'provider'
  | 'purpose'
  | 'status'
  | 'accountEmail'
  | 'scopes'
  | 'connectedAt'
  | 'brokenBecause'
  | 'brokenAt'
  | 'disconnectedAt'
  | 'syncedAt'
  | 'failures'
  | 'lastError'
  | 'planHeldUntil'
>;

/** Everyone's connections, or one person's; disconnected ones are left out. */
export async function listConnections(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, personId = null }: { organizationId: string; personId?: string | null },
): Promise<readonly ListedConnection[]> {
  const stored = await db.inOrganization(organizationId, (tx) => connectionStore(tx).all());
  return stored
    .filter((one) => one.status !== 'disconnected' && (personId === null || one.personId === personId))
    .map(toListed);
}

function toListed(one: StoredConnection): ListedConnection {
  return {
    id: one.id,
    personId: one.personId,
    provider: one.provider,
    purpose: one.purpose,
    status: one.status,
    accountEmail: one.accountEmail,
    scopes: one.scopes,
    connectedAt: one.connectedAt,
    brokenBecause: one.brokenBecause,
    brokenAt: one.brokenAt,
    disconnectedAt: one.disconnectedAt,
    syncedAt: one.syncedAt,
    failures: one.failures,
    lastError: one.lastError,
    planHeldUntil: one.planHeldUntil,
  };
}
