import { z } from 'zod';
import { liftShownExemption, renewShownExemption } from '@throughline/app/change-shown-exemption.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { exemptionSentence, type RefusedExemption } from '@throughline/app/exemption-sentence.ts';
import { pageOfExemptions, type ShownExemption } from '@throughline/app/page-of-exemptions.ts';
import { readExemption } from '@throughline/app/read-exemption.ts';
import { stateExemption } from '@throughline/app/state-exemption.ts';
import {
  v1Exemption,
  v1ExemptionChange,
  v1ExemptionPage,
  v1ListExemptionsQuery,
  v1NewExemption,
  type V1Exemption,
} from '@throughline/contracts/v1/exemptions.ts';
import { v1ChangeHeaders, v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
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
  writeResponses,
} from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';

const reads = { access: { kind: 'api_key', scope: 'exemptions:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'exemptions:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Employees'];
const params = z.object({ id: z.uuid() });

export function v1ExemptionRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/exemptions',
    {
      config: reads,
      schema: {
        operationId: 'listExemptions',
        summary: 'Who is not asked for a while, and why',
        description: 'As HR decided: those to come, those that hold and those that are over.',
        tags,
        querystring: v1ListExemptionsQuery,
        response: { 200: v1ExemptionPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const {
        employee,
        category,
        state,
        ends_after,
        modified_after,
        include_deleted,
        cursor = null,
        page_size,
      } = request.query;
      const listed = await pageOfExemptions(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          ...(employee === undefined ? {} : { personId: employee }),
          ...(category === undefined ? {} : { category }),
          ...(state === undefined ? {} : { state }),
          ...(ends_after === undefined ? {} : { endsAfter: Temporal.PlainDate.from(ends_after) }),
          ...(modified_after === undefined ? {} : { modifiedAfter: Temporal.Instant.from(modified_after) }),
          ...(include_deleted ? { withRemoved: true } : {}),
        },
        cursor,
        pageSize: page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1ExemptionOf });
    },
  );

  app.get(
    '/v1/exemptions/:id',
    {
      config: reads,
      schema: {
        operationId: 'getExemption',
        summary: 'One exemption',
        description: 'With an `ETag` to renew it by.',
        tags,
        params,
        response: { 200: v1Exemption, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const body = await exemptionOf(context, { organizationId, id: request.params.id });
      return sendTagged({ request, reply, body });
    },
  );

  app.post(
    '/v1/exemptions',
    {
      config: writes,
      schema: {
        operationId: 'stateExemption',
        summary: 'Somebody is not asked for a while',
        description:
          'Within a minute their open conversation ends as `exempt`; the next opens when the exemption is over. One person has one at a time.',
        tags,
        headers: v1WriteHeaders,
        body: v1NewExemption,
        response: { 201: v1Exemption, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1Exemption> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { employee, author, category, start_date, end_date } = request.body;
          const stated = await stateExemption(joined, {
            organizationId,
            person: { id: employee },
            author: { id: author },
            category,
            startsOn: start_date === undefined ? null : Temporal.PlainDate.from(start_date),
            endsOn: Temporal.PlainDate.from(end_date),
            actor,
          });
          if (stated.kind === 'refused') throw refusalOf(stated);
          const body = await exemptionOf(joined, { organizationId, id: stated.id });
          return { status: 201, body, tagged: true, location: `/v1/exemptions/${stated.id}` };
        },
      }),
  );

  app.patch(
    '/v1/exemptions/:id',
    {
      config: writes,
      schema: {
        operationId: 'renewExemption',
        summary: 'Renew an exemption, or end it sooner',
        description: 'By another last day. One that is over stays as it is: state another.',
        tags,
        params,
        headers: v1ChangeHeaders,
        body: v1ExemptionChange,
        response: { 200: v1Exemption, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1Exemption> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { id } = request.params;
          const renewed = await renewShownExemption(joined, {
            organizationId,
            id,
            endsOn: Temporal.PlainDate.from(request.body.end_date),
            actor,
            isCurrent: async (locked) =>
              matchesCurrent({ request, current: await exemptionOf(locked, { organizationId, id }) }),
          });
          if (renewed === 'changed_meanwhile') throw new ProblemError({ name: 'changed_meanwhile' });
          if (renewed.kind === 'refused') throw refusalOf(renewed);
          return { status: 200, body: await exemptionOf(joined, { organizationId, id }), tagged: true };
        },
      }),
  );

  app.delete(
    '/v1/exemptions/:id',
    {
      config: writes,
      schema: {
        operationId: 'liftExemption',
        summary: 'Somebody is asked again from today on',
        description: 'One that has not begun goes as if it had never been stated. One that is over stays on record.',
        tags,
        params,
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse, 409: writeResponses[409] },
      },
    },
    async (request, reply) => {
      const { organizationId, actor } = actorOf(request);
      const done = await liftShownExemption(context, { organizationId, id: request.params.id, actor });
      if (done === 'unknown') throw new ProblemError({ name: 'not_found' });
      if (done === 'over_already') throw new ProblemError({ name: 'conflict', detail: 'It is over already.' });
      return reply.code(204).send(null);
    },
  );
}

async function exemptionOf(
  context: Pick<AppContext, 'db' | 'clock'>,
  wanted: { organizationId: string; id: string },
): Promise<V1Exemption> {
  const found = await readExemption(context, wanted);
  if (found === null) throw new ProblemError({ name: 'not_found' });
  return v1ExemptionOf(found);
}

function v1ExemptionOf(one: ShownExemption): V1Exemption {
  return {
    id: one.id,
    employee: one.personId,
    category: one.category,
    start_date: one.startsOn.toString(),
    end_date: one.endsOn?.toString() ?? null,
    author: one.authorId,
    state: one.state,
    created_at: one.createdAt.toString(),
    modified_at: one.modifiedAt.toString(),
    remote_was_deleted: one.isRemoved,
  };
}

function refusalOf(refused: RefusedExemption): ProblemError {
  const { reason } = refused;
  if (reason === 'unknown' || reason === 'unknown_person' || reason === 'unknown_author')
    return new ProblemError({ name: 'not_found' });
  const detail = exemptionSentence(refused);
  if (reason === 'overlaps') return new ProblemError({ name: 'conflict', detail });
  return new ProblemError({ name: 'invalid_request', errors: [{ in: 'body', pointer: '/end_date', detail }] });
}
