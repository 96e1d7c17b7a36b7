import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppContext } from '@throughline/app/context.ts';
import { endSession } from '@throughline/app/end-session.ts';
import type { Cookies } from '../http/session-cookie.ts';

/**
 * Signs this browser in. A session it brought along is over, whoever's it was: a token known before somebody signed in
 * is worth nothing afterwards (OWASP ASVS 5.0 7.2.4).
 */
export async function beginSession(
  { context, cookies }: { context: Pick<AppContext, 'db' | 'clock'>; cookies: Cookies },
  {
    request,
    reply,
    session,
  }: { request: FastifyRequest; reply: FastifyReply; session: { token: string; seconds: number } },
): Promise<void> {
  const before = cookies.session.read(request);
  if (before !== null) await endSession(context, { sessionToken: before });
  cookies.session.write(reply, session.token, { seconds: session.seconds });
}
