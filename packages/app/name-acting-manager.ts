import { randomUUIDv7 } from 'node:crypto';
import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { refusalOfActing, type ActingRefusal } from '@throughline/domain/people/name-acting.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

export type NamedActingManager =
  | { readonly kind: 'named'; readonly id: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'unknown_manager' | 'unknown_acting' | 'unknown_report' | 'unknown_author' | ActingRefusal;
    };

/**
 * Somebody holds a manager's conversations for a while, or one report's. Conversations pass on, and back, with the
 * sweeps: those whose date, or whose ideal day, lies within.
 */
export async function nameActingManager(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    managerEmail,
    actingEmail,
    reportEmail,
    startsOn,
    endsOn,
    authorEmail,
    actor,
  }: {
    organizationId: string;
    managerEmail: string;
    actingEmail: string;
    /** Null: for everybody who reports to the manager. */
    reportEmail: string | null;
    /** Today where it is null. */
    startsOn: Temporal.PlainDate | null;
    endsOn: Temporal.PlainDate;
    authorEmail: string;
    actor: AuditActor;
  },
): Promise<NamedActingManager> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const people = peopleStore(tx);
    const manager = await people.byEmail(managerEmail);
    if (manager === null) return { kind: 'refused', reason: 'unknown_manager' };
    const acting = await people.byEmail(actingEmail);
    if (acting === null) return { kind: 'refused', reason: 'unknown_acting' };
    const report = reportEmail === null ? null : await people.byEmail(reportEmail);
    if (reportEmail !== null && report === null) return { kind: 'refused', reason: 'unknown_report' };
    const author = await people.byEmail(authorEmail);
    if (author === null) return { kind: 'refused', reason: 'unknown_author' };

    const today = await organizationToday({ tx, organizationId, now });
    const store = actingManagerStore(tx);
    const others = await store.lockOf(manager.id);
    const named = {
      managerId: manager.id,
      reportId: report?.id ?? null,
      actingId: acting.id,
      startsOn: startsOn ?? today,
      endsOn,
    };
    const reason = refusalOfActing({ named, acting, others, today });
    if (reason !== null) return { kind: 'refused', reason };
    const id = randomUUIDv7();
    await store.add({ named: { ...named, id, authorId: author.id }, now });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'acting_manager.named',
        subjectKind: 'person',
        subjectId: manager.id,
        details: { actingManagerId: id, actingId: acting.id, reportId: report?.id ?? null, authorId: author.id },
      },
    });
    return { kind: 'named', id };
  });
}
