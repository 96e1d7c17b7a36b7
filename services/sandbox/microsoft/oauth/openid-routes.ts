import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { originOf } from '../../core/request-origin.ts';
import type { SigningKey } from '../../core/oauth/signing-key.ts';
import { personalTenantId } from '../tenants.ts';
import type { Tenants } from '../tenants.ts';
import { aadstsBody } from './aadsts-error.ts';
import { audienceNamed, segmentOf } from './audience.ts';
import type { Audience } from './audience.ts';
import { issuerOf } from './id-token.ts';

const address = z.object({ tenant: z.string() });

/** What Microsoft serves about a tenant to anybody: discovery and the keys of its id tokens. */
export function openidRoutes({
  app,
  tenants,
  signingKey,
}: {
  app: FastifyInstance;
  tenants: Tenants;
  signingKey: () => Promise<SigningKey>;
}): void {
  const named = (params: unknown): { audience: Audience } | { missing: object } => {
    const { tenant } = address.parse(params);
    const audience = audienceNamed({ name: tenant, tenants });
    if (audience !== null) return { audience };
    return { missing: aadstsBody({ code: '90002', message: tenantNotFound(tenant) }) };
  };

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (incoming, reply) => {
    const asked = named(incoming.params);
    if ('missing' in asked) return reply.code(400).send(asked.missing);
    const segment = segmentOf(asked.audience);
    const base = `${originOf(incoming)}/${segment}`;
    return reply.send({
      token_endpoint: `${base}/oauth2/v2.0/token`,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_modes_supported: ['query', 'fragment'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
      issuer: issuerOf(issuingTenant(asked.audience)),
      request_uri_parameter_supported: false,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      http_logout_supported: true,
      claims_supported: [
        'sub',
        'iss',
        'aud',
        'exp',
        'iat',
        'nonce',
        'preferred_username',
        'name',
        'tid',
        'ver',
        'email',
      ],
      tenant_region_scope: asked.audience.kind === 'tenant' ? 'EU' : null,
      cloud_instance_name: 'microsoftonline.com',
      msgraph_host: 'graph.microsoft.com',
    });
  });

  app.get('/:tenant/discovery/v2.0/keys', async (incoming, reply) => {
    const asked = named(incoming.params);
    if ('missing' in asked) return reply.code(400).send(asked.missing);
    const { publicJwk } = await signingKey();
    return reply
      .header('cache-control', 'public, max-age=86400')
      .send({ keys: [{ ...publicJwk, issuer: issuerOf(issuingTenant(asked.audience)) }] });
  });
}

/** A document for several tenants names none: `{tenantid}` is to be replaced by the `tid` of each token. */
function issuingTenant(audience: Audience): string {
  if (audience.kind === 'tenant') return audience.tenant.id;
  return audience.kind === 'consumers' ? personalTenantId : '{tenantid}';
}

function tenantNotFound(tenant: string): string {
  return `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`;
}
