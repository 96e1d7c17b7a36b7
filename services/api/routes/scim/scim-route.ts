import { rateLimits } from '../../http/rate-limits.ts';

/** What every route of SCIM has: a key with the scope, a limit of its own, and no place in the description of v1. */
export const scimRoute = {
  config: { access: { kind: 'api_key', scope: 'scim' }, rateLimit: rateLimits.scim },
  schema: { hide: true },
} as const;
