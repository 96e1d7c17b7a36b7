import { z } from 'zod';
import { orderHrSources } from '@throughline/app/order-hr-sources.ts';
import { peopleSourcesPage } from '@throughline/app/people-sources-page.ts';
import { previewPull } from '@throughline/app/preview-pull.ts';
import { pullPeople } from '@throughline/app/pull-people.ts';
import { setIssuer } from '@throughline/app/set-issuer.ts';
import { setSsoOnly } from '@throughline/app/set-sso-only.ts';
import {
  issuerRequest,
  orderRequest,
  peopleSourcesResponse,
  pullPreviewResponse,
  pullRequest,
  pullResponse,
  ssoOnlyRequest,
} from '@throughline/contracts/pages/people-sources.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';
import { hasWayIn } from '../sign-in/ways-in.ts';
import { issuerStanding, peopleSourcesJson, previewSentence, pullSentence } from './people-sources-json.ts';

const config = { access: { kind: 'roles', anyOf: ['hr', 'administrator'] } } as const;
const administrators = { access: { kind: 'roles', anyOf: ['administrator'] } } as const;
const params = z.object({ name: z.string().max(100) });
const answers = <T extends z.ZodType>(response: T) => ({ hide: true, response: { 200: response } }) as const;

/** Where people come from and where they sign in: the same as `throughline hr-source` and `organization sso-only`. */
export function peopleSourceRoutes(app: App, { context, signIn }: RouteContext): void {
  const shown = async (viewer: ReturnType<typeof viewerOf>) =>
    peopleSourcesJson({ page: await peopleSourcesPage(context, viewer), signIn, viewer });

  app.get('/api/people-sources', { config, schema: answers(peopleSourcesResponse) }, (request) =>
    shown(viewerOf(request)),
  );

  app.post(
    '/api/people-sources/:name/pull',
    { config, schema: { ...answers(pullResponse), params, body: pullRequest } },
    async (request) => {
      const viewer = viewerOf(request);
      const { organizationId, person } = viewer;
      const source = await context.db.inOrganization(organizationId, (tx) =>
        hrSourceStore(tx).byName(request.params.name),
      );
      if (source === null) throw new ProblemError({ name: 'not_found' });
      const actor = { kind: 'person', id: person.id } as const;
      const mayLeave = request.body.let_leave;
      const pulled = await pullPeople(context, { organizationId, sourceId: source.id, mayLeave, actor });
      return { said: pullSentence(pulled), page: await shown(viewer) };
    },
  );

  app.post(
    '/api/people-sources/:name/preview',
    { config, schema: { ...answers(pullPreviewResponse), params } },
    async (request) => {
      const { organizationId } = viewerOf(request);
      const read = await previewPull(context, { organizationId, name: request.params.name });
      if (read === null) throw new ProblemError({ name: 'not_found' });
      return { said: previewSentence(read), leaving: read.kind === 'read' ? read.leaving : 0 };
    },
  );

  app.put(
    '/api/people-sources/order',
    { config, schema: { ...answers(peopleSourcesResponse), body: orderRequest } },
    async (request) => {
      const viewer = viewerOf(request);
      const { organizationId, person } = viewer;
      const actor = { kind: 'person', id: person.id } as const;
      const done = await orderHrSources(context, { organizationId, names: request.body.names, actor });
      if (done === 'not_all_of_them')
        throw new ProblemError({ name: 'conflict', detail: 'There are other HR systems by now: load the page again.' });
      return shown(viewer);
    },
  );

  app.put(
    '/api/people-sources/sso-only',
    { config: administrators, schema: { ...answers(peopleSourcesResponse), body: ssoOnlyRequest } },
    async (request) => {
      const viewer = viewerOf(request);
      const { organizationId, person } = viewer;
      const { on } = request.body;
      const standing = issuerStanding({ page: await peopleSourcesPage(context, viewer), signIn });
      const speaksForUs = standing?.speaksForUs === true;
      const canSignIn = on && (await hasWayIn({ signIn, speaksForUs, publicUrl: context.publicUrl }));
      const actor = { kind: 'person', id: person.id } as const;
      const set = await setSsoOnly(context, { organizationId, ssoOnly: on, canSignIn, actor });
      if (set.kind === 'no_other_way') throw new ProblemError({ name: 'conflict', detail: noOtherWay });
      return shown(viewer);
    },
  );

  app.put(
    '/api/people-sources/issuer',
    { config: administrators, schema: { ...answers(peopleSourcesResponse), body: issuerRequest } },
    async (request) => {
      const viewer = viewerOf(request);
      const { organizationId, person } = viewer;
      const url = signIn.get('oidc')?.issuer ?? null;
      const { named } = request.body;
      if (named && url === null) throw new ProblemError({ name: 'conflict', detail: 'No issuer is set here.' });
      const { organization } = await peopleSourcesPage(context, viewer);
      if (!named && organization.ssoOnly && !signIn.has('google') && !signIn.has('microsoft'))
        throw new ProblemError({ name: 'conflict', detail: noOtherWay });
      const actor = { kind: 'person', id: person.id } as const;
      await setIssuer(context, { organizationId, issuer: named ? url : null, actor });
      return shown(viewer);
    },
  );
}

const noOtherWay =
  'Nobody could sign in any more: no provider that signs in your people can be reached. Set one up first.';
