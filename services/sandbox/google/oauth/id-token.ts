import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Account } from '../../core/accounts/account-store.ts';
import { scopeNamed } from './scopes.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';

/** Google's issuer, whatever address this cloud answers at: clients compare it with what they expect of Google. */
export const issuer = 'https://accounts.google.com';

/** An OpenID Connect id token; its times are wall times, as its readers compare them with their own clock. */
export async function signIdToken({
  key,
  person,
  clientId,
  scopes,
  nonce,
  accessToken,
}: {
  key: SigningKey;
  person: Account;
  clientId: string;
  scopes: readonly string[];
  nonce: string | null;
  accessToken: string;
}): Promise<string> {
  return new SignJWT({
    azp: clientId,
    ...(person.hostedDomain === null ? {} : { hd: person.hostedDomain }),
    ...profileClaims({ person, scopes }),
    at_hash: createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url'),
    ...(nonce === null ? {} : { nonce }),
  })
    .setProtectedHeader({ alg: 'RS256', kid: key.keyId, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setSubject(person.subject)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(key.privateKey);
}

/** What the scopes let an application know of a person. */
export function profileClaims({ person, scopes }: { person: Account; scopes: readonly string[] }) {
  const [givenName = '', ...rest] = person.displayName.split(' ');
  return {
    ...(scopes.includes(scopeNamed('userinfo.email')) ? { email: person.email, email_verified: true } : {}),
    ...(scopes.includes(scopeNamed('userinfo.profile'))
      ? { name: person.displayName, given_name: givenName, family_name: rest.join(' ') }
      : {}),
  };
}
