import type { FastifyRequest } from 'fastify';
import type { Account } from '../../core/accounts/account-store.ts';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import { accessDenied, GraphError } from './graph-error.ts';

/** A mailbox a call may work on: the caller's own. */
export type Mailbox = {
  readonly account: Account;
  /** Outlook.com and the like: no tenant, no Teams, no getSchedule. */
  readonly isPersonal: boolean;
  /** Granted to the caller's token, by short names such as `Calendars.ReadWrite`. */
  readonly scopes: readonly string[];
  readonly tenantId: string;
  /** Null for a token of the control API. */
  readonly clientId: string | null;
};

/** Both addresses of something in a mailbox: `/me/…` and `/users/:user/…`. `path` begins with a slash or is empty. */
export function mailboxPaths(path: string): string[] {
  return [`/v1.0/me${path}`, `/v1.0/users/:user${path}`];
}

/**
 * Whose mailbox is meant, by the token and the `user` of the path, and whether this kind of call is allowed there.
 * @param scopes short names, any of which is enough
 * @throws GraphError 401 `InvalidAuthenticationToken`, 403 `ErrorAccessDenied`, 404 `ErrorInvalidUser`
 */
export function openMailbox({
  microsoft,
  request,
  scopes: accepted,
}: {
  microsoft: MicrosoftCloud;
  request: FastifyRequest;
  scopes: readonly string[];
}): Mailbox {
  const mailbox = callerOf({ microsoft, request });
  const { user } = Object(request.params) as { user?: string };
  if (user !== undefined && !isNamed({ account: mailbox.account, user })) {
    const known = microsoft.cloud.accounts.all().some((account) => isNamed({ account, user }));
    if (known) throw accessDenied();
    throw new GraphError({
      status: 404,
      code: 'ErrorInvalidUser',
      message: `The requested user '${user}' is invalid.`,
    });
  }
  if (!accepted.some((scope) => mailbox.scopes.includes(scope))) throw accessDenied();
  return mailbox;
}

/**
 * Who calls, whatever their token allows.
 * @throws GraphError 401 `InvalidAuthenticationToken`, with a claims challenge where there is one
 */
export function callerOf({ microsoft, request }: { microsoft: MicrosoftCloud; request: FastifyRequest }): Mailbox {
  const bearer = bearerOf(request);
  if (bearer === null) throw unauthenticated('Access token is empty.');
  const token = microsoft.grants.findAccessToken(bearer);
  if (token === undefined) throw unauthenticated(whatIsWrong(bearer));
  const account = microsoft.cloud.accounts.get(token.account);
  if (account?.provider !== 'microsoft') throw unauthenticated('The user account does not exist.');
  const claims = token.clientId === null ? null : microsoft.challenges.of(account.email);
  if (claims !== null) throw claimsChallenge(claims);
  return {
    account,
    isPersonal: account.hostedDomain === null,
    scopes: token.scopes,
    tenantId: microsoft.tenants.idOf(account),
    clientId: token.clientId,
  };
}

export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function isNamed({ account, user }: { account: Account; user: string }): boolean {
  return account.provider === 'microsoft' && (account.subject === user || account.email === user.toLowerCase());
}

/** Of a token that is not, or no longer, one for Graph. Its own are opaque here; a JWT is another's, such as an id token. */
function whatIsWrong(bearer: string): string {
  if (bearer.startsWith('EwB')) return 'Lifetime validation failed, the token is expired.';
  if (bearer.split('.').length === 3) return 'Access token validation failure. Invalid audience.';
  return 'IDX14100: JWT is not well formed, there are no dots (.).';
}

/** Graph's own application id stands in every challenge. */
const challenge =
  'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"';

function unauthenticated(message: string): GraphError {
  return new GraphError({
    status: 401,
    code: 'InvalidAuthenticationToken',
    message,
    headers: { 'www-authenticate': challenge },
  });
}

function claimsChallenge(claims: string): GraphError {
  const encoded = Buffer.from(claims).toString('base64');
  return new GraphError({
    status: 401,
    code: 'InvalidAuthenticationToken',
    message:
      'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp',
    headers: { 'www-authenticate': `${challenge}, error="insufficient_claims", claims="${encoded}"` },
  });
}
