import type { Role } from '@throughline/contracts/pages/session.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import { rolesOn } from '@throughline/domain/people/roles.ts';

/** A signed-in person and what they are: from the reporting lines of today, by standing in for a manager, and granted. */
export type Viewer = {
  readonly organizationId: string;
  readonly person: StoredPerson;
  readonly roles: ReadonlySet<Role>;
};

/** Null for somebody who has left: a session does not outlive its person's last day. */
export async function loadViewer({
  tx,
  organizationId,
  personId,
  today,
}: {
  tx: Transaction;
  organizationId: string;
  personId: string;
  today: Temporal.PlainDate;
}): Promise<Viewer | null> {
  const person = await peopleStore(tx).byId(personId);
  if (person === null || hasLeft({ person, on: today })) return null;
  // Asked with every request: never the whole organisation's lines.
  const lines = await reportingLineStore(tx).aroundPerson(personId);
  const granted = await accessStore(tx).grantedRoles(personId);
  const acting = (await actingManagerStore(tx).isActing({ personId, on: today })) ? (['manager'] as const) : [];
  const roles = new Set<Role>([...rolesOn({ lines, personId, on: today }), ...acting, ...granted]);
  return { organizationId, person, roles };
}
