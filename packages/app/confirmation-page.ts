import type { ConfirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import { answerSentence } from './answer-sentence.ts';
import { readConfirmLink } from './confirm-link.ts';
import type { AppContext } from './context.ts';
import { mayAnswer } from './may-answer.ts';
import { mayTellPulse } from './may-tell-pulse.ts';
import { recordEvidence, sideOf } from './record-evidence.ts';

const closed = {
  state: 'closed',
  sentence: 'There is nothing to answer here any more: the conversation was moved, or is not over yet.',
} as const;

/** What the page behind a mailed "did it take place?" shows. Looking changes nothing. */
export async function confirmationPage(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token }: { token: string },
): Promise<ConfirmationResponse> {
  const now = context.clock.now();
  const link = readConfirmLink(context, { token });
  if (link.kind !== 'ok') return { state: link.kind, sentence: link.sentence };
  const { organizationId, conversationId, personId } = link.picking;
  return context.db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    const policy = (await policyStore(tx).all()).find(({ id }) => id === view?.policyId);
    const side =
      view && sideOf({ conversation: { reportId: view.report.id, managerId: view.manager?.id ?? null }, personId });
    if (view === null || policy === undefined || side === null) return closed;
    if (view.startsAt === null || view.endsAt === null) return closed;
    if (mayAnswer({ conversation: view, policy, now }) !== 'yes') return closed;
    const answer = await evidenceStore(tx).ownAnswer({ conversationId, side });
    const reader = side === 'report' ? view.report : view.manager;
    return {
      state: 'open',
      conversationId,
      side,
      managerName: view.manager?.displayName ?? '',
      reportName: view.report.displayName,
      timeZone: reader?.timeZone ?? 'UTC',
      slot: { startsAt: view.startsAt.toString(), endsAt: view.endsAt.toString() },
      answer,
      mayMove: view.state !== 'held',
      mayTellPulse: await mayTellPulse({ tx, organizationId, conversationId, side, answer }),
      whoSeesWhat:
        side === 'report'
          ? 'If you say it did not take place, or was part of your 1:1, nobody learns that you said so: to everyone else it looks the same as no answer. Moving it is seen by both of you and, as a date, by HR.'
          : 'Your answer is shown with the conversation, to the two of you and to HR. What was said is asked nowhere.',
    };
  });
}

/** Takes the answer given behind a mailed link; giving it again is harmless. */
export async function answerByLink(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token, answer }: { token: string; answer: AnswerKind },
): Promise<
  | { readonly kind: 'recorded'; readonly sentence: string; readonly mayTellPulse: boolean }
  | { readonly kind: 'expired' | 'invalid' | 'closed'; readonly sentence: string }
> {
  const link = readConfirmLink(context, { token });
  if (link.kind !== 'ok') return link;
  const recorded = await recordEvidence(context, { ...link.picking, answer });
  if (recorded.kind !== 'recorded') return { kind: 'closed', sentence: closed.sentence };
  return { kind: 'recorded', sentence: answerSentence(recorded), mayTellPulse: recorded.mayTellPulse };
}
