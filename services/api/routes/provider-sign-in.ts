import { findAccountSignIn } from '@throughline/app/find-account-sign-in.ts';
import { findIssuerSignIn } from '@throughline/app/find-issuer-sign-in.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { spendSignIn } from '@throughline/app/spend-sign-in.ts';
import { safeRedirect } from '@throughline/security/safe-redirect.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';
import { openAttempt, sealAttempt } from '../sign-in/attempt-cookie.ts';
import { beginSession } from '../sign-in/begin-session.ts';
import type { SignedInAccount, SignInProvider } from '../sign-in/provider-sign-in.ts';

const attemptMinutes = 10;
const params = z.object({ provider: z.enum(['google', 'microsoft', 'oidc']) });

/** Signing in with the account one has a calendar at, or at the company's own issuer. Whatever comes of it, the browser ends up on a page of ours. */
export function providerSignInRoutes(app: App, routeContext: RouteContext): void {
  const { context, cookies, signIn } = routeContext;
  const config = {
    access: { kind: 'public', because: 'nobody is signed in yet' },
    rateLimit: rateLimits.signIn,
  } as const;

  function chosen(provider: z.infer<typeof params>['provider']) {
    const service = signIn.get(provider);
    if (service === undefined) throw new ProblemError({ name: 'not_found' });
    return { service, redirectUri: `${context.publicUrl}/sign-in/${provider}/callback` };
  }

  function whoIs({ provider, account }: { provider: SignInProvider; account: SignedInAccount }) {
    const { email, tenant } = account;
    if (provider !== 'oidc') return findAccountSignIn(context, { provider, email, tenant });
    return tenant === null ? null : findIssuerSignIn(context, { email, issuer: tenant });
  }

  // By name: the pages have addresses below /sign-in as well.
  app.get(
    '/sign-in/:provider(^google$|^microsoft$|^oidc$)',
    { config, schema: { hide: true, params, querystring: z.object({ returnTo: z.string().optional() }) } },
    async (request, reply) => {
      const { provider } = request.params;
      const { service, redirectUri } = chosen(provider);
      const begun = await service.begin({ redirectUri });
      if (begun.kind === 'unreachable') {
        request.log.warn({ provider, reason: begun.reason }, 'where to sign in could not be asked');
        return reply.redirect(problem('unreachable', request.query.returnTo));
      }
      const sealed = sealAttempt({
        keyring: context.keyring,
        attempt: {
          ...begun.attempt,
          provider,
          returnTo: safeRedirect({ target: request.query.returnTo }),
          expiresAt: context.clock.wall().add({ minutes: attemptMinutes }).toString(),
        },
      });
      cookies.signIn.write(reply, sealed, { seconds: attemptMinutes * 60 });
      return reply.redirect(begun.url);
    },
  );

  app.get('/sign-in/:provider/callback', { config, schema: { hide: true, params } }, async (request, reply) => {
    const { provider } = request.params;
    const { service, redirectUri } = chosen(provider);
    const cookie = cookies.signIn.read(request);
    cookies.signIn.clear(reply);
    const attempt =
      cookie === null ? null : openAttempt({ keyring: context.keyring, cookie, wall: context.clock.wall() });
    // An answer that comes by another provider's address belongs to nothing that began here (RFC 9700 §4.4).
    if (attempt === null || attempt.provider !== provider) return reply.redirect(problem('failed'));
    const callbackUrl = new URL(redirectUri);
    callbackUrl.search = new URL(request.url, redirectUri).search;
    const answer = await service.complete({ callbackUrl, attempt });
    if (answer.kind === 'refused') {
      request.log.warn({ provider, reason: answer.reason }, 'a sign-in was refused');
      return reply.redirect(problem('failed', attempt.returnTo));
    }
    const found = await whoIs({ provider, account: answer.account });
    if (found === null) return reply.redirect(problem('unknown', attempt.returnTo));
    const expiresAt = Temporal.Instant.from(attempt.expiresAt);
    if (!(await spendSignIn(context, { ...found, provider, state: attempt.state, expiresAt }))) {
      request.log.warn({ provider }, 'a sign-in was shown a second time');
      return reply.redirect(problem('failed'));
    }
    const session = await openSession(context, { ...found, method: provider });
    await beginSession(routeContext, { request, reply, session });
    return reply.redirect(attempt.returnTo);
  });
}

/** The sign-in page with what went wrong, and where whoever tries again wanted to go. */
function problem(kind: 'failed' | 'unknown' | 'unreachable', returnTo?: string): string {
  const target = safeRedirect({ target: returnTo });
  return `/sign-in?${new URLSearchParams({ problem: kind, ...(target === '/' ? {} : { returnTo: target }) }).toString()}`;
}
