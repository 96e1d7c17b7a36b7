import type { z } from 'zod';
import { policiesPage } from '@throughline/app/policies-page.ts';
import { statedPolicyOf } from '@throughline/app/policy-json.ts';
import { policyPreviewPage } from '@throughline/app/policy-preview-page.ts';
import { mostPreviewedRows, previewPolicyInFile } from '@throughline/app/preview-policy-in-file.ts';
import { previewPolicy } from '@throughline/app/preview-policy.ts';
import { publishStatedPolicy } from '@throughline/app/publish-stated-policy.ts';
import { readPolicy } from '@throughline/app/read-policy.ts';
import {
  mostPreviewedBytes,
  policiesResponse,
  policyPreviewRequest,
  policyPreviewResponse,
  publishPolicyRequest,
  publishPolicyResponse,
} from '@throughline/contracts/pages/policies.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';
import { refusalOfPolicy } from './v1/policies.ts';

type PreviewAnswer = z.output<typeof policyPreviewResponse>;
type PreviewRequest = z.output<typeof policyPreviewRequest>;

/** The policy workshop: what holds, what a draft would do, and publishing it. */
export function policyRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'roles', anyOf: ['hr', 'administrator'] } } as const;
  const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

  app.get('/api/policies', { config, schema: answers(policiesResponse) }, async (request) =>
    policiesPage(context, viewerOf(request)),
  );

  app.post(
    '/api/policies/preview',
    {
      config,
      // A file in base64, and the draft beside it.
      bodyLimit: mostPreviewedBytes * 1.5,
      schema: { ...answers(policyPreviewResponse), body: policyPreviewRequest },
    },
    async (request, reply): Promise<PreviewAnswer> => {
      const { organizationId } = viewerOf(request);
      reply.header('cache-control', 'no-store');
      const { file, ...draft } = request.body;
      return file === null ? inOrganization(organizationId, draft) : inFile(organizationId, draft, file);
    },
  );

  app.post(
    '/api/policies',
    { config, schema: { ...answers(publishPolicyResponse), body: publishPolicyRequest } },
    async (request) => {
      const { organizationId, person } = viewerOf(request);
      const { note, seen, ...stated } = request.body;
      const published = await publishStatedPolicy(context, {
        organizationId,
        stated: statedPolicyOf(stated),
        note,
        actor: { kind: 'person', id: person.id },
        isCurrent: async (_locked, newestId) => newestId === seen,
      });
      if (published.kind === 'refused') throw refusalOfPolicy(published.issues);
      if (published.kind !== 'published') throw new ProblemError({ name: published.kind });
      const { id } = published;
      const policy = await readPolicy(context, { organizationId, id });
      if (policy === null) throw new ProblemError({ name: 'not_found' });
      return { id, version: policy.version, page: await policiesPage(context, { organizationId }) };
    },
  );

  async function inOrganization(organizationId: string, { weeks, ...draft }: Omit<PreviewRequest, 'file'>) {
    const previewed = await previewPolicy(context, { organizationId, stated: statedPolicyOf(draft), weeks });
    if (previewed.kind === 'refused') throw refusalOfPolicy(previewed.issues);
    if (previewed.kind === 'not_found') throw new ProblemError({ name: 'not_found' });
    return policyPreviewPage({ previewed, hasWorksCouncil: previewed.hasWorksCouncil, problems: [] });
  }

  async function inFile(
    organizationId: string,
    { weeks, ...draft }: Omit<PreviewRequest, 'file'>,
    { base64, columns, date_order }: NonNullable<PreviewRequest['file']>,
  ): Promise<PreviewAnswer> {
    const previewed = await previewPolicyInFile(context, {
      organizationId,
      stated: statedPolicyOf(draft),
      weeks,
      bytes: Buffer.from(base64, 'base64'),
      choice: { columns, dateOrder: date_order },
    });
    if (previewed.kind === 'refused') throw refusalOfPolicy(previewed.issues);
    if (previewed.kind === 'too_many_rows')
      throw new ProblemError({
        name: 'too_large',
        detail: `The file has ${previewed.rows} rows; up to ${mostPreviewedRows} can be looked at.`,
      });
    // The file is the viewer's own: it is no record of the organisation's people.
    if (previewed.kind === 'preview')
      return policyPreviewPage({ previewed, hasWorksCouncil: false, problems: previewed.problems });
    const { system, columns: found, troubles } = previewed.file;
    return {
      kind: 'unreadable',
      reading: {
        system,
        columns: found.map(({ header, field }) => ({ heading: header, field })),
        troubles: troubles.map((trouble) => ({ ...trouble })),
        rows: 0,
      },
    };
  }
}
