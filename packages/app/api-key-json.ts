import type { V1ApiKey } from '@throughline/contracts/v1/api-keys.ts';
import type { StoredApiKey } from '@throughline/db/access-store.ts';

/** A key as it can be shown. */
export function v1ApiKeyOf(stored: StoredApiKey): V1ApiKey {
  return {
    id: stored.id,
    name: stored.name,
    hint: stored.hint,
    scopes: [...stored.scopes],
    created_at: stored.createdAt.toString(),
    last_used_at: stored.lastUsedAt?.toString() ?? null,
    expires_at: stored.expiresAt?.toString() ?? null,
    revoked_at: stored.revokedAt?.toString() ?? null,
  };
}
