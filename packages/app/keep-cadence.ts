import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';
import { notePastGaps } from './note-past-gaps.ts';
import { offerHelp } from './offer-help.ts';

/**
 * Notices what slips: a conversation its manager keeps moving, and one that has come to lie past the longest gap. What
 * lost its date or its outcome is due again by its own transition and is planned like any other, with full lead time;
 * who is asked to help is `due-nudges.ts`. Answers how many remarks were new.
 */
export async function keepCadence(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const policies = await policyStore(tx).all();
    // One after the other: both may have a remark on the same conversation.
    const { saveAll } = conversationStore(tx);
    const offered = await saveAll({ changes: await offerHelp({ tx, policies, now }), now });
    const noted = await saveAll({ changes: await notePastGaps({ tx, organization, policies, now }), now });
    return offered.size + noted.size;
  });
}
