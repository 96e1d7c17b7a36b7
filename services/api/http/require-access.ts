import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '@throughline/app/context.ts';
import type { ApiClient } from '@throughline/app/authenticate-api-key.ts';
import { findViewer } from '@throughline/app/find-viewer.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import type { Access } from './access.ts';
import { admitApiClient, type ApiClientGuard } from './admit-api-client.ts';
import { isOwnNetwork } from './own-network.ts';
import { ProblemError } from './problem-error.ts';
import type { Cookies } from './session-cookie.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The signed-in person, where the route's access asks for one. Routes use `viewerOf`. */
    viewer: Viewer | null;
    /** The HR system whose key came with the request. */
    apiClient: ApiClient | null;
  }
}

type Guard = {
  readonly context: Pick<AppContext, 'db' | 'clock'>;
  readonly cookies: Cookies;
  readonly demo: boolean;
  readonly apiClients: ApiClientGuard;
};

/**
 * Lets nobody past who may not call the route: after the limits on requests, so that a flood costs no query, and
 * before the body is read.
 */
export function requireAccess(app: FastifyInstance, guard: Guard): void {
  app.decorateRequest('viewer', null);
  app.decorateRequest('apiClient', null);
  app.addHook('preParsing', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (access !== undefined) await admit({ access, request, reply, guard });
  });
}

/** Who is signed in in this browser, if anybody. */
export async function readViewer(
  request: FastifyRequest,
  { context, cookies }: Pick<Guard, 'context' | 'cookies'>,
): Promise<Viewer | null> {
  const sessionToken = cookies.session.read(request);
  return sessionToken === null ? null : findViewer(context, { sessionToken });
}

/** The signed-in person; a route whose access guarantees one need not check. */
export function viewerOf(request: FastifyRequest): Viewer {
  if (request.viewer === null) throw new ProblemError({ name: 'sign_in_required' });
  return request.viewer;
}

export function apiClientOf(request: FastifyRequest): ApiClient {
  if (request.apiClient === null) throw new ProblemError({ name: 'invalid_api_key' });
  return request.apiClient;
}

/** In whose organisation, and as whom, an HR system changes something. */
export function actorOf(request: FastifyRequest): {
  organizationId: string;
  actor: { readonly kind: 'api_key'; readonly id: string };
} {
  const { organizationId, keyId } = apiClientOf(request);
  return { organizationId, actor: { kind: 'api_key', id: keyId } };
}

async function admit({
  access,
  request,
  reply,
  guard,
}: {
  access: Access;
  request: FastifyRequest;
  reply: FastifyReply;
  guard: Guard;
}): Promise<void> {
  switch (access.kind) {
    case 'public':
    case 'mailed_link':
      return;
    case 'own_network':
      if (!isOwnNetwork(request.ip)) throw new ProblemError({ name: 'not_found' });
      return;
    case 'demo':
      // Outside a demo the route does not exist.
      if (!guard.demo) throw new ProblemError({ name: 'not_found' });
      return;
    case 'mailed_link_or_signed_in':
      request.viewer = await readViewer(request, guard);
      return;
    case 'signed_in':
      request.viewer = await readViewer(request, guard);
      viewerOf(request);
      return;
    case 'roles': {
      request.viewer = await readViewer(request, guard);
      const { roles } = viewerOf(request);
      if (!access.anyOf.some((role) => roles.has(role))) throw new ProblemError({ name: 'not_allowed' });
      return;
    }
    case 'api_key':
      request.apiClient = await admitApiClient({ request, reply, guard: guard.apiClients });
      for (const scope of [access.scope, access.and]) {
        if (scope === undefined || request.apiClient.scopes.has(scope)) continue;
        throw new ProblemError({ name: 'not_allowed', detail: `The key needs the scope ${scope}.` });
      }
      return;
  }
}
