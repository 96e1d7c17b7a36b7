import { conversationStore, type ConversationChange } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { gapStore } from '@throughline/db/gap-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { pastGap } from '@throughline/domain/conversation/past-gap.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { newestVersionOf } from '@throughline/domain/policy/resolve-policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

/**
 * Whatever has put a conversation past the longest gap, it is on record, once for each cause: leave, its due date
 * (another policy, a blackout, a change of manager, an answer), or that no earlier date was found.
 */
export async function notePastGaps({
  tx,
  organization,
  policies,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  policies: readonly Policy[];
  now: Temporal.Instant;
}): Promise<readonly ConversationChange[]> {
  if (policies.length === 0) return [];
  const gaps = gapStore(tx);
  const shortest = Math.min(...policies.map(({ rules }) => rules.gapCeilingDays));
  const perhaps = await gaps.perhapsPast({ days: shortest, today: localDateOf({ instant: now, timeZone: 'UTC' }) });
  if (perhaps.size === 0) return [];
  const ids = [...perhaps.keys()];
  const onRecord = await gaps.onRecord(ids);
  const conversations = await conversationStore(tx).byIds(ids);
  const reports = await peopleStore(tx).byIds(conversations.map(({ reportId }) => reportId));
  const zones = new Map(reports.map(({ id, timeZone }) => [id, timeZone]));
  return conversations.flatMap((conversation) => {
    const policy = policies.find(({ id }) => id === conversation.policyId);
    const base = perhaps.get(conversation.id)?.base;
    if (policy === undefined || base === undefined) return [];
    const timeZone = zones.get(conversation.reportId) ?? organization.timeZone;
    const today = localDateOf({ instant: now, timeZone });
    const past = pastGap({ conversation, base, policy: newestVersionOf({ policy, policies }), timeZone, today });
    if (past === null || onRecord.has(`${conversation.id} ${past.because}`)) return [];
    const details = { because: past.because, longestUntil: past.longestUntil.toString() };
    const history = { kind: 'past_longest_gap' as const, at: now, actor: 'throughline' as const, details };
    return [{ before: conversation, after: conversation, history }];
  });
}
