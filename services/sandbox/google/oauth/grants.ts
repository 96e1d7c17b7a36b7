import { randomBytes } from 'node:crypto';
import type { Journal } from '../../core/state/journal.ts';
import { openTable } from '../../core/state/table.ts';

/** What a person allowed an application, and all tokens that came of it. */
type Grant = { readonly clientId: string; readonly account: string; readonly scopes: readonly string[] };

export type RefreshToken = Grant & { readonly token: string };

/** `clientId` is null for tokens the control API hands out: they stand for the person and survive revocation. */
export type AccessToken = Omit<Grant, 'clientId'> & {
  readonly token: string;
  readonly clientId: string | null;
  /** Wall time, milliseconds: moving the sandbox's clock does not age tokens. */
  readonly expiresAt: number;
};

export type Grants = {
  readonly grantedScopes: (args: { clientId: string; account: string }) => readonly string[];
  /** Remembers a consent, adding to what was allowed before. */
  readonly consent: (grant: Grant) => void;
  readonly issueRefreshToken: (grant: Grant) => string;
  readonly findRefreshToken: (token: string) => RefreshToken | undefined;
  /** Puts a new refresh token in an old one's place; the old one is dead. */
  readonly rotate: (old: RefreshToken) => string;
  readonly issueAccessToken: (args: Omit<AccessToken, 'token' | 'expiresAt'>) => AccessToken;
  /** Undefined when unknown, expired or revoked. */
  readonly findAccessToken: (token: string) => AccessToken | undefined;
  /** Ends what one account allowed one application, with every token of it. */
  readonly revoke: (grant: { clientId: string; account: string }) => void;
  /** Ends the grant a token belongs to, with every other token of it. */
  readonly revokeToken: (token: string) => boolean;
  /** Ends the grants of one account, or of all, to every application. */
  readonly revokeAccount: (account: string | null) => number;
  readonly clear: () => void;
};

export const accessTokenSeconds = 3599;

/** developers.google.com/identity/protocols/oauth2#expiration: beyond it the oldest dies without a word. */
const refreshTokensPerGrant = 100;

export function openGrants({ journal }: { journal: Journal }): Grants {
  const grants = openTable<Grant>({ name: 'google-grants', journal });
  const refreshTokens = openTable<RefreshToken>({ name: 'google-refresh-tokens', journal });
  const accessTokens = openTable<AccessToken>({ name: 'google-access-tokens', journal });
  const keyOf = ({ clientId, account }: { clientId: string; account: string }): string => `${clientId} ${account}`;

  const refreshTokensOf = (grant: { clientId: string; account: string }): RefreshToken[] =>
    [...refreshTokens.values()].filter((token) => keyOf(token) === keyOf(grant));

  const revoke = (grant: { clientId: string; account: string }): void => {
    grants.delete(keyOf(grant));
    for (const { token } of refreshTokensOf(grant)) refreshTokens.delete(token);
    for (const { token, clientId, account } of accessTokens.values()) {
      if (clientId === grant.clientId && account === grant.account) accessTokens.delete(token);
    }
  };

  const issueRefreshToken = ({ clientId, account, scopes }: Grant): string => {
    const existing = refreshTokensOf({ clientId, account });
    const oldest = existing[0];
    if (existing.length >= refreshTokensPerGrant && oldest !== undefined) refreshTokens.delete(oldest.token);
    const token = `1//${randomBytes(48).toString('base64url')}`;
    refreshTokens.set(token, { clientId, account, scopes, token });
    return token;
  };

  const dropExpired = (): void => {
    for (const { token, expiresAt } of accessTokens.values()) if (expiresAt < Date.now()) accessTokens.delete(token);
  };

  return {
    grantedScopes: (grant) => grants.get(keyOf(grant))?.scopes ?? [],
    consent: ({ clientId, account, scopes }) => {
      const before = grants.get(keyOf({ clientId, account }))?.scopes ?? [];
      grants.set(keyOf({ clientId, account }), { clientId, account, scopes: [...new Set([...before, ...scopes])] });
    },
    issueRefreshToken,
    findRefreshToken: refreshTokens.get,
    rotate: (old) => {
      refreshTokens.delete(old.token);
      return issueRefreshToken(old);
    },
    issueAccessToken: (grant) => {
      if (accessTokens.size() > 2000) dropExpired();
      const token = `ya29.${randomBytes(64).toString('base64url')}`;
      const accessToken = { ...grant, token, expiresAt: Date.now() + accessTokenSeconds * 1000 };
      accessTokens.set(token, accessToken);
      return accessToken;
    },
    findAccessToken: (token) => {
      const found = accessTokens.get(token);
      return found === undefined || found.expiresAt < Date.now() ? undefined : found;
    },
    revoke,
    revokeToken: (token) => {
      const found = refreshTokens.get(token) ?? accessTokens.get(token);
      if (found === undefined || found.clientId === null) return false;
      revoke({ clientId: found.clientId, account: found.account });
      return true;
    },
    revokeAccount: (account) => {
      const concerned = [...grants.values()].filter((grant) => account === null || grant.account === account);
      for (const grant of concerned) revoke(grant);
      return concerned.length;
    },
    clear: () => {
      grants.clear();
      refreshTokens.clear();
      accessTokens.clear();
    },
  };
}
