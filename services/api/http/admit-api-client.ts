import type { FastifyReply, FastifyRequest } from 'fastify';
import { authenticateApiKey, type ApiClient } from '@throughline/app/authenticate-api-key.ts';
import type { AppContext } from '@throughline/app/context.ts';
import type { OrganizationLimits, Standing } from './organization-limits.ts';
import { ProblemError } from './problem-error.ts';
import type { Places } from './take-places.ts';

export type ApiClientGuard = {
  readonly context: Pick<AppContext, 'db' | 'clock'>;
  readonly limits: OrganizationLimits;
  readonly places: Places;
};

/**
 * Whose key came with the request, once it is their turn and as long as they may ask. A key that was good a moment ago
 * waits before it is looked up again, so that a flood under it keeps no connection from others; every key is looked up.
 */
export async function admitApiClient({
  request,
  reply,
  guard: { context, limits, places },
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  guard: ApiClientGuard;
}): Promise<ApiClient> {
  const key = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (key === undefined) throw new ProblemError({ name: 'invalid_api_key' });
  const lately = limits.lately(key);
  if (lately?.spent) throw refused({ reply, standing: lately.spent, limits });
  const enter = async (organizationId: string) => {
    const leave = await places(organizationId);
    if (leave === null) throw tooMuchAtOnce(reply);
    if (reply.raw.destroyed) return leave();
    reply.raw.once('finish', leave).once('close', leave);
  };
  if (lately !== null) await enter(lately.organizationId);
  const apiClient = await authenticateApiKey(context, { key });
  if (apiClient === null) throw new ProblemError({ name: 'invalid_api_key' });
  const { organizationId } = apiClient;
  const standing = await limits.take({ organizationId, key });
  if (!standing.isAllowed) throw refused({ reply, standing, limits });
  tell({ reply, standing, limits });
  if (lately === null) await enter(organizationId);
  return apiClient;
}

type Told = {
  readonly reply: FastifyReply;
  readonly standing: Standing;
  readonly limits: Pick<OrganizationLimits, 'limit'>;
};

/** draft-ietf-httpapi-ratelimit-headers up to revision 06: three headers, of what the organisation has left. */
function tell({ reply, standing, limits }: Told): void {
  reply.headers({
    'ratelimit-limit': limits.limit.requests,
    'ratelimit-remaining': standing.remaining,
    'ratelimit-reset': standing.resetsIn,
  });
}

/** Its window is not used up: only for now there are others, and enough of its own wait. */
function tooMuchAtOnce(reply: FastifyReply): ProblemError {
  reply.header('retry-after', 1);
  const detail = 'While others ask as well, an organisation’s keys may not ask so much at once.';
  return new ProblemError({ name: 'too_many_requests', detail });
}

function refused({ reply, standing, limits }: Told): ProblemError {
  tell({ reply, standing, limits });
  reply.header('retry-after', standing.resetsIn);
  const { requests, seconds } = limits.limit;
  const detail = `An organisation’s keys may ask ${requests} times in ${seconds} seconds, all together.`;
  return new ProblemError({ name: 'too_many_requests', detail });
}
