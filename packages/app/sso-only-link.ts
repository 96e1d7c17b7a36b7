import { organizationStore } from '@throughline/db/organization-store.ts';
import { signedClaims } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';

/**
 * Who has to be signed in for a mailed link to be good for anything, where the organisation lets nobody in by mail alone;
 * null where the link is enough, or is none of ours, which its page says itself.
 */
export async function ssoOnlyLink(
  { db, keyring }: Pick<AppContext, 'db' | 'keyring'>,
  { token }: { token: string },
): Promise<{ readonly personId: string } | null> {
  const claims = signedClaims({ keyring, token });
  if (claims === null) return null;
  const { organizationId, personId } = claims;
  const organization = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
  return organization?.ssoOnly === true ? { personId } : null;
}
