import { randomUUIDv7 } from 'node:crypto';
import type { ConversationChange, OpenedConversation, StoredConversation } from '@throughline/db/conversation-store.ts';
import { changeDueDate, close, exempt, open, unbook } from '@throughline/domain/conversation/conversation.ts';
import { supersede } from '@throughline/domain/conversation/supersede.ts';
import type { Changed, Transition } from '@throughline/domain/conversation/transition.ts';
import { obligationOf, type ReportCircumstances } from '@throughline/domain/conversation/obligation.ts';

/** What is to be stored for one report: the conversation they have as it is after, one that opens, or both. */
export type ObligationStep = {
  readonly kind: 'opened' | 'superseded' | 'ended' | 'unbooked' | 'redated';
  readonly change: ConversationChange | null;
  readonly opened: OpenedConversation | null;
};

/** Null where everything is as it should be. `latest` is the report's newest conversation, open or not. */
export function meetObligation({
  circumstances,
  latest,
}: {
  circumstances: ReportCircumstances;
  latest: StoredConversation | null;
}): ObligationStep | null {
  const { report, policy, now } = circumstances;
  const obligation = obligationOf(circumstances);
  if (obligation.kind === 'nothing') return null;

  if (obligation.kind === 'open') {
    if (!policy) return null;
    const { due, managerId } = obligation;
    const sequence = (latest?.sequence ?? 0) + 1;
    const opened = open({
      id: randomUUIDv7(),
      managerId,
      reportId: report.id,
      policyId: policy.id,
      sequence,
      earlyRequest: false,
      due,
      now,
    });
    return { kind: 'opened', change: null, opened: opening({ opened, previous: latest, dueWhy: due.why }) };
  }
  if (!latest) return null;
  switch (obligation.kind) {
    case 'supersede': {
      if (!policy) return null;
      const { due, managerId, to } = obligation;
      const succession = supersede({
        conversation: latest,
        successor: { id: randomUUIDv7(), managerId, policyId: policy.id, due },
        to,
        now,
      });
      if (succession.kind === 'refused') return null;
      const opened = opening({ opened: succession.successor, previous: latest, dueWhy: due.why });
      return {
        kind: 'superseded',
        change: { before: latest, after: succession.next, history: succession.history },
        opened,
      };
    }
    case 'redate': {
      const { due } = obligation;
      const dueWhy = [...latest.dueWhy, ...due.why];
      return stepOf('redated', latest, changeDueDate({ conversation: latest, due, actor: 'throughline', now }), {
        dueWhy,
      });
    }
    case 'unbook':
      return stepOf(
        'unbooked',
        latest,
        unbook({ conversation: latest, reason: 'another_date', actor: 'throughline', now }),
      );
    case 'exempt':
      return stepOf('ended', latest, exempt({ conversation: latest, category: obligation.category, now }));
    case 'close':
      return stepOf('ended', latest, close({ conversation: latest, reason: obligation.reason, now }));
  }
}

function stepOf(
  kind: ObligationStep['kind'],
  before: StoredConversation,
  transition: Transition,
  beside: { readonly dueWhy?: readonly string[] } = {},
): ObligationStep | null {
  if (transition.kind === 'refused') return null;
  const { next, history } = transition;
  return { kind, change: { before, after: { ...next, ...beside }, history }, opened: null };
}

function opening({
  opened: { next, history },
  previous,
  dueWhy,
}: {
  opened: Changed;
  previous: StoredConversation | null;
  dueWhy: readonly string[];
}): OpenedConversation {
  return { conversation: next, previousId: previous?.id ?? null, dueWhy, history };
}
