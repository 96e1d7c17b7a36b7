import { z } from 'zod';
import { isKnownScope, parseScopes } from './scopes.ts';
import { acceptsRedirect } from '../../core/oauth/oauth-clients.ts';
import type { OAuthClient, OAuthClients } from '../../core/oauth/oauth-clients.ts';

const parameters = z.object({
  client_id: z.string().optional(),
  redirect_uri: z.string().optional(),
  response_type: z.string().optional(),
  scope: z.string().optional(),
  state: z.string().optional(),
  nonce: z.string().optional(),
  access_type: z.enum(['online', 'offline']).default('online'),
  prompt: z.string().default(''),
  login_hint: z.string().optional(),
  hd: z.string().optional(),
  include_granted_scopes: z.enum(['true', 'false']).default('false'),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional(),
});

export type AuthorizationRequest = {
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly nonce: string | null;
  readonly offline: boolean;
  readonly prompts: readonly string[];
  readonly loginHint: string | null;
  /** Accounts of this hosted domain only. */
  readonly hostedDomain: string | null;
  readonly includeGranted: boolean;
  readonly codeChallenge: string | null;
};

/** Shown to the person and never redirected: nothing about the request can be trusted. */
export type RefusedAuthorization = {
  readonly kind: 'refused';
  readonly status: 400 | 401;
  readonly error: string;
  readonly details: string;
};

/** Checks what an application asks for, in Google's order: client, redirect, then the rest. */
export function readAuthorizationRequest({
  query,
  clients,
}: {
  query: unknown;
  clients: OAuthClients;
}): { kind: 'accepted'; request: AuthorizationRequest } | RefusedAuthorization {
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return refused('invalid_request', z.prettifyError(parsed.error));
  const given = parsed.data;

  if (!given.client_id) return refused('invalid_request', 'Missing required parameter: client_id');
  const client = clients.find(given.client_id);
  if (client === undefined) {
    return { kind: 'refused', status: 401, error: 'invalid_client', details: 'The OAuth client was not found.' };
  }
  if (!given.redirect_uri) return refused('invalid_request', 'Missing required parameter: redirect_uri');
  if (!acceptsRedirect({ client, redirectUri: given.redirect_uri })) {
    return refused('redirect_uri_mismatch', `redirect_uri=${given.redirect_uri} is not registered for this client.`);
  }
  if (given.response_type !== 'code') return refused('unsupported_response_type', 'Only response_type=code is served.');

  const scopes = parseScopes(given.scope ?? '');
  if (scopes.length === 0) return refused('invalid_request', 'Missing required parameter: scope');
  const unknown = scopes.filter((scope) => !isKnownScope(scope));
  if (unknown.length > 0) return refused('invalid_scope', `Some requested scopes were invalid: ${unknown.join(' ')}`);

  if (given.code_challenge !== undefined || given.code_challenge_method !== undefined) {
    if (given.code_challenge_method !== 'S256') {
      return refused('invalid_request', 'Only code_challenge_method=S256 is accepted.');
    }
    if (!/^[A-Za-z0-9_-]{43}$/.test(given.code_challenge ?? '')) {
      return refused('invalid_request', 'code_challenge is not the base64url of a SHA-256 digest.');
    }
  }
  return {
    kind: 'accepted',
    request: {
      client,
      redirectUri: given.redirect_uri,
      scopes,
      state: given.state ?? null,
      nonce: given.nonce ?? null,
      offline: given.access_type === 'offline',
      prompts: given.prompt.split(' ').filter((prompt) => prompt !== ''),
      loginHint: given.login_hint ?? null,
      hostedDomain: given.hd === undefined || given.hd === '*' ? null : given.hd,
      includeGranted: given.include_granted_scopes === 'true',
      codeChallenge: given.code_challenge ?? null,
    },
  };
}

function refused(error: string, details: string): RefusedAuthorization {
  return { kind: 'refused', status: 400, error, details };
}
