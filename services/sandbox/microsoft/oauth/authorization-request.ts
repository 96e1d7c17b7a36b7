import { z } from 'zod';
import { acceptsRedirect } from '../../core/oauth/oauth-clients.ts';
import type { OAuthClient, OAuthClients } from '../../core/oauth/oauth-clients.ts';
import type { Tenants } from '../tenants.ts';
import { audienceNamed } from './audience.ts';
import type { Audience } from './audience.ts';
import { isKnownScope, parseScopes } from './scopes.ts';

const parameters = z.object({
  client_id: z.string().optional(),
  redirect_uri: z.string().optional(),
  response_type: z.string().optional(),
  response_mode: z.enum(['query', 'fragment']).default('query'),
  scope: z.string().optional(),
  state: z.string().optional(),
  nonce: z.string().optional(),
  prompt: z.string().default(''),
  login_hint: z.string().optional(),
  claims: z.string().optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional(),
});

export type AuthorizationRequest = {
  readonly audience: Audience;
  readonly client: OAuthClient;
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'fragment';
  /** By short names. */
  readonly scopes: readonly string[];
  readonly state: string | null;
  readonly nonce: string | null;
  readonly prompts: readonly string[];
  readonly loginHint: string | null;
  /** What the token must say, as JSON: OpenID Connect Core §5.5, used to answer a claims challenge. */
  readonly claims: string | null;
  readonly codeChallenge: string | null;
};

/** Shown to the person and never redirected: nothing about the request can be trusted. */
export type RefusedAuthorization = { readonly kind: 'refused'; readonly code: string; readonly details: string };

/** Checks what an application asks for: tenant, client, redirect, then the rest. */
export function readAuthorizationRequest({
  tenant,
  query,
  clients,
  tenants,
}: {
  tenant: string;
  query: unknown;
  clients: OAuthClients;
  tenants: Tenants;
}): { kind: 'accepted'; request: AuthorizationRequest } | RefusedAuthorization {
  const audience = audienceNamed({ name: tenant, tenants });
  if (audience === null) return refused('90002', `Tenant '${tenant}' not found.`);
  const parsed = parameters.safeParse(query);
  if (!parsed.success) return refused('900144', z.prettifyError(parsed.error));
  const given = parsed.data;

  if (!given.client_id) return missing('client_id');
  const client = clients.find(given.client_id);
  if (client === undefined) {
    return refused('700016', `Application with identifier '${given.client_id}' was not found in the directory.`);
  }
  if (!given.redirect_uri || !acceptsRedirect({ client, redirectUri: given.redirect_uri })) {
    return refused('50011', `The redirect URI '${given.redirect_uri ?? ''}' does not match those of the application.`);
  }
  if (given.response_type !== 'code') {
    return refused('700054', "response_type 'id_token' is not enabled for the application; only 'code' is served.");
  }
  const scopes = parseScopes(given.scope ?? '');
  if (scopes.length === 0) return missing('scope');
  const unknown = scopes.filter((scope) => !isKnownScope(scope));
  if (unknown.length > 0) {
    return refused(
      '650053',
      `The application asked for scope '${unknown.join(' ')}' that does not exist on the resource.`,
    );
  }
  if (given.code_challenge !== undefined || given.code_challenge_method !== undefined) {
    if (given.code_challenge_method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(given.code_challenge ?? '')) {
      return refused('501491', 'Invalid size or method of Code_Challenge parameter; S256 is accepted.');
    }
  }
  return {
    kind: 'accepted',
    request: {
      audience,
      client,
      redirectUri: given.redirect_uri,
      responseMode: given.response_mode,
      scopes,
      state: given.state ?? null,
      nonce: given.nonce ?? null,
      prompts: given.prompt.split(' ').filter((prompt) => prompt !== ''),
      loginHint: given.login_hint ?? null,
      claims: given.claims ?? null,
      codeChallenge: given.code_challenge ?? null,
    },
  };
}

function missing(parameter: string): RefusedAuthorization {
  return refused('900144', `The request body must contain the following parameter: '${parameter}'.`);
}

function refused(code: string, details: string): RefusedAuthorization {
  return { kind: 'refused', code, details };
}
