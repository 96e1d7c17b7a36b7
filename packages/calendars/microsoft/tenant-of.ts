import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { z } from 'zod';
import { personalTenant, tenantOfIssuer } from './oauth-endpoints.ts';

const answerWithinMs = 15_000;
const configuration = z.object({ issuer: z.string() });

/**
 * The tenant behind a mail domain, from the OpenID configuration anybody can read
 * (learn.microsoft.com/entra/identity-platform/v2-protocols-oidc); null when no tenant has verified the domain.
 * Throws a CalendarError `unavailable`.
 */
export async function tenantOf({ endpoint }: { endpoint: string }): Promise<string | null> {
  const answer = await read(endpoint);
  if (answer === null) return null;
  const issuer = configuration.safeParse(answer).data?.issuer;
  const tenantId = issuer === undefined ? null : tenantOfIssuer(issuer);
  if (tenantId === null) throw unavailable('something unreadable');
  return tenantId === personalTenant ? null : tenantId;
}

/** Null for `invalid_tenant`, which comes as a 400. */
async function read(endpoint: string): Promise<unknown> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(endpoint, { redirect: 'error', signal: AbortSignal.timeout(answerWithinMs) });
    if (response.status === 400 || response.status === 404) return null;
    body = await response.json();
  } catch {
    throw unavailable('nothing');
  }
  if (!response.ok) throw unavailable(String(response.status));
  return body;
}

function unavailable(what: string): CalendarError {
  return new CalendarError({
    kind: 'unavailable',
    message: `Microsoft answered ${what} to a question about a mail domain.`,
  });
}
