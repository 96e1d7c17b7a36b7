import { accessStore, type GrantedRole } from '@throughline/db/access-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';

/** Gives somebody a role beyond those of the org tree. Granting it again changes nothing. */
export async function grantRole(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    workEmail,
    role,
    actor,
  }: { organizationId: string; workEmail: string; role: GrantedRole; actor: AuditActor },
): Promise<'granted' | 'unknown_person'> {
  return db.inOrganization(organizationId, async (tx) => {
    const person = await peopleStore(tx).byEmail(workEmail);
    if (person === null) return 'unknown_person';
    await accessStore(tx).grantRole({
      personId: person.id,
      role,
      grantedById: actor.kind === 'person' ? actor.id : null,
      grantedAt: clock.now(),
    });
    await auditStore(tx).append({
      at: clock.now(),
      entry: { actor, action: 'role.granted', subjectKind: 'person', subjectId: person.id, details: { role } },
    });
    return 'granted';
  });
}
