import { z } from 'zod';
import { v1ApiKeyOf } from '@throughline/app/api-key-json.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { listApiKeys } from '@throughline/app/list-api-keys.ts';
import { revokeApiKey } from '@throughline/app/revoke-api-key.ts';
import {
  v1ApiKeyPage,
  v1CreatedApiKey,
  v1ListApiKeysQuery,
  v1NewApiKey,
  type V1CreatedApiKey,
} from '@throughline/contracts/v1/api-keys.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendPage } from '../../http/send-page.ts';
import { notFoundResponse, problemResponses } from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const config = { access: { kind: 'api_key', scope: 'api_keys:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Administration'];

export function v1ApiKeyRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/api_keys',
    {
      config,
      schema: {
        operationId: 'listApiKeys',
        summary: 'API keys, revoked ones included',
        description: 'What each opens, when it was last used and how it ends. No key is ever shown again.',
        tags,
        querystring: v1ListApiKeysQuery,
        response: { 200: v1ApiKeyPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { cursor = null, page_size } = request.query;
      const { organizationId } = apiClientOf(request);
      const listed = await listApiKeys(context, { organizationId, cursor, pageSize: page_size });
      return sendPage({ request, reply, listed, toResult: v1ApiKeyOf });
    },
  );

  app.post(
    '/v1/api_keys',
    {
      config,
      schema: {
        operationId: 'createApiKey',
        summary: 'Make a key',
        description:
          'To replace one: make the next, put it in place, revoke the old one. It opens nothing the key asking does not open. There is no `Idempotency-Key` here: an answer that is kept would keep the key.',
        tags,
        body: v1NewApiKey,
        response: { 201: v1CreatedApiKey, ...problemResponses },
      },
    },
    async (request, reply): Promise<V1CreatedApiKey> => {
      const client = apiClientOf(request);
      const { name, scopes, expires_at } = request.body;
      const beyond = scopes.find((scope) => !client.scopes.has(scope));
      if (beyond !== undefined) {
        throw new ProblemError({ name: 'not_allowed', detail: `This key does not have the scope ${beyond} to give.` });
      }
      const expiresAt = endOf({ expires_at, wall: context.clock.wall() });
      const created = await createApiKey(context, {
        organizationId: client.organizationId,
        name,
        scopes,
        expiresAt,
        actor: { kind: 'api_key', id: client.keyId },
      });
      reply.code(201).header('cache-control', 'no-store');
      return { ...v1ApiKeyOf(created.stored), key: created.key };
    },
  );

  app.delete(
    '/v1/api_keys/:id',
    {
      config,
      schema: {
        operationId: 'revokeApiKey',
        summary: 'Make a key good for nothing',
        description: 'From its next request on it is nobody’s. It stays in the list.',
        tags,
        params: z.object({ id: z.uuid() }),
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId, actor } = actorOf(request);
      const done = await revokeApiKey(context, { organizationId, keyId: request.params.id, actor });
      if (done === 'unknown_key') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );
}

/** When a new key is to end; a moment that has passed is refused. */
export function endOf({
  expires_at = null,
  wall,
}: {
  expires_at?: string | null | undefined;
  wall: Temporal.Instant;
}): Temporal.Instant | null {
  if (expires_at === null) return null;
  const expiresAt = Temporal.Instant.from(expires_at);
  if (Temporal.Instant.compare(expiresAt, wall) > 0) return expiresAt;
  const errors = [{ in: 'body' as const, pointer: '/expires_at', detail: 'has passed' }];
  throw new ProblemError({ name: 'invalid_request', errors });
}
