import { z } from 'zod';
import { approveImport } from '@throughline/app/approve-import.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { exportImportRows } from '@throughline/app/export-import-rows.ts';
import { importOnPage as readImport, importsPage, type NamedImport } from '@throughline/app/imports-page.ts';
import { listImportRows } from '@throughline/app/list-imports.ts';
import { readSentFile } from '@throughline/app/read-sent-file.ts';
import { submitImport } from '@throughline/app/submit-import.ts';
import { withdrawImport } from '@throughline/app/withdraw-import.ts';
import {
  importOnPage,
  importRowsQuery,
  importRowsResponse,
  importsResponse,
  readingQuery,
  readingResponse,
  sendImportQuery,
  type ImportOnPage,
} from '@throughline/contracts/pages/imports.ts';
import { v1ImportApproval } from '@throughline/contracts/v1/imports.ts';
import { isMassLeaving } from '@throughline/domain/people/mass-leaving.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import { sendPage } from '../http/send-page.ts';
import { mostFileBytes, SentFile, takesFiles } from '../http/takes-files.ts';
import type { RouteContext } from '../route-context.ts';
import { fileRefused, v1ImportOf, v1ImportRowOf } from './v1/import-json.ts';
import { approvedOrRefused, withdrawnOrRefused } from './v1/imports.ts';

const config = { access: { kind: 'roles', anyOf: ['hr'] } } as const;
const params = z.object({ id: z.uuid() });
const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

/** Files of people, for HR: sent, looked at, approved and looked up again. */
export function importRoutes(app: App, { context }: RouteContext): void {
  void app.register((scope, _options, done) => {
    takesFiles(scope as App);
    sending(scope as App, context);
    done();
  });

  app.get('/api/imports', { config, schema: answers(importsResponse) }, async (request) => {
    const imports = await importsPage(context, viewerOf(request));
    return { imports: imports.map(onPage) };
  });

  app.get('/api/imports/:id', { config, schema: { ...answers(importOnPage), params } }, async (request) => {
    const { organizationId } = viewerOf(request);
    return shown(context, { organizationId, importId: request.params.id });
  });

  app.get(
    '/api/imports/:id/rows',
    { config, schema: { ...answers(importRowsResponse), params, querystring: importRowsQuery } },
    async (request, reply) => {
      const { organizationId } = viewerOf(request);
      const { cursor = null, page_size: pageSize, result, note } = request.query;
      const filter = { ...(result === undefined ? {} : { result }), ...(note === undefined ? {} : { note }) };
      const importId = request.params.id;
      const listed = await listImportRows(context, { organizationId, cursor, pageSize, importId, filter });
      return sendPage({ request, reply, listed, toResult: v1ImportRowOf });
    },
  );

  app.get('/api/imports/:id/rows.csv', { config, schema: { hide: true, params } }, async (request, reply) => {
    const { organizationId } = viewerOf(request);
    const importId = request.params.id;
    const table = await exportImportRows(context, { organizationId, importId, filter: {} });
    if (table === null) throw new ProblemError({ name: 'not_found' });
    return reply
      .header('content-disposition', `attachment; filename="import-${importId}.csv"`)
      .header('cache-control', 'no-store')
      .type('text/csv; charset=utf-8')
      .serializer((text: string) => text)
      .send(table);
  });

  app.post(
    '/api/imports/:id/approve',
    { config, schema: { ...answers(importOnPage), params, body: v1ImportApproval } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const given = { organizationId, importId: request.params.id, actor: { kind: 'person', id: person.id } } as const;
      approvedOrRefused(await approveImport(context, { ...given, leaving: request.body.leaving }));
      return shown(context, given);
    },
  );

  app.post('/api/imports/:id/withdraw', { config, schema: { ...answers(importOnPage), params } }, async (request) => {
    const { organizationId, person } = viewerOf(request);
    const given = { organizationId, importId: request.params.id, actor: { kind: 'person', id: person.id } } as const;
    withdrawnOrRefused(await withdrawImport(context, given));
    return shown(context, given);
  });
}

function sending(scope: App, context: AppContext): void {
  const takesFile = { config, bodyLimit: mostFileBytes } as const;

  scope.post(
    '/api/imports/reading',
    { ...takesFile, schema: { ...answers(readingResponse), querystring: readingQuery } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const file = await readSentFile(context, {
        organizationId,
        bytes: fileOf(request.body),
        choice: choiceOf(request.query),
      });
      return {
        system: file.system,
        columns: file.columns.map(({ header, field }) => ({ heading: header, field })),
        troubles: file.kind === 'refused' ? file.troubles.map((trouble) => ({ ...trouble })) : [],
        rows: file.kind === 'read' ? file.rows.length : 0,
      };
    },
  );

  scope.post(
    '/api/imports',
    { ...takesFile, schema: { ...answers(importOnPage), querystring: sendImportQuery } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const file = await readSentFile(context, {
        organizationId,
        bytes: fileOf(request.body),
        choice: choiceOf(request.query),
      });
      if (file.kind === 'refused') throw fileRefused(file.troubles);
      const importId = await submitImport(context, {
        organizationId,
        actor: { kind: 'person', id: person.id },
        source: 'csv',
        system: file.system,
        columns: file.columns,
        rows: file.rows,
        dryRun: false,
        everybody: request.query.missing === 'leave',
        // Whoever sits before the page looks at it first, however few leave.
        hold: true,
      });
      return shown(context, { organizationId, importId });
    },
  );
}

function choiceOf({ columns = {}, date_order }: z.output<typeof readingQuery>) {
  return { columns, dateOrder: date_order ?? null };
}

function fileOf(body: unknown): Buffer {
  if (body instanceof SentFile) return body.bytes;
  throw new ProblemError({ name: 'unsupported_media_type', detail: 'A file is sent as text/csv.' });
}

async function shown(
  context: Pick<AppContext, 'db'>,
  wanted: { organizationId: string; importId: string },
): Promise<ImportOnPage> {
  const run = await readImport(context, wanted);
  if (run === null) throw new ProblemError({ name: 'not_found' });
  return onPage(run);
}

function onPage(run: NamedImport): ImportOnPage {
  const waits = run.state === 'waiting_for_approval' && run.counts !== null;
  return {
    ...v1ImportOf(run),
    createdByName: run.createdByName,
    approvedByName: run.approvedByName,
    asksFor: waits && run.counts !== null ? (isMassLeaving(run.counts) ? 'number' : 'yes') : null,
  };
}
