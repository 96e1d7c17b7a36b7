import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';
import { findSignIn } from './find-sign-in.ts';

/**
 * Whom an OpenID Connect issuer signs in. It speaks for the organisation that named it, or for the only one here: with
 * several, one company's issuer could write another company's addresses. Nobody is ever added by signing in.
 */
export async function findIssuerSignIn(
  context: Pick<AppContext, 'db'>,
  { email, issuer }: { email: string; issuer: string },
): Promise<{ organizationId: string; personId: string } | null> {
  const found = await findSignIn(context, { email });
  if (found === null) return null;
  const { organization, person } = found;
  const named = organization.oidcIssuer;
  const isSpokenFor = named === null ? await isOnlyOne(context) : named === issuer;
  return isSpokenFor ? { organizationId: organization.id, personId: person.id } : null;
}

async function isOnlyOne({ db }: Pick<AppContext, 'db'>): Promise<boolean> {
  const all = await db.acrossOrganizations((tx) => organizationStore(tx).all());
  return all.length === 1;
}
