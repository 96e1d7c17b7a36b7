import type { ProviderName } from '@throughline/app/ports/calendar.ts';

/** What has to come back unchanged from one sign-in to be believed; sealed into a cookie meanwhile. */
export type SignInAttempt = { readonly state: string; readonly nonce: string; readonly verifier: string };

/** Who somebody is at their provider. */
export type SignedInAccount = {
  readonly email: string;
  /**
   * The organisation the account belongs to: Google's `hd`, Microsoft's `tid`, of any other issuer itself. Null for an
   * account of one's own.
   */
  readonly tenant: string | null;
};

export type BegunSignIn =
  /** Where to send the browser. */
  | { readonly kind: 'begun'; readonly url: string; readonly attempt: SignInAttempt }
  /** Whoever signs people in there does not say where to send them. `reason` is for the log. */
  | { readonly kind: 'unreachable'; readonly reason: string };

export type SignInAnswer =
  | { readonly kind: 'account'; readonly account: SignedInAccount }
  /** Something did not fit the attempt, the person said no, or the provider could not be asked. `reason` is for the log. */
  | { readonly kind: 'refused'; readonly reason: string };

/** OpenID Connect code flow with state, nonce, PKCE S256, and the id token's signature, issuer and audience checked. */
export type ProviderSignIn = {
  /** As a button names it; null for providers everybody knows. */
  readonly title: string | null;
  /** Its address where it is a company’s own issuer, as OIDC_ISSUER has it. */
  readonly issuer: string | null;
  begin(input: { redirectUri: string }): Promise<BegunSignIn>;
  /** `callbackUrl` is the address the browser came back to, as the provider was told it, with its query. */
  complete(input: { callbackUrl: URL; attempt: SignInAttempt }): Promise<SignInAnswer>;
};

/** Where people have calendars, or the company's own issuer of identities. */
export type SignInProvider = ProviderName | 'oidc';

/** Those that can be signed in with here. */
export type ProviderSignIns = ReadonlyMap<SignInProvider, ProviderSignIn>;
