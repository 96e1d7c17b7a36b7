import { digestPage, earlierDigest, setDigestRhythm } from '@throughline/app/digest-page.ts';
import {
  digestMail,
  digestPageResponse,
  digestParams,
  digestQuery,
  rhythmResponse,
} from '@throughline/contracts/pages/digest.ts';
import { setMailRhythmRequest } from '@throughline/contracts/pages/mail-rhythm.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

/** The weekly email as its recipients get it, and how often. */
export function digestRoutes(app: App, { context }: RouteContext): void {
  const readers = { access: { kind: 'roles', anyOf: ['leader', 'leadership', 'hr', 'administrator'] } } as const;
  const recipients = { access: { kind: 'roles', anyOf: ['leader', 'leadership', 'hr'] } } as const;

  app.get(
    '/api/digest',
    { config: readers, schema: { hide: true, querystring: digestQuery, response: { 200: digestPageResponse } } },
    async (request) => {
      const page = await digestPage(context, { viewer: viewerOf(request), personId: request.query.person });
      if (page === null) throw new ProblemError({ name: 'not_found', detail: 'There is no such mail to look at.' });
      return page;
    },
  );

  app.get(
    '/api/digest/:week',
    { config: recipients, schema: { hide: true, params: digestParams, response: { 200: digestMail } } },
    async (request) => {
      const found = await earlierDigest(context, { viewer: viewerOf(request), week: request.params.week });
      if (found === null) throw new ProblemError({ name: 'not_found', detail: 'You got no mail for that week.' });
      return found;
    },
  );

  app.put(
    '/api/digest/rhythm',
    { config: recipients, schema: { hide: true, body: setMailRhythmRequest, response: { 200: rhythmResponse } } },
    async (request) => {
      await setDigestRhythm(context, { viewer: viewerOf(request), rhythm: request.body.rhythm });
      return { rhythm: request.body.rhythm };
    },
  );
}
