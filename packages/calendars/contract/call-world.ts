/** Whoever comes to a call: signed in, or known by what they typed or by their number. */
export type Guest = { readonly email: string } | { readonly anonymous: string } | { readonly phone: string };

/** What a provider’s stand-in does about calls. */
export type CallWorld = {
  /** People come together behind a link, once. Before `publishedAt` the provider tells nothing of it. */
  attend(input: {
    conferenceUrl: string;
    stays: readonly { readonly who: Guest; readonly joined: Temporal.Instant; readonly left: Temporal.Instant }[];
    publishedAt: Temporal.Instant | null;
  }): Promise<void>;
  /** Which list of calls can be cut into pages, of how many items. */
  readonly longLists: { readonly path: string; readonly items: number };
  /** How the provider says that a scope is missing, and that something else forbids telling. */
  readonly refusals: { readonly scope: string; readonly settings: string };
};
