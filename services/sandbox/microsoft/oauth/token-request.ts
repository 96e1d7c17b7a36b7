import { createHash } from 'node:crypto';
import { z } from 'zod';
import { secretMatches } from '../../core/oauth/oauth-clients.ts';
import type { AuthorizationCode } from '../../core/oauth/authorization-codes.ts';
import type { OAuthClient, OAuthClients } from '../../core/oauth/oauth-clients.ts';

export const tokenRequest = z.object({
  grant_type: z.string().default(''),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  code: z.string().default(''),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().default(''),
  scope: z.string().default(''),
  claims: z.string().nullable().default(null),
});

export type TokenRequest = z.infer<typeof tokenRequest>;

/** An AADSTS code to be answered in place of tokens. */
export type TokenProblem = { readonly code: string; readonly message?: string };

/** The application that asks, if it proves to be the one it says. */
export function authenticateClient({
  given,
  authorization,
  clients,
}: {
  given: TokenRequest;
  authorization: string | undefined;
  clients: OAuthClients;
}): OAuthClient | TokenProblem {
  const credentials = basicCredentials(authorization) ?? { id: given.client_id, secret: given.client_secret };
  if (!credentials.id) return missing('client_id');
  const client = clients.find(credentials.id);
  if (client === undefined) {
    const message = `Application with identifier '${credentials.id}' was not found in the directory.`;
    return { code: '700016', message };
  }
  if (!credentials.secret) return { code: '7000218' };
  return secretMatches({ client, secret: credentials.secret }) ? client : { code: '7000215' };
}

/** What speaks against handing out tokens for a code, or null. */
export function codeProblem({
  code,
  given,
  clientId,
}: {
  code: AuthorizationCode;
  given: TokenRequest;
  clientId: string;
}): TokenProblem | null {
  if (code.clientId !== clientId) return { code: '70000' };
  if (code.redirectUri !== given.redirect_uri) return { code: '500112' };
  if (code.codeChallenge === null) return null;
  if (given.code_verifier === undefined) return { code: '50148' };
  const challenge = createHash('sha256').update(given.code_verifier).digest('base64url');
  return challenge === code.codeChallenge ? null : { code: '501481' };
}

export function missing(parameter: string): TokenProblem {
  return { code: '900144', message: `The request body must contain the following parameter: '${parameter}'.` };
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function basicCredentials(authorization: string | undefined): { id: string; secret: string } | null {
  if (authorization === undefined || !/^basic /i.test(authorization)) return null;
  const fields = Buffer.from(authorization.slice(6), 'base64').toString().split(/:(.*)/s);
  const [id = '', secret = ''] = fields.map((field) => new URLSearchParams(`v=${field}`).get('v') ?? '');
  return { id, secret };
}
