import { accessStore } from '@throughline/db/access-store.ts';
import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { newestVersionOf } from '@throughline/domain/policy/resolve-policy.ts';
import type { StepPerson } from '@throughline/domain/policy/steps.ts';
import { nudgesOf, type Nudge } from '@throughline/domain/reminders/nudge-plan.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';

type Given = {
  readonly tx: Transaction;
  readonly organization: Organization;
  readonly conversations: readonly StoredConversation[];
  readonly people: ReadonlyMap<string, StoredPerson>;
  readonly policies: readonly Policy[];
  readonly now: Temporal.Instant;
};

/** Every step the conversations give reason for, due or not, taken or not. */
export async function loadNudges({
  tx,
  organization,
  conversations,
  people,
  policies,
  now,
}: Given): Promise<readonly Nudge[]> {
  const moved = conversations.filter(({ managerMoves }) => managerMoves > 0).map(({ id }) => id);
  const offered = await conversationStore(tx).firstInHistory({ ids: moved, kind: 'help_offered' });
  const newest = new Map(policies.map((policy) => [policy.id, newestVersionOf({ policy, policies })]));
  return conversations.flatMap((conversation) => {
    const policy = newest.get(conversation.policyId);
    if (policy === undefined) throw new Error(`There is no policy ${conversation.policyId}`);
    return nudgesOf({
      conversation,
      policy,
      timeZone: people.get(conversation.reportId)?.timeZone ?? organization.timeZone,
      helpOfferedAt: offered.get(conversation.id) ?? null,
      worksCouncil: organization.worksCouncil,
      now,
    });
  });
}

/** Whom each step about a conversation goes to; above the two only who stands there today. */
export async function loadStepPeople({
  tx,
  organization,
  conversations,
  who,
  now,
}: Pick<Given, 'tx' | 'organization' | 'conversations' | 'now'> & { readonly who: ReadonlySet<StepPerson> }): Promise<
  (given: { conversation: StoredConversation; who: StepPerson }) => readonly string[]
> {
  const today = localDateOf({ instant: now, timeZone: organization.timeZone });
  const managerIds = [...new Set(conversations.flatMap(({ managerId }) => managerId ?? []))];
  const lines = who.has('skip_level') ? await reportingLineStore(tx).ofReports(managerIds) : [];
  const bosses = managersOn({ lines, on: today });
  const hr = who.has('hr') ? await accessStore(tx).peopleWithRole('hr') : [];
  return ({ conversation: { reportId, managerId }, who: wanted }) => {
    switch (wanted) {
      case 'report':
        return [reportId];
      case 'manager':
        return managerId === null ? [] : [managerId];
      case 'skip_level': {
        const boss = bosses.get(managerId ?? '');
        return boss === undefined || boss === reportId ? [] : [boss];
      }
      case 'hr':
        return hr;
    }
  };
}
