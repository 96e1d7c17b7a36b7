import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditActor } from '@throughline/db/audit-store.ts';
import { namesVersion, type ScimResource } from '@throughline/app/scim-resource.ts';
import { projectDocument } from '@throughline/domain/people/scim/project-document.ts';
import type { ScimDocument, ScimShape } from '@throughline/domain/people/scim/scim-schema.ts';
import type { ScimQuery, SelectedDocuments } from '@throughline/domain/people/scim/select-documents.ts';
import type { App } from '../../app.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import type { Turns } from '../../http/take-turns.ts';
import { readProjection, readScimQuery } from './read-query.ts';
import { scimRoute } from './scim-route.ts';

type Caller = { readonly organizationId: string; readonly actor: AuditActor };
type Found = Caller & { readonly id: string; readonly ifMatch: string | null };

/** What people and groups are asked alike. */
export type ScimResources = {
  readonly shape: ScimShape;
  readonly find: (given: { organizationId: string; query: ScimQuery }) => Promise<SelectedDocuments>;
  readonly read: (given: { organizationId: string; id: string }) => Promise<ScimResource>;
  readonly create: (given: Caller & { body: unknown }) => Promise<ScimResource>;
  readonly replace: (given: Found & { body: unknown }) => Promise<ScimResource>;
  readonly patch: (given: Found & { body: unknown }) => Promise<ScimResource>;
  readonly remove: (given: Found) => Promise<void>;
};

/** The routes of one kind of resource. Changes of one organisation take turns. */
export function resourceRoutes(scope: App, { resources, turns }: { resources: ScimResources; turns: Turns }): void {
  const { shape } = resources;
  const all = `/${shape.name}s`;
  const one = `${all}/:id`;

  scope.get(all, scimRoute, async (request, reply) =>
    sendList(reply, await listOf({ resources: [resources], request, given: request.query })),
  );
  scope.post(`${all}/.search`, scimRoute, async (request, reply) =>
    sendList(reply, await listOf({ resources: [resources], request, given: request.body })),
  );
  scope.get(one, scimRoute, async (request, reply) => {
    const resource = await resources.read({ organizationId: apiClientOf(request).organizationId, id: idOf(request) });
    const known = request.headers['if-none-match'];
    if (known !== undefined && namesVersion({ header: known, version: resource.meta.version }))
      return reply.code(304).header('etag', resource.meta.version).send();
    return sendResource({ request, reply, shape, resource });
  });
  scope.post(all, scimRoute, async (request, reply) => {
    const caller = actorOf(request);
    const resource = await turns(caller.organizationId, () => resources.create({ ...caller, body: request.body }));
    reply.code(201).header('location', resource.meta.location);
    return sendResource({ request, reply, shape, resource });
  });
  for (const [method, change] of [
    ['PUT', resources.replace],
    ['PATCH', resources.patch],
  ] as const) {
    scope.route({
      method,
      url: one,
      ...scimRoute,
      handler: async (request, reply) => {
        const given = { ...foundOf(request), body: request.body };
        const resource = await turns(given.organizationId, () => change(given));
        return sendResource({ request, reply, shape, resource });
      },
    });
  }
  scope.delete(one, scimRoute, async (request, reply) => {
    const given = foundOf(request);
    await turns(given.organizationId, () => resources.remove(given));
    return reply.code(204).send();
  });
}

/** One page over several kinds of resources, one kind after the other (RFC 7644 §3.4.2.1). */
export async function listOf({
  resources,
  request,
  given,
}: {
  resources: readonly ScimResources[];
  request: FastifyRequest;
  given: unknown;
}): Promise<ScimDocument> {
  const query = readScimQuery(given);
  const { organizationId } = apiClientOf(request);
  const page: ScimDocument[] = [];
  let total = 0;
  for (const { shape, find } of resources) {
    const startIndex = Math.max(query.startIndex - total, 1);
    const found = await find({ organizationId, query: { ...query, startIndex, count: query.count - page.length } });
    page.push(...found.page.map((document) => projectDocument({ shape, document, ...query })));
    total += found.total;
  }
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: total,
    startIndex: query.startIndex,
    itemsPerPage: page.length,
    Resources: page,
  };
}

export function sendList(reply: FastifyReply, list: ScimDocument): FastifyReply {
  return reply.send(list);
}

function sendResource({
  request,
  reply,
  shape,
  resource,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  shape: ScimShape;
  resource: ScimResource;
}): FastifyReply {
  reply.header('etag', resource.meta.version);
  return reply.send(projectDocument({ shape, document: resource, ...readProjection(request.query) }));
}

function foundOf(request: FastifyRequest): Found {
  return { ...actorOf(request), id: idOf(request), ifMatch: request.headers['if-match'] ?? null };
}

function idOf(request: FastifyRequest): string {
  return (request.params as { id: string }).id;
}
