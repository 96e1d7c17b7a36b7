import { z } from 'zod';
import type { AppContext } from '@throughline/app/context.ts';
import { listPolicies } from '@throughline/app/list-policies.ts';
import { statedPolicyOf, v1IssueOf, v1PolicyOf } from '@throughline/app/policy-json.ts';
import { publishStatedPolicy } from '@throughline/app/publish-stated-policy.ts';
import { readPolicy } from '@throughline/app/read-policy.ts';
import { v1ChangeHeaders } from '@throughline/contracts/v1/paging.ts';
import {
  v1ListPoliciesQuery,
  v1NewPolicy,
  v1Policy,
  v1PolicyPage,
  type V1Policy,
} from '@throughline/contracts/v1/policies.ts';
import type { PolicyIssue } from '@throughline/domain/policy/next-version.ts';
import type { App } from '../../app.ts';
import { matchesCurrent, sendTagged } from '../../http/entity-tag.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import {
  changeResponses,
  notFoundResponse,
  problemResponses,
  unchangedResponse,
} from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'policies:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'policies:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Policies'];
const params = z.object({ id: z.uuid() });

export function v1PolicyRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/policies',
    {
      config: reads,
      schema: {
        operationId: 'listPolicies',
        summary: 'What the organisation asks of whom',
        description: 'The newest version of each policy; with `key` every version of that one.',
        tags,
        querystring: v1ListPoliciesQuery,
        response: { 200: v1PolicyPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { key = null, cursor = null, page_size } = request.query;
      const { organizationId } = apiClientOf(request);
      const listed = await listPolicies(context, { organizationId, key, cursor, pageSize: page_size });
      return sendPage({ request, reply, listed, toResult: v1PolicyOf });
    },
  );

  app.get(
    '/v1/policies/:id',
    {
      config: reads,
      schema: {
        operationId: 'getPolicy',
        summary: 'One version of a policy',
        description: 'With an `ETag` to publish the next version by.',
        tags,
        params,
        response: { 200: v1Policy, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const body = await policyOf(context, { organizationId, id: request.params.id });
      return sendTagged({ request, reply, body });
    },
  );

  app.post(
    '/v1/policies',
    {
      config: writes,
      schema: {
        operationId: 'publishPolicy',
        summary: 'Publish the next version of a policy, or a new one',
        description:
          'Versions are never changed. What is left out stays as in the version before. Conversations that are open keep their due dates; who is asked to help when they slip goes by the newest version. With the `ETag` of the newest version in `If-Match` nobody publishes over what they have not seen.',
        tags,
        headers: v1ChangeHeaders,
        body: v1NewPolicy,
        response: { 201: v1Policy, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1Policy> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { note, ...stated } = request.body;
          const published = await publishStatedPolicy(joined, {
            organizationId,
            stated: statedPolicyOf(stated),
            note,
            actor,
            // Of a policy that is not there nobody can have seen a version.
            isCurrent: async (locked, id) =>
              id === null
                ? request.headers['if-match'] === undefined
                : matchesCurrent({ request, current: await policyOf(locked, { organizationId, id }) }),
          });
          if (published.kind === 'refused') throw refusalOfPolicy(published.issues);
          if (published.kind !== 'published') throw new ProblemError({ name: published.kind });
          const { id } = published;
          const body = await policyOf(joined, { organizationId, id });
          return { status: 201, body, tagged: true, location: `/v1/policies/${id}` };
        },
      }),
  );
}

export function refusalOfPolicy(issues: readonly PolicyIssue[]): ProblemError {
  const errors = issues.map((issue) => ({ in: 'body' as const, ...v1IssueOf(issue) }));
  return new ProblemError({ name: 'invalid_request', errors });
}

async function policyOf(
  context: Pick<AppContext, 'db'>,
  wanted: { organizationId: string; id: string },
): Promise<V1Policy> {
  const found = await readPolicy(context, wanted);
  if (found === null) throw new ProblemError({ name: 'not_found' });
  return v1PolicyOf(found);
}
