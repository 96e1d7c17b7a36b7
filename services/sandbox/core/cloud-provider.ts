import type { FastifyRequest } from 'fastify';
import type { Account, Provider } from './accounts/account-store.ts';
import type { JsonObject } from './calendar/calendar-event.ts';
import type { Call } from './calls/call.ts';
import type { OAuthClients } from './oauth/oauth-clients.ts';
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
  /** How the provider says that there were too many calls. */
  readonly throttling: { readonly status: number; readonly reason: string };
  /** The status an error always comes with at this provider; null when the reason does not settle it. */
  readonly usualStatus: (reason: string) => number | null;
  /** Enters events in the provider's own shape, without mailing anybody. Throws what its API would answer. */
  readonly seedEvent: (args: { account: Account; event: unknown }) => void;
  /** The account's entries in the provider's shape, cancelled ones too; expanded into instances within `window`. */
  readonly storedEvents: (args: { account: Account; window: Span | null }) => JsonObject[];
  /** A token to act as the account with, allowed everything about calendars. */
  readonly actAs: (account: Account) => string;
  /** Keeps who was in a call, and answers its id; null for a link that is not the provider's. */
  readonly recordCall: (call: Omit<Call, 'id'>) => string | null;
  /** The applications that may ask people for access. */
  readonly clients: OAuthClients;
  /** Ends the grants of an account, or of all, to every application, for the provider's usual reason or a named one. */
  readonly revokeGrants: (args: { account: string | null; reason: string | null }) => void;
  /** Holds back an account's calls, or everyone's, until its token was asked for anew. */
  readonly challenge: (account: string | null) => void;
  readonly invalidateSyncTokens: (account: string | null) => void;
  /** Finishes what the provider does a moment later by itself. */
  readonly settle: () => Promise<void>;
  readonly clear: () => void;
  readonly close: () => void;
};
