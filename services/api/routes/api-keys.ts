import { apiKeysPage } from '@throughline/app/api-keys-page.ts';
import { createApiKey } from '@throughline/app/create-api-key.ts';
import { revokeApiKey } from '@throughline/app/revoke-api-key.ts';
import { apiKeysResponse, createApiKeyRequest, createdApiKeyResponse } from '@throughline/contracts/pages/api-keys.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';
import { endOf } from './v1/api-keys.ts';

/** Which systems may call the API, for administrators, who may give every scope: none reads content. */
export function apiKeyRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['administrator'] } } as const;
  const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

  app.get('/api/api-keys', { config, schema: answers(apiKeysResponse) }, async (request) =>
    apiKeysPage(context, viewerOf(request)),
  );

  app.post(
    '/api/api-keys',
    { config, schema: { ...answers(createdApiKeyResponse), body: createApiKeyRequest } },
    async (request, reply) => {
      const { organizationId, person } = viewerOf(request);
      const { name, scopes, expires_at } = request.body;
      const { id, key } = await createApiKey(context, {
        organizationId,
        name,
        scopes,
        expiresAt: endOf({ expires_at, wall: context.clock.wall() }),
        actor: { kind: 'person', id: person.id },
      });
      reply.header('cache-control', 'no-store');
      return { id, key, page: await apiKeysPage(context, { organizationId }) };
    },
  );

  app.delete(
    '/api/api-keys/:id',
    { config, schema: { ...answers(apiKeysResponse), params: z.object({ id: z.uuid() }) } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const actor = { kind: 'person', id: person.id } as const;
      const done = await revokeApiKey(context, { organizationId, keyId: request.params.id, actor });
      if (done === 'unknown_key') throw new ProblemError({ name: 'not_found' });
      return apiKeysPage(context, { organizationId });
    },
  );
}
