import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Account } from '../../core/accounts/account-store.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';

/** Microsoft's issuer of a tenant, whatever address this cloud answers at. */
export function issuerOf(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}/v2.0`;
}

/**
 * An id token, learn.microsoft.com/entra/identity-platform/id-token-claims-reference; its times are wall times, as its
 * readers compare them with their own clock. It never says whether the address is verified.
 */
export async function signIdToken({
  key,
  person,
  tenantId,
  clientId,
  scopes,
  nonce,
}: {
  key: SigningKey;
  person: Account;
  tenantId: string;
  clientId: string;
  scopes: readonly string[];
  nonce: string | null;
}): Promise<string> {
  const profile = { name: person.displayName, oid: person.subject, preferred_username: person.email };
  return new SignJWT({
    tid: tenantId,
    ver: '2.0',
    ...(scopes.includes('profile') ? profile : {}),
    ...(scopes.includes('email') ? { email: person.email } : {}),
    ...(nonce === null ? {} : { nonce }),
  })
    .setProtectedHeader({ alg: 'RS256', kid: key.keyId, typ: 'JWT' })
    .setIssuer(issuerOf(tenantId))
    .setAudience(clientId)
    .setSubject(pairwiseSubject({ person, clientId }))
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1h')
    .sign(key.privateKey);
}

/** Another one at every application, so that two of them cannot compare notes. */
function pairwiseSubject({ person, clientId }: { person: Account; clientId: string }): string {
  return createHash('sha256').update(`${person.subject} ${clientId}`).digest('base64url');
}
