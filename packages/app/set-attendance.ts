import { attendanceStore } from '@throughline/db/attendance-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';

/**
 * Turns attendance on or off for an organisation. On, managers see on their connect page that they may agree; nothing is
 * read before they do; a works council's terms rule it out. Off, what they agreed to is forgotten, so that it never comes back without being asked for.
 */
export async function setAttendance(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, on, actor }: { organizationId: string; on: boolean; actor: AuditActor },
): Promise<'set' | 'as_it_was' | 'works_council' | 'unknown_organization'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organizations = organizationStore(tx);
    const organization = await organizations.lock(organizationId);
    if (organization === null) return 'unknown_organization';
    if (on && organization.worksCouncil) return 'works_council';
    if (organization.attendance === on) return 'as_it_was';
    await organizations.put({ ...organization, attendance: on });
    const forgotten = on ? 0 : await attendanceStore(tx).withdrawAll();
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: on ? 'attendance.turned_on' : 'attendance.turned_off',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: on ? {} : { forgotten },
      },
    });
    return 'set';
  });
}
