import { z } from 'zod';
import { readConfirmLink } from '@throughline/app/confirm-link.ts';
import { lookForAgreedTimes } from '@throughline/app/look-for-agreed-times.ts';
import { moveAsAgreed } from '@throughline/app/move-as-agreed.ts';
import { movedResponse, timesFoundResponse } from '@throughline/app/moved-sentence.ts';
import type { Picking } from '@throughline/app/read-for-picking.ts';
import { tellPulse } from '@throughline/app/tell-pulse.ts';
import {
  movedRequest,
  movedTimesResponse,
  moveRequest,
  moveResponse,
  pulseRequest,
  pulseResponse,
  type PulseAnswer,
} from '@throughline/contracts/pages/answers.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const withToken = z.object({ token: z.string().min(1) });
const byId = z.object({ id: z.uuid() });

/**
 * What follows on an answer, from a mailed link or signed in: where the two moved it to, and what it was like. Times are
 * looked for by POST, so that nothing that only opens a link asks anybody's calendar.
 */
export function movedRoutes(app: App, { context }: RouteContext): void {
  const mailed = { access: { kind: 'mailed_link' }, rateLimit: rateLimits.mailedLink } as const;
  const signedIn = { access: { kind: 'signed_in' } } as const;
  type Asked = z.output<typeof movedRequest>;

  app.post(
    '/api/confirmation/moved/times',
    {
      config: mailed,
      schema: { hide: true, body: movedRequest.extend(withToken.shape), response: { 200: movedTimesResponse } },
    },
    async ({ body }) => look(fromLink(body.token), body),
  );

  app.post(
    '/api/confirmation/moved',
    {
      config: mailed,
      schema: { hide: true, body: moveRequest.extend(withToken.shape), response: { 200: moveResponse } },
    },
    async ({ body }) => move(fromLink(body.token), body.startsAt),
  );

  app.post(
    '/api/confirmation/pulse',
    {
      config: mailed,
      schema: { hide: true, body: pulseRequest.extend(withToken.shape), response: { 200: pulseResponse } },
    },
    async ({ body }) => tell(fromLink(body.token), body.pulse),
  );

  app.post(
    '/api/conversations/:id/moved/times',
    {
      config: signedIn,
      schema: { hide: true, params: byId, body: movedRequest, response: { 200: movedTimesResponse } },
    },
    async (request) => look(ownOf(request), request.body),
  );

  app.post(
    '/api/conversations/:id/moved',
    { config: signedIn, schema: { hide: true, params: byId, body: moveRequest, response: { 200: moveResponse } } },
    async (request) => move(ownOf(request), request.body.startsAt),
  );

  app.post(
    '/api/conversations/:id/pulse',
    { config: signedIn, schema: { hide: true, params: byId, body: pulseRequest, response: { 200: pulseResponse } } },
    async (request) => tell(ownOf(request), request.body.pulse),
  );

  async function look(picking: Picking, { day, time }: Asked) {
    const asked = { ...picking, day: Temporal.PlainDate.from(day), time };
    return found(timesFoundResponse(await lookForAgreedTimes(context, asked)));
  }

  async function move(picking: Picking, startsAt: string) {
    const moved = await moveAsAgreed(context, { ...picking, startsAt: Temporal.Instant.from(startsAt) });
    return found(movedResponse(moved));
  }

  async function tell(picking: Picking, pulse: PulseAnswer) {
    switch ((await tellPulse(context, { ...picking, pulse })).kind) {
      case 'told':
        return { sentence: 'Thank you. It is counted with those of many others, and who said what is kept nowhere.' };
      case 'not_asked':
        throw new ProblemError({ name: 'conflict', detail: 'There is nothing to tell here, or it was told before.' });
      case 'not_found':
        throw new ProblemError({ name: 'not_found' });
    }
  }

  function fromLink(token: string): Picking {
    const link = readConfirmLink(context, { token });
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
