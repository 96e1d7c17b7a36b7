import { attendanceStore } from '@throughline/db/attendance-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { AppContext } from './context.ts';

/**
 * A manager takes back that attendance is read. The calendar stays connected: providers end a grant as a whole, so the
 * permission stays listed in the account until its person removes it there, and nothing here uses it.
 */
export async function withdrawAttendance(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<'withdrawn' | 'not_agreed'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const connection = await connectionStore(tx).ofPerson(personId);
    if (connection === null || !(await attendanceStore(tx).withdraw(connection.id))) return 'not_agreed';
    await auditStore(tx).append({
      at: now,
      entry: {
        actor: { kind: 'person', id: personId },
        action: 'attendance.withdrawn',
        subjectKind: 'connection',
        subjectId: connection.id,
        details: { provider: connection.provider },
      },
    });
    return 'withdrawn';
  });
}
