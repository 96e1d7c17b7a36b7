import { exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK } from 'jose';
import type { Provider } from '../accounts/account-store.ts';
import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

export type SigningKey = {
  readonly keyId: string;
  readonly privateKey: CryptoKey | Uint8Array;
  readonly publicJwk: JWK;
};

const keyId = 'sandbox-1';

/** The key id tokens are signed with, RS256. Made when first needed and kept, so that tokens outlive a restart. */
export function openSigningKey({
  journal,
  provider,
}: {
  journal: Journal;
  provider: Provider;
}): () => Promise<SigningKey> {
  const table = openTable<JWK>({ name: `${provider}-signing-key`, journal });
  let loading: Promise<SigningKey> | null = null;

  const load = async (): Promise<SigningKey> => {
    const kept = table.get(keyId);
    if (kept !== undefined) return fromJwk(kept);
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    table.set(keyId, jwk);
    return fromJwk(jwk);
  };

  return () => {
    loading ??= load();
    return loading;
  };
}

async function fromJwk(jwk: JWK): Promise<SigningKey> {
  const { kty, n, e } = jwk;
  return {
    keyId,
    privateKey: await importJWK(jwk, 'RS256'),
    publicJwk: { kty: kty ?? 'RSA', n: n ?? '', e: e ?? '', alg: 'RS256', use: 'sig', kid: keyId },
  };
}
