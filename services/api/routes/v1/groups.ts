import { z } from 'zod';
import { changeGroupMembers } from '@throughline/app/change-group-members.ts';
import { listGroups } from '@throughline/app/list-groups.ts';
import { changeGroup, stateGroup } from '@throughline/app/put-group.ts';
import { removeGroup } from '@throughline/app/remove-group.ts';
import {
  v1Group,
  v1GroupChange,
  v1GroupMembersChange,
  v1GroupPage,
  v1ListGroupsQuery,
  v1NewGroup,
  type V1Group,
} from '@throughline/contracts/v1/groups.ts';
import { v1ChangeHeaders, v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
import type { App } from '../../app.ts';
import { matchesCurrent, sendTagged } from '../../http/entity-tag.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import {
  changeResponses,
  notFoundResponse,
  problemResponses,
  unchangedResponse,
  writeResponses,
} from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';
import { changedGroupId, groupChangeOf, groupOf, v1GroupOf } from './group-json.ts';

const reads = { access: { kind: 'api_key', scope: 'employees:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'employees:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Employees'];
const params = z.object({ id: z.uuid() });

export function v1GroupRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/groups',
    {
      config: reads,
      schema: {
        operationId: 'listGroups',
        summary: 'Departments, teams and other groups',
        description:
          'Of all that an HR system, a file or a directory says people are in. `GET /v1/employees?group=` lists who is.',
        tags,
        querystring: v1ListGroupsQuery,
        response: { 200: v1GroupPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { name, remote_id, type, modified_after, include_deleted, cursor = null, page_size } = request.query;
      const listed = await listGroups(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          withDeleted: include_deleted,
          ...(name === undefined ? {} : { name }),
          ...(remote_id === undefined ? {} : { remoteId: remote_id }),
          ...(type === undefined ? {} : { type }),
          ...(modified_after === undefined ? {} : { modifiedAfter: Temporal.Instant.from(modified_after) }),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1GroupOf });
    },
  );

  app.get(
    '/v1/groups/:id',
    {
      config: reads,
      schema: {
        operationId: 'getGroup',
        summary: 'One group',
        description: 'With an `ETag` to change it by.',
        tags,
        params,
        response: { 200: v1Group, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const body = await groupOf(context, { organizationId, id: request.params.id });
      return sendTagged({ request, reply, body });
    },
  );

  app.post(
    '/v1/groups',
    {
      config: writes,
      schema: {
        operationId: 'stateGroup',
        summary: 'State a group, new or known',
        description:
          'Known by its name. It is there from then on whether or not anybody is in it. One that a directory provisions is changed there alone.',
        tags,
        headers: v1WriteHeaders,
        body: v1NewGroup,
        response: { 200: v1Group, 201: v1Group, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1Group> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const stated = { ...groupChangeOf(request.body), name: request.body.name };
          const done = await stateGroup(joined, { organizationId, actor, stated });
          const id = changedGroupId(done);
          const body = await groupOf(joined, { organizationId, id });
          if (done.kind !== 'created') return { status: 200, body, tagged: true };
          return { status: 201, body, tagged: true, location: `/v1/groups/${id}` };
        },
      }),
  );

  app.patch(
    '/v1/groups/:id',
    {
      config: writes,
      schema: {
        operationId: 'changeGroup',
        summary: 'Rename a group, or say what kind it is',
        description: 'Its employees, and the policies for it, follow a new name. What is left out stays as it is.',
        tags,
        params,
        headers: v1ChangeHeaders,
        body: v1GroupChange,
        response: { 200: v1Group, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1Group> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { id } = request.params;
          const done = await changeGroup(joined, {
            organizationId,
            actor,
            id,
            change: groupChangeOf(request.body),
            isCurrent: async (locked) =>
              matchesCurrent({ request, current: await groupOf(locked, { organizationId, id }) }),
          });
          const body = await groupOf(joined, { organizationId, id: changedGroupId(done) });
          return { status: 200, body, tagged: true };
        },
      }),
  );

  app.delete(
    '/v1/groups/:id',
    {
      config: writes,
      schema: {
        operationId: 'removeGroup',
        summary: 'Take a group out',
        description:
          'Nobody is in it any more, and lists show it with `remote_was_deleted`. Not while a policy is for it.',
        tags,
        params,
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse, 409: writeResponses[409] },
      },
    },
    async (request, reply) => {
      const { organizationId, actor } = actorOf(request);
      changedGroupId(await removeGroup(context, { organizationId, actor, id: request.params.id }));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/groups/:id/employees',
    {
      config: writes,
      schema: {
        operationId: 'changeGroupMembers',
        summary: 'Put employees into a group, or take them out of it',
        description: 'All of them, or nobody where one is not known here. Stated again it changes nothing.',
        tags,
        params,
        headers: v1ChangeHeaders,
        body: v1GroupMembersChange,
        response: { 200: v1Group, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1Group> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { id } = request.params;
          const done = await changeGroupMembers(joined, {
            organizationId,
            actor,
            id,
            ...request.body,
            isCurrent: async (locked) =>
              matchesCurrent({ request, current: await groupOf(locked, { organizationId, id }) }),
          });
          const body = await groupOf(joined, { organizationId, id: changedGroupId(done) });
          return { status: 200, body, tagged: true };
        },
      }),
  );
}
