import { z } from 'zod';
import { endSession } from '@throughline/app/end-session.ts';
import { redeemSignInLink } from '@throughline/app/redeem-sign-in-link.ts';
import { requestSignInLink } from '@throughline/app/request-sign-in-link.ts';
import { signedIn, signInLinkRedeem, signInLinkRequest } from '@throughline/contracts/pages/session.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';
import { beginSession } from '../sign-in/begin-session.ts';

/** Signing in with a mailed link, and out again. */
export function signInRoutes(app: App, routeContext: RouteContext): void {
  const { context, cookies } = routeContext;

  app.post(
    '/api/sign-in/link',
    {
      config: { access: { kind: 'public', because: 'nobody is signed in yet' }, rateLimit: rateLimits.signIn },
      schema: { hide: true, body: signInLinkRequest, response: { 202: z.object({ mailed: z.literal(true) }) } },
    },
    async (request, reply) => {
      // Answered first: how long the work takes would tell whether the address is known.
      void reply.code(202).send({ mailed: true as const });
      try {
        await requestSignInLink(context, request.body);
      } catch (error) {
        request.log.error({ err: error }, 'a sign-in link could not be queued');
      }
    },
  );

  app.post(
    '/api/sign-in/redeem',
    {
      config: {
        access: { kind: 'mailed_link', isEnough: 'it is the sign-in, and refused there' },
        rateLimit: rateLimits.mailedLink,
      },
      schema: { hide: true, body: signInLinkRedeem, response: { 200: signedIn } },
    },
    async (request, reply) => {
      const redeemed = await redeemSignInLink(context, { token: request.body.token });
      if (redeemed === null) {
        throw new ProblemError({
          name: 'gone',
          detail: 'The link was used already or is older than 15 minutes. Ask for a new one.',
        });
      }
      const session = { token: redeemed.sessionToken, seconds: redeemed.seconds };
      await beginSession(routeContext, { request, reply, session });
      return { returnTo: redeemed.returnTo };
    },
  );

  app.post(
    '/api/sign-out',
    {
      config: { access: { kind: 'public', because: 'ending a session that is already over is harmless' } },
      schema: { hide: true, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const sessionToken = cookies.session.read(request);
      if (sessionToken !== null) await endSession(context, { sessionToken });
      cookies.session.clear(reply);
      return reply.code(204).send(null);
    },
  );
}
