import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { pulseStore } from '@throughline/db/pulse-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { quarterOf, type PulseAnswer } from '@throughline/domain/coverage/pulse.ts';
import { unitKey, unitsOf } from '@throughline/domain/coverage/units.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { loadConversationFacts, loadCoverageFacts } from './coverage-facts.ts';
import { mayTellPulse } from './may-tell-pulse.ts';
import { sideOf } from './record-evidence.ts';
import type { Picking } from './read-for-picking.ts';
import { loadStaff } from './workforce.ts';

export type ToldPulse = { readonly kind: 'told' | 'not_found' | 'not_asked' };

/**
 * The report's one answer to "was it about what you want?". It is counted in each unit they are part of and forgotten:
 * only that they answered is kept, so it cannot be changed.
 */
export function tellPulse(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, conversationId, personId, pulse }: Picking & { pulse: PulseAnswer },
): Promise<ToldPulse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx): Promise<ToldPulse> => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (!side) return { kind: 'not_found' };
    const answer = await evidenceStore(tx).ownAnswer({ conversationId, side });
    if (!(await mayTellPulse({ tx, organizationId, conversationId, side, answer }))) return { kind: 'not_asked' };
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization) throw new Error(`There is no organisation ${organizationId}`);
    const today = localDateOf({ instant: now, timeZone: organization.timeZone });
    const units = await unitsOfReport({ tx, organizationId, reportId: personId, today, now });
    const isNew = await pulseStore(tx).tell({ conversationId, quarter: quarterOf(today), units, answer: pulse });
    return { kind: isNew ? 'told' : 'not_asked' };
  });
}

/** Everyone is a unit too, also of somebody no other unit holds. */
async function unitsOfReport({
  tx,
  organizationId,
  reportId,
  today,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  reportId: string;
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): Promise<readonly string[]> {
  const workforce = await loadStaff({ tx, organizationId, now });
  const conversations = await loadConversationFacts(tx);
  const facts = await loadCoverageFacts({ tx, workforce, conversations, asOf: today, now });
  const theirs = unitsOf({ facts }).filter((unit) => unit.facts.some((fact) => fact.reportId === reportId));
  return [...new Set([unitKey({ kind: 'everyone' }), ...theirs.map(({ unit }) => unitKey(unit))])];
}
