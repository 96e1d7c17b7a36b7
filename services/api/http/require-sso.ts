import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '@throughline/app/context.ts';
import { ssoOnlyLink } from '@throughline/app/sso-only-link.ts';
import type { Access } from './access.ts';
import { ProblemError } from './problem-error.ts';
import { readViewer } from './require-access.ts';
import type { Cookies } from './session-cookie.ts';

const withToken = z.object({ token: z.string() });

/**
 * In an organisation that signs in at its provider alone, a mailed link opens nothing until the person it was mailed to is
 * signed in: a mail that was forwarded, or read by somebody else, is worth nothing. After the body is read, since the link
 * stands there or in the query.
 */
export function requireSso(
  app: FastifyInstance,
  guard: { readonly context: Pick<AppContext, 'db' | 'clock' | 'keyring'>; readonly cookies: Cookies },
): void {
  app.addHook('preHandler', async (request) => {
    const { access } = request.routeOptions.config;
    if (access === undefined || !isGuarded(access)) return;
    const tokens = [...new Set([tokenIn(request.query), tokenIn(request.body)].filter((token) => token !== null))];
    for (const token of tokens) await demandPerson({ token, request, guard });
  });
}

function isGuarded(access: Access): boolean {
  if (access.kind === 'mailed_link_or_signed_in') return true;
  return access.kind === 'mailed_link' && access.isEnough === undefined;
}

async function demandPerson({
  token,
  request,
  guard,
}: {
  token: string;
  request: FastifyRequest;
  guard: Parameters<typeof requireSso>[1];
}): Promise<void> {
  const wanted = await ssoOnlyLink(guard.context, { token });
  if (wanted === null) return;
  const viewer = request.viewer ?? (await readViewer(request, guard));
  if (viewer === null) {
    throw new ProblemError({
      name: 'sign_in_required',
      detail: 'Your organisation asks you to sign in first. This link brings you back here.',
    });
  }
  if (viewer.person.id === wanted.personId) return;
  throw new ProblemError({
    name: 'not_allowed',
    detail: 'This link was mailed to somebody else. Sign out, and in again as the person who got the mail.',
  });
}

function tokenIn(given: unknown): string | null {
  return withToken.safeParse(given).data?.token ?? null;
}
