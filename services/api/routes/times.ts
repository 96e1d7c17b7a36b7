import { z } from 'zod';
import { askForOtherTimes } from '@throughline/app/ask-for-other-times.ts';
import { keepDate } from '@throughline/app/keep-date.ts';
import { pickProposedTime } from '@throughline/app/pick-proposed-time.ts';
import { pickSentence } from '@throughline/app/pick-sentence.ts';
import type { Picking } from '@throughline/app/read-for-picking.ts';
import { readTimesLink } from '@throughline/app/times-link.ts';
import { timesPage } from '@throughline/app/times-page.ts';
import { pickRequest, pickResponse, timesResponse } from '@throughline/contracts/pages/times.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const withToken = z.object({ token: z.string().min(1) });
const byId = z.object({ id: z.uuid() });

/** Times proposed for a conversation, from a mailed link or signed in. Opening them changes nothing; a button does. */
export function timesRoutes(app: App, { context }: RouteContext): void {
  const mailed = { access: { kind: 'mailed_link' }, rateLimit: rateLimits.mailedLink } as const;
  const signedIn = { access: { kind: 'signed_in' } } as const;

  app.get(
    '/api/times',
    { config: mailed, schema: { hide: true, querystring: withToken, response: { 200: timesResponse } } },
    async (request) => {
      const link = readTimesLink(context, request.query);
      if (link.kind !== 'ok') return { state: link.kind, sentence: link.sentence };
      return found(await timesPage(context, link.picking));
    },
  );

  app.post(
    '/api/times',
    {
      config: mailed,
      schema: { hide: true, body: pickRequest.extend(withToken.shape), response: { 200: pickResponse } },
    },
    async (request) => pick(fromLink(request.body.token), request.body.startsAt),
  );

  app.post(
    '/api/times/others',
    { config: mailed, schema: { hide: true, body: withToken, response: { 200: pickResponse } } },
    async (request) => others(fromLink(request.body.token)),
  );

  app.post(
    '/api/times/keep',
    { config: mailed, schema: { hide: true, body: withToken, response: { 200: pickResponse } } },
    async (request) => keep(fromLink(request.body.token)),
  );

  app.get(
    '/api/conversations/:id/times',
    { config: signedIn, schema: { hide: true, params: byId, response: { 200: timesResponse } } },
    async (request) => found(await timesPage(context, ownOf(request))),
  );

  app.post(
    '/api/conversations/:id/times',
    { config: signedIn, schema: { hide: true, params: byId, body: pickRequest, response: { 200: pickResponse } } },
    async (request) => pick(ownOf(request), request.body.startsAt),
  );

  app.post(
    '/api/conversations/:id/times/others',
    { config: signedIn, schema: { hide: true, params: byId, response: { 200: pickResponse } } },
    async (request) => others(ownOf(request)),
  );

  app.post(
    '/api/conversations/:id/times/keep',
    { config: signedIn, schema: { hide: true, params: byId, response: { 200: pickResponse } } },
    async (request) => keep(ownOf(request)),
  );

  async function keep(picking: Picking) {
    return found(pickSentence(await keepDate(context, picking)));
  }

  async function pick(picking: Picking, startsAt: string) {
    const picked = await pickProposedTime(context, { ...picking, startsAt: Temporal.Instant.from(startsAt) });
    return found(pickSentence(picked));
  }

  async function others(picking: Picking) {
    return found(pickSentence(await askForOtherTimes(context, picking)));
  }

  function fromLink(token: string): Picking {
    const link = readTimesLink(context, { token });
    if (link.kind !== 'ok') throw new ProblemError({ name: 'gone', detail: link.sentence });
    return link.picking;
  }
}

function ownOf(request: Parameters<typeof viewerOf>[0] & { readonly params: { readonly id: string } }): Picking {
  const { organizationId, person } = viewerOf(request);
  return { organizationId, conversationId: request.params.id, personId: person.id };
}

function found<T>(answer: T | null): T {
  if (answer === null) throw new ProblemError({ name: 'not_found' });
  return answer;
}
