import type { ConfirmationResponse } from '@throughline/contracts/pages/confirmation.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import { mayAnswer } from './may-answer.ts';
import { recordEvidence, sideOf } from './record-evidence.ts';

const sentences = {
  invalid: 'This link is not complete, or not one of ours. Open it from the mail once more, or sign in.',
  expired: 'This link has run out. Your answer can no longer be given here; talk to HR if something is wrong.',
  closed: 'There is nothing to answer here any more: the conversation was moved, or is not over yet.',
} as const;

/** What the page behind a mailed "did it happen?" shows. Looking changes nothing. */
export async function confirmationPage(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token }: { token: string },
): Promise<ConfirmationResponse> {
  const now = clock.now();
  const link = verifyLink({ keyring, token, purpose: linkPurposes.confirm, now });
  if (link.kind === 'expired') return { state: 'expired', sentence: sentences.expired };
  if (link.kind !== 'ok') return { state: 'invalid', sentence: sentences.invalid };
  const { organizationId, subjectId: conversationId, personId } = link.claims;
  return db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    const policy = (await policyStore(tx).all()).find(({ id }) => id === view?.policyId);
    const side =
      view && sideOf({ conversation: { reportId: view.report.id, managerId: view.manager?.id ?? null }, personId });
    if (view === null || policy === undefined || side === null || view.startsAt === null || view.endsAt === null) {
      return { state: 'closed', sentence: sentences.closed };
    }
    if (mayAnswer({ conversation: view, policy, now }) !== 'yes')
      return { state: 'closed', sentence: sentences.closed };
    const answer = await evidenceStore(tx).ownAnswer({ conversationId, side });
    const reader = side === 'report' ? view.report : view.manager;
    return {
      state: 'open',
      managerName: view.manager?.displayName ?? '',
      reportName: view.report.displayName,
      timeZone: reader?.timeZone ?? 'UTC',
      slot: { startsAt: view.startsAt.toString(), endsAt: view.endsAt.toString() },
      answer,
      whoSeesWhat:
        side === 'report'
          ? 'If you say it did not happen, nobody learns that you said so: to everyone else it looks the same as no answer.'
          : 'Your answer is shown with the conversation, to the two of you and to HR. What was said is asked nowhere.',
    };
  });
}

/** Takes the answer given behind a mailed link; giving it again is harmless. */
export async function answerByLink(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token, answer }: { token: string; answer: 'happened' | 'did_not_happen' },
): Promise<{ readonly kind: 'recorded' | 'expired' | 'invalid' | 'closed'; readonly sentence: string }> {
  const { keyring, clock } = context;
  const link = verifyLink({ keyring, token, purpose: linkPurposes.confirm, now: clock.now() });
  if (link.kind === 'expired') return { kind: 'expired', sentence: sentences.expired };
  if (link.kind !== 'ok') return { kind: 'invalid', sentence: sentences.invalid };
  const { organizationId, subjectId: conversationId, personId } = link.claims;
  const recorded = await recordEvidence(context, { organizationId, conversationId, personId, answer });
  if (recorded.kind !== 'recorded') return { kind: 'closed', sentence: sentences.closed };
  return { kind: 'recorded', sentence: answerSentence(recorded) };
}

/** Thanks in the words of whose answer it is. */
export function answerSentence({ side, answer }: { side: 'report' | 'manager'; answer: string }): string {
  if (answer === 'happened') return 'Thank you. It is noted that you talked.';
  return side === 'report'
    ? 'Thank you. Only you can see this answer; to everyone else it looks the same as no answer.'
    : 'Thank you. A new date will be found, with time to prepare.';
}
