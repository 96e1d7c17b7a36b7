import type { AppContext } from '@throughline/app/context.ts';
import { scimUrl } from '@throughline/app/scim-resource.ts';
import { describingSchemas } from '@throughline/domain/people/scim/describing-schemas.ts';
import { groupShape } from '@throughline/domain/people/scim/group-shape.ts';
import { ScimRefusal } from '@throughline/domain/people/scim/scim-refusal.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import type { App } from '../../app.ts';
import { mostResults } from './read-query.ts';
import { scimRoute } from './scim-route.ts';

const urn = 'urn:ietf:params:scim:schemas:core:2.0';

/** What is offered here, told by the same tables that read requests (RFC 7644 §4). */
export function discoveryRoutes(scope: App, context: Pick<AppContext, 'publicUrl'>): void {
  const config = serviceProviderConfig(context);
  scope.get('/ServiceProviderConfig', scimRoute, async (_request, reply) => reply.send(config));
  for (const [path, all] of [
    ['/ResourceTypes', resourceTypes(context)],
    ['/Schemas', schemas(context)],
  ] as const) {
    scope.get(path, scimRoute, async (request, reply) => {
      if ((request.query as { filter?: unknown }).filter !== undefined)
        throw new ScimRefusal({ status: 403, detail: `${path} is not filtered (RFC 7644 §4).` });
      return reply.send(listed(all));
    });
    scope.get(`${path}/:id`, scimRoute, async (request, reply) => {
      const { id } = request.params as { id: string };
      const found = all.find((one) => String(one['id']).toLowerCase() === id.toLowerCase());
      if (!found) throw new ScimRefusal({ status: 404, detail: `Resource ${id} not found.` });
      return reply.send(found);
    });
  }
}

function listed(all: readonly ScimDocument[]): ScimDocument {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: all.length,
    startIndex: 1,
    itemsPerPage: all.length,
    Resources: all,
  };
}

function serviceProviderConfig(context: Pick<AppContext, 'publicUrl'>): ScimDocument {
  return {
    schemas: [`${urn}:ServiceProviderConfig`],
    documentationUri: `${context.publicUrl}/docs`,
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: mostResults },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API key',
        description: 'An API key with the scope scim, as a bearer token.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: scimUrl(context, '/ServiceProviderConfig') },
  };
}

function resourceTypes(context: Pick<AppContext, 'publicUrl'>): readonly ScimDocument[] {
  return [userShape, groupShape].map(({ name, core, extensions }) => ({
    schemas: [`${urn}:ResourceType`],
    id: name,
    name,
    endpoint: `/${name}s`,
    description: core.description,
    schema: core.id,
    schemaExtensions: extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: 'ResourceType', location: scimUrl(context, `/ResourceTypes/${name}`) },
  }));
}

function schemas(context: Pick<AppContext, 'publicUrl'>): readonly ScimDocument[] {
  const resources = [userShape, groupShape].flatMap(({ core, extensions }) => [core, ...extensions]);
  return [...resources, ...describingSchemas].map((schema) => ({
    schemas: [`${urn}:Schema`],
    ...schema,
    meta: { resourceType: 'Schema', location: scimUrl(context, `/Schemas/${schema.id}`) },
  }));
}
