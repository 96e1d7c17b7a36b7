import type { ApiKeyOnPage, ApiKeysResponse } from '@throughline/contracts/pages/api-keys.ts';
import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { v1ApiKeyOf } from './api-key-json.ts';
import type { AppContext } from './context.ts';

/** More than anybody looks through; the API lists the rest. */
const keysShown = 500;

/** Which systems may call the API, and with what. */
export async function apiKeysPage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<ApiKeysResponse> {
  const now = clock.wall();
  const keys = await db.inOrganization(organizationId, (tx) =>
    accessStore(tx).pageOfApiKeys({ from: null, limit: keysShown }),
  );
  const state = ({ revokedAt, expiresAt }: (typeof keys)[number]): ApiKeyOnPage['state'] => {
    if (revokedAt !== null) return 'revoked';
    return expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0 ? 'expired' : 'good';
  };
  return {
    keys: keys.map((key) => ({ ...v1ApiKeyOf(key), state: state(key) })).toReversed(),
    scopes: [...apiScopes],
    now: now.toString(),
  };
}
