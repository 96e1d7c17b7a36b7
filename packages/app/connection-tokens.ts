import type { SealedTokens, StoredConnection } from '@throughline/db/connection-store.ts';
import { open, seal } from '@throughline/security/envelope.ts';
import type { Keyring } from '@throughline/security/keyring.ts';
import type { TokenSet } from './ports/calendar.ts';

type TokenField = 'refresh_token' | 'access_token';
type Owner = { readonly organizationId: string; readonly connectionId: string };

/** Tokens as the database keeps them: each opens in its own row and column only. */
export function sealTokens({
  keyring,
  organizationId,
  connectionId,
  tokens,
  refreshToken,
}: Owner & { keyring: Keyring; tokens: TokenSet; refreshToken: string }): SealedTokens {
  const sealed = (plaintext: string, field: TokenField) =>
    seal({ keyring, plaintext, context: { organizationId, recordId: connectionId, field } });
  return {
    refreshToken: sealed(refreshToken, 'refresh_token'),
    accessToken: sealed(tokens.accessToken, 'access_token'),
    accessTokenExpiresAt: tokens.accessTokenExpiresAt,
    scopes: tokens.scopes,
  };
}

/** Null when the row keeps none. Throws an EnvelopeError when it cannot be read. */
export function openToken({
  keyring,
  stored,
  field,
}: {
  keyring: Keyring;
  stored: StoredConnection;
  field: TokenField;
}): string | null {
  const sealed = field === 'refresh_token' ? stored.refreshToken : stored.accessToken;
  if (sealed === null) return null;
  return open({ keyring, sealed, context: { organizationId: stored.organizationId, recordId: stored.id, field } });
}
