import type { V1Confirmations } from '@throughline/contracts/v1/conversations.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import type { AppContext } from './context.ts';
import { hasWorksCouncil } from './told-by-person.ts';

const sources = { report: 'employee', manager: 'manager', attendance: 'attendance' } as const;
const kinds = {
  happened: 'happened',
  did_not_happen: 'did_not_happen',
  folded_into_one_on_one: 'folded_into_one_on_one',
  floor_reached: 'attended',
} as const;

/**
 * What is known about whether a conversation took place, as everyone but the report may know it: the same rows at the
 * same moments whether the report says that it did not or says nothing. Attendance shows where it decided,
 * and nowhere else. Null where the organisation has no such conversation; under a works council's terms nothing is told.
 */
export async function visibleConfirmations(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<V1Confirmations['results'] | 'not_told' | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    if (view === null) return null;
    if (await hasWorksCouncil({ tx, organizationId })) return 'not_told';
    const rows = await evidenceStore(tx).visible(conversationId);
    return rows
      .filter(({ side }) => side !== 'attendance' || view.grade === 'attendance')
      .map(({ side, kind, at }) => ({ source: sources[side], kind: kinds[kind], at: at.toString() }));
  });
}
