import { randomBytes } from 'node:crypto';

export type AuthorizationCode = {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly account: string;
  readonly scopes: readonly string[];
  readonly codeChallenge: string | null;
  readonly nonce: string | null;
  /** Whether a refresh token goes with it. */
  readonly offline: boolean;
  /** The `claims` it was asked for with, OpenID Connect Core §5.5. */
  readonly claims: string | null;
};

export type RedeemedCode =
  | { readonly kind: 'fresh'; readonly code: AuthorizationCode }
  | { readonly kind: 'used'; readonly code: AuthorizationCode }
  | { readonly kind: 'unknown' };

/** Codes between consent and token. Single use, and short-lived by wall time; a restart forgets them. */
export type AuthorizationCodes = {
  readonly issue: (code: AuthorizationCode) => string;
  readonly redeem: (code: string) => RedeemedCode;
  readonly accountOf: (code: string) => string | null;
};

const lifetimeMilliseconds = 10 * 60 * 1000;

export function createAuthorizationCodes({ prefix }: { prefix: string }): AuthorizationCodes {
  const codes = new Map<string, { code: AuthorizationCode; issuedAt: number; used: boolean }>();
  return {
    issue: (code) => {
      const value = `${prefix}${randomBytes(40).toString('base64url')}`;
      codes.set(value, { code, issuedAt: Date.now(), used: false });
      return value;
    },
    redeem: (value) => {
      const found = codes.get(value);
      if (found === undefined || Date.now() - found.issuedAt > lifetimeMilliseconds) return { kind: 'unknown' };
      if (found.used) return { kind: 'used', code: found.code };
      found.used = true;
      return { kind: 'fresh', code: found.code };
    },
    accountOf: (value) => codes.get(value)?.code.account ?? null,
  };
}
