import { randomBytes } from 'node:crypto';
import type { Journal } from '../../core/state/journal.ts';
import { openTable } from '../../core/state/table.ts';

/** What a person allowed an application. */
type Grant = { readonly clientId: string; readonly account: string; readonly scopes: readonly string[] };

export type RefreshToken = Grant & {
  readonly token: string;
  /** The AADSTS code of why it is worth nothing any more; null while it is good. */
  readonly deadBecause: string | null;
};

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
  /** One more; those from before stay good. */
  readonly issueRefreshToken: (grant: Grant) => string;
  readonly findRefreshToken: (token: string) => RefreshToken | undefined;
  /** Ends one refresh token alone. */
  readonly retire: (token: RefreshToken) => void;
  /** `seconds` is how long it lives. */
  readonly issueAccessToken: (args: Omit<AccessToken, 'token' | 'expiresAt'> & { seconds: number }) => AccessToken;
  /** Undefined when unknown, expired or revoked. */
  readonly findAccessToken: (token: string) => AccessToken | undefined;
  /** Ends the access tokens applications hold of an account. */
  readonly endAccessTokens: (account: string) => void;
  /** Ends the grants of one account, or of all, to every application; their refresh tokens answer `code` from now on. */
  readonly revokeAccount: (args: { account: string | null; code: string }) => void;
  readonly clear: () => void;
};

/**
 * Using a refresh token does not end it (learn.microsoft.com/entra/identity-platform/refresh-tokens), so they pile up;
 * here the oldest of very many make way.
 */
const refreshTokensPerGrant = 50;

export function openGrants({ journal }: { journal: Journal }): Grants {
  const grants = openTable<Grant>({ name: 'microsoft-grants', journal });
  const refreshTokens = openTable<RefreshToken>({ name: 'microsoft-refresh-tokens', journal });
  const accessTokens = openTable<AccessToken>({ name: 'microsoft-access-tokens', journal });
  const keyOf = ({ clientId, account }: { clientId: string; account: string }): string => `${clientId} ${account}`;

  const dropExpired = (): void => {
    for (const { token, expiresAt } of accessTokens.values()) if (expiresAt < Date.now()) accessTokens.delete(token);
  };

  const endAccessTokens = (account: string): void => {
    for (const held of accessTokens.values()) {
      if (held.account === account && held.clientId !== null) accessTokens.delete(held.token);
    }
  };

  return {
    grantedScopes: (grant) => grants.get(keyOf(grant))?.scopes ?? [],
    consent: ({ clientId, account, scopes }) => {
      const before = grants.get(keyOf({ clientId, account }))?.scopes ?? [];
      grants.set(keyOf({ clientId, account }), { clientId, account, scopes: [...new Set([...before, ...scopes])] });
    },
    issueRefreshToken: ({ clientId, account, scopes }) => {
      const existing = [...refreshTokens.values()].filter((held) => keyOf(held) === keyOf({ clientId, account }));
      const oldest = existing[0];
      if (existing.length >= refreshTokensPerGrant && oldest !== undefined) refreshTokens.delete(oldest.token);
      const token = `1.A${randomBytes(64).toString('base64url')}`;
      refreshTokens.set(token, { clientId, account, scopes, token, deadBecause: null });
      return token;
    },
    findRefreshToken: refreshTokens.get,
    retire: (held) => refreshTokens.set(held.token, { ...held, deadBecause: '70000' }),
    issueAccessToken: ({ seconds, ...grant }) => {
      if (accessTokens.size() > 2000) dropExpired();
      const token = `EwB${randomBytes(96).toString('base64url')}`;
      const accessToken = { ...grant, token, expiresAt: Date.now() + seconds * 1000 };
      accessTokens.set(token, accessToken);
      return accessToken;
    },
    findAccessToken: (token) => {
      const found = accessTokens.get(token);
      return found === undefined || found.expiresAt < Date.now() ? undefined : found;
    },
    endAccessTokens,
    revokeAccount: ({ account, code }) => {
      const concerned = (grant: { account: string }): boolean => account === null || grant.account === account;
      for (const grant of [...grants.values()].filter(concerned)) grants.delete(keyOf(grant));
      for (const held of [...refreshTokens.values()].filter(concerned)) {
        refreshTokens.set(held.token, { ...held, deadBecause: code });
      }
      for (const held of [...accessTokens.values()].filter(concerned)) endAccessTokens(held.account);
    },
    clear: () => {
      grants.clear();
      refreshTokens.clear();
      accessTokens.clear();
    },
  };
}
