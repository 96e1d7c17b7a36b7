import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import type { Picking } from './read-for-picking.ts';

export type TimesLink =
  | { readonly kind: 'ok'; readonly picking: Picking }
  | { readonly kind: 'expired' | 'invalid'; readonly sentence: string };

/** Whose conversation a mailed link to proposed times is about. */
export function readTimesLink(
  { keyring, clock }: Pick<AppContext, 'keyring' | 'clock'>,
  { token }: { token: string },
): TimesLink {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.times, now: clock.now() });
  if (link.kind === 'expired') {
    return { kind: 'expired', sentence: 'This link has run out. Sign in to see whether there are newer times.' };
  }
  if (link.kind !== 'ok') {
    const sentence = 'This link is not complete, or not one of ours. Open it from the mail once more, or sign in.';
    return { kind: 'invalid', sentence };
  }
  const { organizationId, subjectId, personId } = link.claims;
  return { kind: 'ok', picking: { organizationId, conversationId: subjectId, personId } };
}
