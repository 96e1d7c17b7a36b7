import type { ManagerNotesResponse } from '@throughline/contracts/pages/manager-notes.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { AppContext } from './context.ts';
import { managerNotes } from './manager-notes.ts';
import { personalRules } from './personal-rules.ts';
import type { Viewer } from './viewer.ts';

/** A manager's own notes; there is no way to ask for somebody else's. */
export function managerNotesPage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { viewer: { organizationId, person } }: { viewer: Viewer },
): Promise<ManagerNotesResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const rules = personalRules({ person, policies: await policyStore(tx).all() });
    const pace = { since: now.subtract({ hours: rules.paceNotedDays * 24 }), until: null };
    const organization = await organizationStore(tx).byId(organizationId);
    const timeZone = person.timeZone ?? organization?.timeZone ?? 'UTC';
    const { workload, pace: sentences } = await managerNotes({ tx, managerId: person.id, rules, timeZone, now, pace });
    return { workload, pace: [...sentences] };
  });
}
