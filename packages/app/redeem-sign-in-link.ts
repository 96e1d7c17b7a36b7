import { accessStore } from '@throughline/db/access-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import { openSession } from './open-session.ts';

/**
 * Trades a mailed link for a session, once. Null for a link that is not ours, has run out or was used, and where people
 * sign in at a provider alone by now.
 */
export async function redeemSignInLink(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { token }: { token: string },
): Promise<{ sessionToken: string; seconds: number; returnTo: string } | null> {
  const { db, clock, keyring } = context;
  const wall = clock.wall();
  const link = verifyLink({ keyring, token, purpose: linkPurposes.signIn, now: wall });
  if (link.kind !== 'ok') return null;
  const { organizationId, subjectId } = link.claims;
  const redeemed = await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    return organization === null || organization.ssoOnly
      ? null
      : accessStore(tx).redeemSignInLink({ id: subjectId, wall });
  });
  if (redeemed === null) return null;
  const session = await openSession(context, { organizationId, personId: redeemed.personId, method: 'mailed_link' });
  return { sessionToken: session.token, seconds: session.seconds, returnTo: redeemed.returnTo };
}
