import { z } from 'zod';
import { findSignIn } from '@throughline/app/find-sign-in.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { safeRedirect } from '@throughline/security/safe-redirect.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';
import { openAttempt, sealAttempt } from '../sign-in/attempt-cookie.ts';
import { beginSession } from '../sign-in/begin-session.ts';
import type { SignedInAccount } from '../sign-in/google-sign-in.ts';

const attemptMinutes = 10;

/** Signing in with Google. Whatever comes of it, the browser ends up on a page of ours. */
export function googleSignInRoutes(app: App, routeContext: RouteContext): void {
  const { context, cookies, google } = routeContext;
  const config = {
    access: { kind: 'public', because: 'nobody is signed in yet' },
    rateLimit: rateLimits.signIn,
  } as const;
  const redirectUri = `${context.publicUrl}/sign-in/google/callback`;

  app.get(
    '/sign-in/google',
    { config, schema: { hide: true, querystring: z.object({ returnTo: z.string().optional() }) } },
    async (request, reply) => {
      if (google === null) throw new ProblemError({ name: 'not_found' });
      const { url, attempt } = await google.begin({ redirectUri });
      const sealed = sealAttempt({
        keyring: context.keyring,
        attempt: {
          ...attempt,
          returnTo: safeRedirect({ target: request.query.returnTo }),
          expiresAt: context.clock.wall().add({ minutes: attemptMinutes }).toString(),
        },
      });
      cookies.signIn.write(reply, sealed, { seconds: attemptMinutes * 60 });
      return reply.redirect(url);
    },
  );

  app.get('/sign-in/google/callback', { config, schema: { hide: true } }, async (request, reply) => {
    if (google === null) throw new ProblemError({ name: 'not_found' });
    const cookie = cookies.signIn.read(request);
    cookies.signIn.clear(reply);
    const attempt =
      cookie === null ? null : openAttempt({ keyring: context.keyring, cookie, wall: context.clock.wall() });
    if (attempt === null) return reply.redirect('/sign-in?problem=failed');
    const callbackUrl = new URL(redirectUri);
    callbackUrl.search = new URL(request.url, redirectUri).search;
    const answer = await google.complete({ callbackUrl, attempt });
    if (answer.kind === 'refused') {
      request.log.warn({ reason: answer.reason }, 'a sign-in with Google was refused');
      return reply.redirect('/sign-in?problem=failed');
    }
    const found = await personOf(answer.account);
    if (found === null) return reply.redirect('/sign-in?problem=unknown');
    const session = await openSession(context, { ...found, method: 'google' });
    await beginSession(routeContext, { request, reply, session });
    return reply.redirect(attempt.returnTo);
  });

  /**
   * Google speaks for a work address only when the account is the organisation's own: a private account keeps an
   * address it once verified after that address has gone to somebody else
   * (developers.google.com/identity/gsi/web/guides/verify-google-id-token).
   */
  async function personOf({
    email,
    hostedDomain,
  }: SignedInAccount): Promise<{ organizationId: string; personId: string } | null> {
    const found = await findSignIn(context, { email });
    if (found === null || hostedDomain === null) return null;
    const { organization, person } = found;
    if (!organization.mailDomains.includes(hostedDomain.toLowerCase())) return null;
    return { organizationId: organization.id, personId: person.id };
  }
}
