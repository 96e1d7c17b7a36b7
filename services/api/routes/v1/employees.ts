import { z } from 'zod';
import type { AppContext } from '@throughline/app/context.ts';
import { areKnown } from '@throughline/app/are-known.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { listEmployees } from '@throughline/app/list-employees.ts';
import { putEmployee, type PutEmployee } from '@throughline/app/put-employee.ts';
import { readEmployee } from '@throughline/app/read-employee.ts';
import { removeEmployee } from '@throughline/app/remove-employee.ts';
import {
  v1BulkResult,
  v1Employee,
  v1EmployeeChange,
  v1EmployeePage,
  v1EmployeesInBulk,
  v1ListEmployeesQuery,
  v1NewEmployee,
  type V1BulkResult,
  type V1Employee,
  type V1EmployeePage,
} from '@throughline/contracts/v1/employees.ts';
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
import { employeeChangeOf, employeeRowOf, statusOf, v1EmployeeOf } from './employee-json.ts';

const reads = { access: { kind: 'api_key', scope: 'employees:read' }, rateLimit: rateLimits.v1 } as const;
const writes = { access: { kind: 'api_key', scope: 'employees:write' }, rateLimit: rateLimits.v1 } as const;
const tags = ['Employees'];
const params = z.object({ id: z.uuid() });

export function v1EmployeeRoutes(app: App, { context }: RouteContext): void {
  app.get(
    '/v1/employees',
    {
      config: reads,
      schema: {
        operationId: 'listEmployees',
        summary: 'People as the HR system stated them',
        description: 'In the order in which they arrived. Follow `next` until it is null.',
        tags,
        querystring: v1ListEmployeesQuery,
        response: { 200: v1EmployeePage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1EmployeePage> => {
      const { query } = request;
      const listed = await listEmployees(context, {
        organizationId: apiClientOf(request).organizationId,
        filter: {
          withRemoved: query.include_deleted,
          ...(query.remote_id === undefined ? {} : { externalId: query.remote_id }),
          ...(query.work_email === undefined ? {} : { workEmail: query.work_email }),
          ...(query.employment_status === undefined ? {} : { status: statusOf[query.employment_status] }),
          ...(query.group === undefined ? {} : { group: query.group }),
          ...(query.manager === undefined ? {} : { managerId: query.manager }),
          ...(query.modified_after === undefined ? {} : { modifiedAfter: Temporal.Instant.from(query.modified_after) }),
        },
        cursor: query.cursor ?? null,
        pageSize: query.page_size,
      });
      return sendPage({ request, reply, listed, toResult: v1EmployeeOf });
    },
  );

  app.get(
    '/v1/employees/:id',
    {
      config: reads,
      schema: {
        operationId: 'getEmployee',
        summary: 'One person',
        description: 'With an `ETag` to change them by.',
        tags,
        params,
        response: { 200: v1Employee, ...problemResponses, ...notFoundResponse, ...unchangedResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const body = await employeeOf(context, { organizationId, personId: request.params.id });
      return sendTagged({ request, reply, body });
    },
  );

  app.post(
    '/v1/employees',
    {
      config: writes,
      schema: {
        operationId: 'putEmployee',
        summary: 'State a person, new or known',
        description:
          'Known by `remote_id`, or by `work_email` where they have none yet. What is left out stays as it is; null says that there is none. A manager may be named before they arrive.',
        tags,
        headers: v1WriteHeaders,
        body: v1NewEmployee,
        response: { 200: v1Employee, 201: v1Employee, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1Employee> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const put = await putEmployee(joined, {
            organizationId,
            actor,
            personId: null,
            change: employeeRowOf(request.body),
          });
          const personId = personOf(put);
          const body = await employeeOf(joined, { organizationId, personId });
          if (put.kind !== 'created') return { status: 200, body, tagged: true };
          return { status: 201, body, tagged: true, location: `/v1/employees/${personId}` };
        },
      }),
  );

  app.patch(
    '/v1/employees/:id',
    {
      config: writes,
      schema: {
        operationId: 'changeEmployee',
        summary: 'Change a person',
        description: 'What is left out stays as it is; null says that there is none.',
        tags,
        params,
        headers: v1ChangeHeaders,
        body: v1EmployeeChange,
        response: { 200: v1Employee, ...problemResponses, ...changeResponses },
      },
    },
    async (request, reply): Promise<V1Employee> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const personId = request.params.id;
          const put = await putEmployee(joined, {
            organizationId,
            actor,
            personId,
            change: employeeChangeOf(request.body),
            isCurrent: async (locked) =>
              matchesCurrent({ request, current: await employeeOf(locked, { organizationId, personId }) }),
          });
          return {
            status: 200,
            body: await employeeOf(joined, { organizationId, personId: personOf(put) }),
            tagged: true,
          };
        },
      }),
  );

  app.delete(
    '/v1/employees/:id',
    {
      config: writes,
      schema: {
        operationId: 'removeEmployee',
        summary: 'Take a person out',
        description:
          'They count as departed at once, and lists show them with `remote_was_deleted`. What took place is kept; stating them again brings them back.',
        tags,
        params,
        response: { 204: z.null(), ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId, actor } = actorOf(request);
      const personId = request.params.id;
      const done = await removeEmployee(context, { organizationId, personId, actor });
      if (done === 'not_found') throw new ProblemError({ name: 'not_found' });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/v1/employees/bulk',
    {
      config: writes,
      schema: {
        operationId: 'putEmployees',
        summary: 'State up to 1,000 people at once',
        description: 'Each as by *State a person*; one that cannot be taken says why and holds up no other.',
        tags,
        headers: v1WriteHeaders,
        body: v1EmployeesInBulk,
        response: { 200: v1BulkResult, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1BulkResult> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const { employees } = request.body;
          const managers = employees.flatMap(({ manager }) => manager ?? []);
          if (!(await areKnown(joined, { organizationId, personIds: managers })))
            throw new ProblemError({ name: 'not_found' });
          const imported = await importPeople(joined, {
            organizationId,
            rows: employees.map(employeeRowOf),
            actor,
          });
          await joined.queue.wake({ name: 'run-sweep', sweep: 'open-due-conversations', organizationId });
          const results = employees.map(({ remote_id = null, work_email }, index) => {
            const row = imported.rows[index];
            const refused = row === undefined || row.kind === 'refused';
            return {
              remote_id,
              work_email,
              result: row?.kind ?? ('refused' as const),
              id: refused ? null : row.personId,
              reason: row?.kind === 'refused' ? row.reason : null,
            };
          });
          const cycles = imported.cycles.map((cycle) => [...cycle]);
          return { status: 200, body: { results, awaited_managers: [...imported.awaitedManagers], cycles } };
        },
      }),
  );
}

async function employeeOf(
  context: Pick<AppContext, 'db' | 'clock'>,
  wanted: { organizationId: string; personId: string },
): Promise<V1Employee> {
  const view = await readEmployee(context, wanted);
  if (view === null) throw new ProblemError({ name: 'not_found' });
  return v1EmployeeOf(view);
}

const refusals = {
  email_taken: ['work_email', 'is somebody else’s address'],
  external_id_taken: ['remote_id', 'is somebody else’s id'],
  repeated: ['remote_id', 'was stated twice'],
  own_manager: ['manager', 'is this person: nobody has a conversation with themselves'],
} as const;

function personOf(put: PutEmployee): string {
  if (put.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
  if (put.kind === 'changed_meanwhile') throw new ProblemError({ name: 'changed_meanwhile' });
  if (put.kind !== 'refused') return put.personId;
  const [field, detail] = refusals[put.reason];
  throw new ProblemError({ name: 'conflict', errors: [{ in: 'body', pointer: `/${field}`, detail }] });
}
