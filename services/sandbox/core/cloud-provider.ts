import type { FastifyRequest } from 'fastify';
import type { Account, Provider } from './accounts/account-store.ts';
import type { JsonObject } from './calendar/calendar-event.ts';
import type { Span } from './calendar/occurrences.ts';

/** What the control API and the faults need of a provider beside its own API. */
export type CloudProvider = {
  readonly name: Provider;
  /** The provider's host for a path of its documented API, or null for paths that are not its own. */
  readonly officialOrigin: (path: string) => string | null;
  /** Whose call this is, by its token, code or refresh token. */
  readonly accountOfRequest: (request: FastifyRequest) => string | null;
  /** A provider's error in its own envelope, for injected faults. */
  readonly errorBody: (args: { path: string; status: number; reason: string | null }) => JsonObject;
  /** Status and body of being throttled. */
  readonly throttleStatus: number;
  /** Enters events in the provider's own shape, without mailing anybody. Throws what its API would answer. */
  readonly seedEvent: (args: { account: Account; event: unknown }) => void;
  /** The account's entries in the provider's shape, cancelled ones too; expanded into instances within `window`. */
  readonly storedEvents: (args: { account: Account; window: Span | null }) => JsonObject[];
  /** A token to act as the account with, allowed everything about calendars. */
  readonly actAs: (account: Account) => string;
  /** Ends the grants of an account, or of all, to every application. */
  readonly revokeGrants: (account: string | null) => void;
  readonly invalidateSyncTokens: (account: string | null) => void;
  /** Finishes what the provider does a moment later by itself. */
  readonly settle: () => Promise<void>;
  readonly clear: () => void;
  readonly close: () => void;
};
