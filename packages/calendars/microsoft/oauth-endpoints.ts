const ownOrigin = 'https://login.microsoftonline.com';

/** Home of all personal accounts (learn.microsoft.com/entra/identity-platform/id-token-claims-reference). */
export const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

export type OAuthEndpoints = {
  readonly authorize: string;
  readonly token: string;
  /** Of one tenant: those with which its own id tokens are signed, and no other's. */
  keys(tenantId: string): string;
  /** What is publicly known of the tenant behind an id or a mail domain. */
  discovery(tenant: string): string;
  adminConsent(tenant: string): string;
};

/**
 * `tenant` is `common`, `organizations` or one tenant, by id or domain. `baseUrl` (MICROSOFT_LOGIN_BASE_URL) replaces
 * scheme and authority of all of them.
 */
export function oauthEndpoints({ baseUrl, tenant }: { baseUrl: string | null; tenant: string }): OAuthEndpoints {
  const at = (name: string, path: string) => `${baseUrl ?? ownOrigin}/${encodeURIComponent(name)}${path}`;
  return {
    authorize: at(tenant, '/oauth2/v2.0/authorize'),
    token: at(tenant, '/oauth2/v2.0/token'),
    keys: (tenantId) => at(tenantId, '/discovery/v2.0/keys'),
    discovery: (name) => at(name, '/v2.0/.well-known/openid-configuration'),
    adminConsent: (name) => at(name, '/v2.0/adminconsent'),
  };
}

/** Who signs for a tenant: a base URL of ours changes where its keys are fetched, never who it says it is. */
export function issuerOf(tenantId: string): string {
  return `${ownOrigin}/${tenantId}/v2.0`;
}

/** The tenant an issuer speaks for; null for an issuer that is none of Microsoft's. */
export function tenantOfIssuer(issuer: string): string | null {
  const tenantId = /^https:\/\/login\.microsoftonline\.com\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/v2\.0$/.exec(
    issuer,
  )?.[1];
  return tenantId ?? null;
}
