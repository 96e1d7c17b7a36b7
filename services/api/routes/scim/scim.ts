import {
  createDirectoryGroup,
  patchDirectoryGroup,
  removeDirectoryGroup,
  replaceDirectoryGroup,
} from '@throughline/app/change-directory-group.ts';
import { patchDirectoryUser, replaceDirectoryUser } from '@throughline/app/change-directory-user.ts';
import { createDirectoryUser } from '@throughline/app/create-directory-user.ts';
import { findDirectoryGroups } from '@throughline/app/find-directory-groups.ts';
import { findDirectoryUsers } from '@throughline/app/find-directory-users.ts';
import { readDirectoryGroup } from '@throughline/app/read-directory-group.ts';
import { readDirectoryUser } from '@throughline/app/read-directory-user.ts';
import { removeDirectoryUser } from '@throughline/app/remove-directory-user.ts';
import { groupShape } from '@throughline/domain/people/scim/group-shape.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import type { App } from '../../app.ts';
import type { DeclaredRoute } from '../../http/access.ts';
import { allowedMethods } from '../../http/allowed-methods.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { takeTurns } from '../../http/take-turns.ts';
import type { RouteContext } from '../../route-context.ts';
import { discoveryRoutes } from './discovery.ts';
import { listOf, resourceRoutes, sendList, type ScimResources } from './resources.ts';
import { scimJson, sendScimError } from './scim-errors.ts';
import { scimRoute } from './scim-route.ts';

/** SCIM 2.0 (RFC 7643, RFC 7644) for directories: people and groups, as Okta and Entra ID send them. */
export function scimRoutes(app: App, { context }: RouteContext): void {
  const users: ScimResources = {
    shape: userShape,
    find: (given) => findDirectoryUsers(context, given),
    read: (given) => readDirectoryUser(context, given),
    create: (given) => createDirectoryUser(context, given),
    replace: (given) => replaceDirectoryUser(context, given),
    patch: (given) => patchDirectoryUser(context, given),
    remove: (given) => removeDirectoryUser(context, given),
  };
  const groups: ScimResources = {
    shape: groupShape,
    find: (given) => findDirectoryGroups(context, given),
    read: (given) => readDirectoryGroup(context, given),
    create: (given) => createDirectoryGroup(context, given),
    replace: (given) => replaceDirectoryGroup(context, given),
    patch: (given) => patchDirectoryGroup(context, given),
    remove: (given) => removeDirectoryGroup(context, given),
  };

  void app.register(
    (scope, _options, done) => {
      const ownWay = speaksScim(scope as App);
      const turns = takeTurns();
      for (const resources of [users, groups]) resourceRoutes(ownWay, { resources, turns });
      discoveryRoutes(ownWay, context);
      ownWay.post('/.search', scimRoute, async (request, reply) =>
        sendList(reply, await listOf({ resources: [users, groups], request, given: request.body })),
      );
      done();
    },
    { prefix: '/scim/v2' },
  );
}

/** Reads and answers `application/scim+json`, errors included; `application/json` is read as well. */
function speaksScim(scope: App): App {
  const readJson = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser<string>([scimJson, 'application/json'], { parseAs: 'string' }, (request, body, parsed) => {
    // Directories send a content type with everything, a DELETE included.
    if (body.trim() === '') return parsed(null, undefined);
    return readJson(request, body, parsed);
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.type(scimJson);
  });
  const declared: DeclaredRoute[] = [];
  scope.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) declared.push({ method: one, url, access: scimRoute.config.access });
  });
  scope.setErrorHandler((error: Error, request, reply) => sendScimError({ error, request, reply }));
  scope.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods({ declared, path: request.url.split('?')[0] ?? '' });
    const isKnown = allowed.length > 0 && !allowed.includes(request.method);
    if (isKnown) reply.header('allow', allowed.join(', '));
    const error = new ProblemError({ name: isKnown ? 'method_not_allowed' : 'not_found' });
    return sendScimError({ error, request, reply });
  });
  return scope;
}
