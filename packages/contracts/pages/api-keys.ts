import { z } from 'zod';
import { instantText } from '../time.ts';
import { v1ApiKey, v1NewApiKey } from '../v1/api-keys.ts';
import { apiScopes } from '../v1/scopes.ts';

/** A key with what has become of it, in the names the API gives it. */
export const apiKeyOnPage = v1ApiKey.extend({ state: z.enum(['good', 'expired', 'revoked']) });
export type ApiKeyOnPage = z.infer<typeof apiKeyOnPage>;

/** For administrators: which systems may call the API, the newest key first. */
export const apiKeysResponse = z.object({
  keys: z.array(apiKeyOnPage),
  scopes: z.array(z.enum(apiScopes)),
  /** Wall time, by which keys end. */
  now: instantText,
});
export type ApiKeysResponse = z.infer<typeof apiKeysResponse>;

export const createApiKeyRequest = v1NewApiKey;

/** Shown once. */
export const createdApiKeyResponse = z.object({ id: z.uuid(), key: z.string(), page: apiKeysResponse });
export type CreatedApiKeyResponse = z.infer<typeof createdApiKeyResponse>;
