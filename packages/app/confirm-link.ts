import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import type { Picking } from './read-for-picking.ts';

export type ConfirmLink =
  | { readonly kind: 'ok'; readonly picking: Picking }
  | { readonly kind: 'expired' | 'invalid'; readonly sentence: string };

const sentences = {
  invalid: 'This link is not complete, or not one of ours. Open it from the mail once more, or sign in.',
  expired: 'This link has run out. Your answer can no longer be given here; talk to HR if something is wrong.',
} as const;

/** Whose conversation a mailed "did it take place?" is about, and who answers. */
export function readConfirmLink(
  { keyring, clock }: Pick<AppContext, 'keyring' | 'clock'>,
  { token }: { token: string },
): ConfirmLink {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.confirm, now: clock.now() });
  if (link.kind === 'expired') return { kind: 'expired', sentence: sentences.expired };
  if (link.kind !== 'ok') return { kind: 'invalid', sentence: sentences.invalid };
  const { organizationId, subjectId, personId } = link.claims;
  return { kind: 'ok', picking: { organizationId, conversationId: subjectId, personId } };
}
