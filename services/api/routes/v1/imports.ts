import { z } from 'zod';
import { approveImport, type Approved } from '@throughline/app/approve-import.ts';
import { areKnown } from '@throughline/app/are-known.ts';
import { checkStatedRows } from '@throughline/app/check-stated-rows.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { listImportRows, listImports, readImport } from '@throughline/app/list-imports.ts';
import { readSentFile } from '@throughline/app/read-sent-file.ts';
import { submitImport } from '@throughline/app/submit-import.ts';
import { withdrawImport } from '@throughline/app/withdraw-import.ts';
import {
  v1Import,
  v1ImportApproval,
  v1ImportPage,
  v1ImportRowPage,
  v1ListImportRowsQuery,
  v1ListImportsQuery,
  v1NewImport,
  v1NewImportQuery,
  type V1Import,
} from '@throughline/contracts/v1/imports.ts';
import { v1WriteHeaders } from '@throughline/contracts/v1/paging.ts';
import type { App } from '../../app.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { rateLimits } from '../../http/rate-limits.ts';
import { actorOf, apiClientOf } from '../../http/require-access.ts';
import { sendOnce } from '../../http/send-once.ts';
import { sendPage } from '../../http/send-page.ts';
import { mostFileBytes, SentFile, takesFiles } from '../../http/takes-files.ts';
import {
  notFoundResponse,
  problemResponses,
  tooLargeResponse,
  writeResponses,
} from '../../openapi/problem-responses.ts';
import type { RouteContext } from '../../route-context.ts';
import { fileRefused, statedRowOf, v1ImportOf, v1ImportRowOf } from './import-json.ts';

const withScope = (scope: 'imports:read' | 'imports:write' | 'imports:approve') =>
  ({ access: { kind: 'api_key', scope }, rateLimit: rateLimits.v1 }) as const;
const tags = ['Imports'];
const params = z.object({ id: z.uuid() });

export function v1ImportRoutes(app: App, { context }: RouteContext): void {
  void app.register((scope, _options, done) => {
    takesFiles(scope as App);
    submitting(scope as App, context);
    done();
  });

  app.get(
    '/v1/imports',
    {
      config: withScope('imports:read'),
      schema: {
        operationId: 'listImports',
        summary: 'Imports, past and under way',
        description: 'In the order in which they were sent. Follow `next` until it is null.',
        tags,
        querystring: v1ListImportsQuery,
        response: { 200: v1ImportPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const { cursor = null, page_size: pageSize } = request.query;
      const listed = await listImports(context, { organizationId, cursor, pageSize });
      return sendPage({ request, reply, listed, toResult: v1ImportOf });
    },
  );

  app.get(
    '/v1/imports/:id',
    {
      config: withScope('imports:read'),
      schema: {
        operationId: 'getImport',
        summary: 'One import',
        description: 'How far it is, what it changes, and who approved it.',
        tags,
        params,
        response: { 200: v1Import, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request) => importOf(context, { ...apiClientOf(request), importId: request.params.id }),
  );

  app.get(
    '/v1/imports/:id/rows',
    {
      config: withScope('imports:read'),
      schema: {
        operationId: 'listImportRows',
        summary: 'What became, or would become, of each row',
        description:
          'In the order of the file; whoever it does not have comes last. Kept for thirty days, of a dry run for seven.',
        tags,
        params,
        querystring: v1ListImportRowsQuery,
        response: { 200: v1ImportRowPage, ...problemResponses, ...notFoundResponse },
      },
    },
    async (request, reply) => {
      const { organizationId } = apiClientOf(request);
      const { cursor = null, page_size: pageSize, result, note } = request.query;
      const filter = { ...(result === undefined ? {} : { result }), ...(note === undefined ? {} : { note }) };
      const importId = request.params.id;
      const listed = await listImportRows(context, { organizationId, cursor, pageSize, importId, filter });
      return sendPage({ request, reply, listed, toResult: v1ImportRowOf });
    },
  );

  app.post(
    '/v1/imports/:id/approve',
    {
      config: withScope('imports:approve'),
      schema: {
        operationId: 'approveImport',
        summary: 'Say that so many really leave',
        description:
          'By the number that leaves, so that nobody approves what they have not looked at. Who did is on record.',
        tags,
        params,
        headers: v1WriteHeaders,
        body: v1ImportApproval,
        response: { 200: v1Import, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1Import> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const importId = request.params.id;
          const { leaving } = request.body;
          approvedOrRefused(await approveImport(joined, { organizationId, importId, leaving, actor }));
          return { status: 200, body: await importOf(joined, { organizationId, importId }) };
        },
      }),
  );

  app.post(
    '/v1/imports/:id/withdraw',
    {
      config: withScope('imports:write'),
      schema: {
        operationId: 'withdrawImport',
        summary: 'Do not take it in',
        description: 'While it waits. Its rows are dropped at once.',
        tags,
        params,
        headers: v1WriteHeaders,
        response: { 200: v1Import, ...problemResponses, ...writeResponses, ...notFoundResponse },
      },
    },
    async (request, reply): Promise<V1Import> =>
      sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const { organizationId, actor } = actorOf(request);
          const importId = request.params.id;
          withdrawnOrRefused(await withdrawImport(joined, { organizationId, importId, actor }));
          return { status: 200, body: await importOf(joined, { organizationId, importId }) };
        },
      }),
  );
}

function submitting(scope: App, context: AppContext): void {
  scope.post(
    '/v1/imports',
    {
      config: withScope('imports:write'),
      bodyLimit: mostFileBytes,
      schema: {
        operationId: 'createImport',
        summary: 'Send everybody, as a file or as rows',
        description:
          'A `text/csv` file as an HR system exports it, or rows as JSON. It is checked and taken in by a worker: follow `Location` for what becomes of it. Where more than a tenth would leave it waits for an approval. The file itself is not kept.',
        tags,
        querystring: v1NewImportQuery,
        headers: v1WriteHeaders,
        body: v1NewImport,
        response: {
          202: v1Import,
          ...problemResponses,
          ...writeResponses,
          ...notFoundResponse,
          ...tooLargeResponse,
        },
      },
    },
    async (request, reply): Promise<V1Import> => {
      const { organizationId, actor } = actorOf(request);
      const { dry_run: dryRun, missing, hold, date_order: dateOrder = null, columns: choice = {} } = request.query;
      const given = { dryRun, hold, everybody: missing === 'leave' };
      const body: unknown = request.body;
      const file =
        body instanceof SentFile
          ? await readSentFile(context, { organizationId, bytes: body.bytes, choice: { columns: choice, dateOrder } })
          : null;
      if (file?.kind === 'refused') throw fileRefused(file.troubles);
      const { employees } = file === null ? request.body : { employees: [] };
      return sendOnce({
        context,
        request,
        reply,
        work: async (joined) => {
          const managers = employees.flatMap(({ manager }) => manager ?? []);
          if (!(await areKnown(joined, { organizationId, personIds: managers })))
            throw new ProblemError({ name: 'not_found' });
          const read =
            file === null
              ? {
                  source: 'json' as const,
                  system: null,
                  columns: [],
                  rows: await checkStatedRows(joined, { organizationId, rows: employees.map(statedRowOf) }),
                }
              : { source: 'csv' as const, system: file.system, columns: file.columns, rows: file.rows };
          const importId = await submitImport(joined, { organizationId, actor, ...given, ...read });
          return {
            status: 202,
            location: `/v1/imports/${importId}`,
            body: await importOf(joined, { organizationId, importId }),
          };
        },
      });
    },
  );
}

async function importOf(
  context: Pick<AppContext, 'db'>,
  wanted: { organizationId: string; importId: string },
): Promise<V1Import> {
  const run = await readImport(context, wanted);
  if (run === null) throw new ProblemError({ name: 'not_found' });
  return v1ImportOf(run);
}

/** The page refuses likewise. */
export function approvedOrRefused(approved: Approved): void {
  switch (approved.kind) {
    case 'approved':
      return;
    case 'not_found':
      throw new ProblemError({ name: 'not_found' });
    case 'not_waiting':
      throw new ProblemError({ name: 'conflict', detail: 'It does not wait for an approval.' });
    case 'overtaken':
      throw new ProblemError({ name: 'conflict', detail: 'A later file has been taken in: send this one again.' });
    case 'other_number':
      throw new ProblemError({
        name: 'conflict',
        errors: [{ in: 'body', pointer: '/leaving', detail: `is not how many leave: ${approved.leaving} do` }],
      });
  }
}

export function withdrawnOrRefused(withdrawn: Awaited<ReturnType<typeof withdrawImport>>): void {
  if (withdrawn === 'not_found') throw new ProblemError({ name: 'not_found' });
  if (withdrawn === 'too_late') throw new ProblemError({ name: 'conflict', detail: 'It has ended already.' });
}
