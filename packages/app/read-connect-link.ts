import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';

/** Whom a mailed connect link is for; null when it is not ours or has run out. */
export function readConnectLink(
  { keyring, clock }: Pick<AppContext, 'keyring' | 'clock'>,
  { token }: { token: string },
): { organizationId: string; personId: string } | null {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.connect, now: clock.now() });
  return link.kind === 'ok' ? { organizationId: link.claims.organizationId, personId: link.claims.personId } : null;
}
