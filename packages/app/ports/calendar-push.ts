import type { CalendarAuth, ConnectionPurpose } from './calendar.ts';

/** A channel as its provider knows it. */
export type ProviderChannel = {
  readonly providerChannelId: string;
  /** Some providers want it back when a channel is closed. */
  readonly providerResourceId: string | null;
};

export type OpenedChannel = ProviderChannel & { readonly expiresAt: Temporal.Instant };

export type PushNews =
  | 'changed'
  /** The channel ends soon unless it is renewed. */
  | 'renewal_wanted'
  /** The channel has ended. */
  | 'removed'
  /** Something was announced and got lost. */
  | 'missed';

/** One announcement. Whoever sent it claims to be the provider; `credential` has to prove it. */
export type PushMessage = { readonly credential: string; readonly providerChannelId: string; readonly news: PushNews };

/** What arrived at one of our push addresses. */
export type PushRequest = {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly query: unknown;
  readonly body: string;
};

/** `text` is what a handshake wants to hear. */
export type PushReceipt = {
  readonly status: number;
  readonly text: string | null;
  readonly messages: readonly PushMessage[];
};

/** Where a provider announces that something changed in an account's own calendar. A hint: `changes` tells what. */
export type CalendarPush = {
  /** Whether it announces to such an address. */
  reaches(address: string): boolean;
  /** Whether a grant for the purpose is enough. */
  covers(purpose: ConnectionPurpose): boolean;
  /**
   * Opens one, for as long as the provider has it. `channelId` is ours and new; `credential` comes back with every
   * announcement. The address answers before this does.
   */
  open(input: {
    auth: CalendarAuth;
    channelId: string;
    credential: string;
    /** For what changed, and for what becomes of the channel itself. */
    address: string;
    lifecycleAddress: string;
    now: Temporal.Instant;
  }): Promise<OpenedChannel>;
  /** Prolongs one, and says until when; null where another has to take its place. `not_found` when it is gone. */
  readonly renew:
    | ((input: { auth: CalendarAuth; channel: ProviderChannel; now: Temporal.Instant }) => Promise<Temporal.Instant>)
    | null;
  /** One that is already gone is success. */
  close(input: { auth: CalendarAuth; channel: ProviderChannel }): Promise<void>;
  /**
   * Closes what came of openings whose answers were lost, by our own ids; whatever announces to `address` for the
   * account and is not `known` counts as that. False when there is no way to tell yet: with one that is known there is.
   */
  closeLost(input: {
    auth: CalendarAuth;
    channelIds: readonly string[];
    known: readonly ProviderChannel[];
    address: string;
  }): Promise<boolean>;
  /** How to answer what arrived, at once, and what it announces; an unreadable one is answered like any other. */
  receive(request: PushRequest): PushReceipt;
};
