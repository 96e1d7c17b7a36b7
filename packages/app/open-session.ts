import { accessStore, type SessionMethod } from '@throughline/db/access-store.ts';
import { createOpaqueToken } from '@throughline/security/opaque-token.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import type { AppContext } from './context.ts';

/** Sessions end after this long at the latest, wall time. */
const sessionHours = 12;

/**
 * A fresh session with a fresh token: signing in never continues one that was there before. That somebody may change
 * things here for others, or sees more than their own, is on record.
 */
export async function openSession(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId, method }: { organizationId: string; personId: string; method: SessionMethod },
): Promise<{ token: string; seconds: number }> {
  const wall = clock.wall();
  const { token, hash } = createOpaqueToken({ organizationId });
  await db.inOrganization(organizationId, async (tx) => {
    const access = accessStore(tx);
    await access.openSession({
      tokenHash: hash,
      personId,
      method,
      createdAt: wall,
      expiresAt: wall.add({ hours: sessionHours }),
    });
    const roles = await access.grantedRoles(personId);
    if (roles.length === 0) return;
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor: { kind: 'person', id: personId },
        action: 'session.opened',
        subjectKind: 'person',
        subjectId: personId,
        details: { method, roles: roles.toSorted().join(' ') },
      },
    });
  });
  return { token, seconds: sessionHours * 3600 };
}
