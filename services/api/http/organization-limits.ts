import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { parseApiKey } from '@throughline/security/api-key.ts';

export type OrganizationLimit = { readonly requests: number; readonly seconds: number };

/**
 * What one organisation may ask of v1 and SCIM, all its keys together: far more than the 25 a second that Entra sends
 * (and a suite of tests), so that only a program gone wild meets it. Neighbours are kept safe by taking turns besides.
 */
export const organizationLimit: OrganizationLimit = { requests: 36_000, seconds: 60 };

/** Where an organisation stands in its present window. */
export type Standing = { readonly isAllowed: boolean; readonly remaining: number; readonly resetsIn: number };

export type OrganizationLimits = {
  readonly limit: OrganizationLimit;
  /** Counts one request. */
  readonly take: (given: { organizationId: string; key: string }) => Promise<Standing>;
  /** Whose key it was when it was last found good, if that is a moment ago, and whether they have used up their window. */
  readonly lately: (key: string) => { readonly organizationId: string; readonly spent: Standing | null } | null;
  readonly close: () => void;
};

/** A key is asked after again by then, whatever is remembered of it; nobody is let in by this memory. */
const rememberedFor = 5_000;
const mostRemembered = 10_000;

/**
 * Counts requests by organisation, in Redis for all processes together where there is one, else in this process, as also
 * while Redis is away. Once a window is used up it is refused from memory: a flood costs neither Redis nor the database
 * anything. Only keys found good count, so that nobody can use up what is somebody else's.
 */
export function organizationLimits({
  redisUrl,
  limit,
  onTrouble,
}: {
  redisUrl: string | null;
  limit: OrganizationLimit;
  onTrouble: (error: Error) => void;
}): OrganizationLimits {
  const window = { points: limit.requests, duration: limit.seconds, keyPrefix: 'throughline_limit' };
  const inProcess = new RateLimiterMemory(window);
  const redis = redisUrl === null ? null : new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
  redis?.on('error', onTrouble);
  const limiter =
    redis === null ? inProcess : new RateLimiterRedis({ ...window, storeClient: redis, insuranceLimiter: inProcess });
  const good = new Map<string, { readonly organizationId: string; readonly until: number }>();
  const spent = new Map<string, number>();

  const standingOf = ({ remainingPoints, msBeforeNext }: RateLimiterRes, isAllowed: boolean): Standing => ({
    isAllowed,
    remaining: Math.max(remainingPoints, 0),
    resetsIn: Math.max(Math.ceil(msBeforeNext / 1_000), 1),
  });
  return {
    limit,
    async take({ organizationId, key }) {
      const now = performance.now();
      if (good.size >= mostRemembered) good.clear();
      good.set(nameOf(key), { organizationId, until: now + rememberedFor });
      try {
        return standingOf(await limiter.consume(organizationId), true);
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        if (spent.size >= mostRemembered) spent.clear();
        spent.set(organizationId, now + refused.msBeforeNext);
        return standingOf(refused, false);
      }
    },
    lately(key) {
      const now = performance.now();
      const known = good.get(nameOf(key));
      if (known === undefined || known.until <= now) return null;
      const { organizationId } = known;
      const left = (spent.get(organizationId) ?? 0) - now;
      const resetsIn = Math.max(Math.ceil(left / 1_000), 1);
      return { organizationId, spent: left > 0 ? { isAllowed: false, remaining: 0, resetsIn } : null };
    },
    close: () => redis?.disconnect(),
  };
}

/** A key is not kept: what is remembered opens nothing. */
function nameOf(key: string): string {
  return parseApiKey(key)?.hash.toString('base64') ?? '';
}
