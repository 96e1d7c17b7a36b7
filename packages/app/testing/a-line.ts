import { accessStore } from '@throughline/db/access-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { moveTo, open, waitFor } from '@throughline/domain/conversation/conversation.ts';
import type { Conversation, WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { Transition } from '@throughline/domain/conversation/transition.ts';
import { aReportingLine, aSlot, at, day } from '@throughline/domain/testing/builders.ts';
import { aPair } from './a-pair.ts';

export type Line = Awaited<ReturnType<typeof aLine>>;

/** Ben, who manages Ana, under Vera; Hanna is HR. All in Berlin. */
export async function aLine({ db, ...given }: Parameters<typeof aPair>[0]) {
  const pair = await aPair({ db, ...given });
  const organizationId = pair.organization.id;
  const vera = aStoredPerson({ givenName: 'Vera', displayName: 'Vera Sand' });
  const hanna = aStoredPerson({ givenName: 'Hanna', displayName: 'Hanna Roth' });
  await db.inOrganization(organizationId, async (tx) => {
    await peopleStore(tx).put([vera, hanna]);
    const put = [{ ...aReportingLine({ reportId: pair.manager.id, managerId: vera.id }), id: uuid() }];
    await reportingLineStore(tx).replace({ removedIds: [], put });
    const grantedAt = pair.organization.createdAt;
    await accessStore(tx).grantRole({ personId: hanna.id, role: 'hr', grantedById: null, grantedAt });
  });
  return { ...pair, db, organizationId, vera, hanna };
}

/** Without a date since 2 November 2026, due on 1 February 2027. */
export async function aStuckConversation({
  line,
  reportId = line.report.id,
  reason = 'no_common_time',
  dueOn = '2027-02-01',
}: {
  line: Line;
  reportId?: string;
  reason?: WaitingReason;
  dueOn?: string;
}): Promise<string> {
  const now = at('2026-11-02T08:00:00Z');
  const { next, history } = open({
    id: uuid(),
    reportId,
    managerId: line.manager.id,
    policyId: line.policy.id,
    sequence: 1,
    earlyRequest: false,
    due: { dueOn: day(dueOn), why: [] },
    now,
  });
  await line.db.inOrganization(line.organizationId, (tx) =>
    conversationStore(tx).openAll({
      opened: [{ conversation: next, previousId: null, dueWhy: [], history }],
      now,
    }),
  );
  await waits({ line, conversationId: next.id, reason, now });
  return next.id;
}

type Given = { line: Line; conversationId: string; now: Temporal.Instant };

export function waits({ reason, now, ...given }: Given & { reason: WaitingReason }): Promise<void> {
  return changes({ ...given, now, transition: (conversation) => waitFor({ conversation, reason, now }) });
}

/** Its manager moves it to that start, in UTC. */
export function managerMoves({ start, now, ...given }: Given & { start: string }): Promise<void> {
  const slot = aSlot({ start });
  return changes({
    ...given,
    now,
    transition: (conversation) => moveTo({ conversation, slot, actor: 'manager', now }),
  });
}

export async function changes({
  line: { db, organizationId },
  conversationId,
  now,
  transition,
}: Given & { transition: (conversation: Conversation) => Transition }): Promise<void> {
  await db.inOrganization(organizationId, async (tx) => {
    const before = await conversationStore(tx).byId(conversationId);
    const made = before && transition(before);
    if (!before || made?.kind !== 'changed') throw new Error('Nothing changed');
    await conversationStore(tx).save({ before, after: made.next, history: made.history, now });
  });
}
