export type OAuthEndpoints = {
  readonly authorize: string;
  readonly token: string;
  readonly revoke: string;
  readonly keys: string;
};

/** From accounts.google.com/.well-known/openid-configuration. */
const google: OAuthEndpoints = {
  authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revoke: 'https://oauth2.googleapis.com/revoke',
  keys: 'https://www.googleapis.com/oauth2/v3/certs',
};

/** Google signs under either name; a base URL of ours changes where its keys are fetched, never who it says it is. */
export const issuers = ['https://accounts.google.com', 'accounts.google.com'];

/** `baseUrl` (GOOGLE_OAUTH_BASE_URL) replaces scheme and authority of all of them. */
export function oauthEndpoints(baseUrl: string | null): OAuthEndpoints {
  if (baseUrl === null) return google;
  const at = (endpoint: string) => `${baseUrl}${new URL(endpoint).pathname}`;
  return { authorize: at(google.authorize), token: at(google.token), revoke: at(google.revoke), keys: at(google.keys) };
}
