import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { CalendarEntry } from '@throughline/domain/scheduling/calendar-entry.ts';
import type { CalendarOccurrence } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { CalendarAttendance } from './attendance.ts';
import type { CalendarPush } from './calendar-push.ts';

export type ProviderName = 'google' | 'microsoft';

/** `organize`: a manager's grant to write events. `availability`: a report's grant to be seen as busy, no more. */
export type ConnectionPurpose = 'organize' | 'availability';

/** Whose account a call acts for. Adapters limit their rate by `connectionId`, a connection of `organizationId`. */
export type CalendarAuth = {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly accessToken: string;
};

export type TokenSet = {
  readonly accessToken: string;
  /** Wall time. */
  readonly accessTokenExpiresAt: Temporal.Instant;
  /** A provider may hand out a new one with every refresh; null means the old one stays good. */
  readonly refreshToken: string | null;
  /** As granted, which may be less than was asked (RFC 6749 §5.1). */
  readonly scopes: readonly string[];
};

export type AccountIdentity = {
  /** The provider's stable id of the account. */
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  /** Google's `hd`, Microsoft's `tid`. */
  readonly tenant: string | null;
};

/** The person said no; an administrator has to allow it first; something else, perhaps of ours. */
export type AuthorizationRefusal = 'declined' | 'admin_needed' | 'failed';

/** OAuth 2.0 authorization-code flow with PKCE S256 (RFC 7636) of one provider. All errors are CalendarErrors. */
export type CalendarOAuth = {
  /** What has to be granted for the purpose; sign-in scopes included. */
  requiredScopes(purpose: ConnectionPurpose): readonly string[];
  /** Where to send the browser. */
  authorizationUrl(input: {
    purpose: ConnectionPurpose;
    /** Asks for attendance on top of what was granted before. */
    attendance?: boolean;
    state: string;
    nonce: string;
    codeChallenge: string;
    redirectUri: string;
    loginHint: string | null;
  }): string;
  /** What it means that the browser came back with an error in place of a code (RFC 6749 §4.1.2.1). */
  authorizationRefusal(input: { error: string; description: string | null }): AuthorizationRefusal;
  /** Trades the code for tokens and checks the id token's signature, issuer, audience and nonce. */
  exchange(input: {
    code: string;
    verifier: string;
    nonce: string;
    redirectUri: string;
  }): Promise<{ tokens: TokenSet; identity: AccountIdentity }>;
  /** `claims` is what a refused access token was told the next one has to satisfy. */
  refresh(input: { refreshToken: string; claims?: string | null }): Promise<TokenSet>;
  /** Ends the grant at the provider, one that is already gone included. False where only its person can. */
  revoke(input: { refreshToken: string }): Promise<boolean>;
  /** Null where people may consent for themselves. */
  readonly adminConsent: AdminConsent | null;
};

/** Where an administrator grants for a whole tenant before anybody in it is asked to connect. */
export type AdminConsent = {
  /** What is asked for, sign-in included, in the provider's own names. */
  readonly scopes: readonly string[];
  /** Where to send whoever grants; the provider sends the browser back with the state and whether it was granted. */
  url(input: { tenant: string; state: string; redirectUri: string }): string;
  /** The same for attendance alone, which is asked for apart. */
  readonly attendanceScopes: readonly string[];
  attendanceUrl(input: { tenant: string; state: string; redirectUri: string }): string;
  /**
   * The tenant that owns a mail domain, by the provider's public discovery; null when no tenant does. What a browser
   * brings back about a tenant proves nothing, this does.
   */
  tenantOf(input: { domain: string }): Promise<string | null>;
  /** Personal accounts belong to nobody's tenant and need no administrator. */
  isPersonal(tenant: string): boolean;
};

export type ParticipationStatus = 'needsAction' | 'accepted' | 'declined' | 'tentative';

/**
 * One entry of a calendar as it stands there now; only entries that bear our marker are ever returned. Its title,
 * place and text are the people's own and are never read.
 */
export type ObservedEvent = {
  readonly providerEventId: string;
  readonly icalUid: string | null;
  readonly etag: string | null;
  readonly marker: string | null;
  readonly status: 'confirmed';
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly allDay: boolean;
  readonly recurring: boolean;
  readonly private: boolean;
  /** By name. */
  readonly category: string | null;
  readonly organizerEmail: string;
  /** Whether the calendar's owner is its organizer. */
  readonly organizedByOwner: boolean;
  readonly ownerResponse: ParticipationStatus;
  /** The people invited: not the calendar's owner, and no rooms. */
  readonly attendees: readonly { readonly email: string; readonly response: ParticipationStatus }[];
  readonly conferenceUrl: string | null;
};

/** An entry that was deleted: a provider promises no more of it than its id. */
export type CancelledEvent = { readonly providerEventId: string; readonly status: 'cancelled' };

/** A file that hangs on an entry and goes out with its invitation. */
export type EventAttachment = {
  readonly name: string;
  readonly contentType: 'application/pdf';
  /** The same bytes every time. They are work to make, and not every provider takes a file, nor at every step. */
  content(): Promise<Uint8Array>;
};

export type EventStep = 'planned' | 'created' | 'attached' | 'invited';

export type CalendarEvents = {
  /** The id a provider lets us choose, from the conversation and the generation: the same input, the same id. */
  idempotencyId(input: { conversationId: string; generation: number }): string;
  /**
   * Takes the next step after `step` towards an entry with its invitation sent, and says which step was reached.
   * Whoever is uncertain calls `find` first.
   */
  place(input: {
    auth: CalendarAuth;
    draft: EventDraft;
    idempotencyId: string;
    step: Exclude<EventStep, 'invited'>;
    providerEventId: string | null;
    /** The agenda; a provider that takes links only has the draft's. */
    attachment: EventAttachment;
  }): Promise<{ step: EventStep; event: ObservedEvent }>;
  /**
   * Puts an existing entry back to the draft's privacy and category, with `moves` also to its time, and tells its
   * attendees. Title, place, text and answers stay as people left them, and without `moves` when it is and how long.
   * `etag` null means whatever stands there.
   */
  update(input: {
    auth: CalendarAuth;
    providerEventId: string;
    etag: string | null;
    draft: EventDraft;
    moves: boolean;
  }): Promise<ObservedEvent>;
  /**
   * Puts the draft's agenda in the place of the earlier one, in the text between our own marks and as attachment, and
   * tells the attendees at most once. Time, title and everything people wrote around it stay; so does the join link,
   * to the byte. Safe to repeat.
   */
  reviseAgenda(input: {
    auth: CalendarAuth;
    providerEventId: string;
    draft: EventDraft;
    attachment: EventAttachment;
  }): Promise<ObservedEvent>;
  /** Cancels and tells the attendees; an entry that is already gone is success. */
  cancel(input: { auth: CalendarAuth; providerEventId: string }): Promise<void>;
  /** Deletes a copy of ours from the account's calendar without telling anyone; one already gone is success. */
  discard(input: { auth: CalendarAuth; providerEventId: string }): Promise<void>;
  /**
   * By our own id, else by marker: the look before every second try. A cancelled one keeps its id for good: go on
   * with the next generation.
   */
  find(input: {
    auth: CalendarAuth;
    idempotencyId: string;
    marker: string;
  }): Promise<ObservedEvent | CancelledEvent | null>;
  /** Null when the provider says there is no such entry. A deleted one may still come back, as cancelled. */
  get(input: { auth: CalendarAuth; providerEventId: string }): Promise<ObservedEvent | CancelledEvent | null>;
};

export type CalendarChanges =
  | {
      readonly kind: 'changes';
      /** Our own entries that changed since the cursor (with `full`: all there are in the window). */
      readonly events: readonly ObservedEvent[];
      /** Ids of entries that were removed, or that are `known` and bear no marker: only `get` tells what became of them. */
      readonly removedIds: readonly string[];
      /** Whether entries that are not ours changed too, whatever they are. */
      readonly othersChanged: boolean;
      readonly full: boolean;
      /** Store it only after the items are stored. */
      readonly cursor: string;
    }
  /** The provider forgot the cursor: read again with `cursor: null` and compare. */
  | { readonly kind: 'cursor_expired' };

/** What a calendar's settings say of when its owner works. */
export type CalendarHours = {
  /** IANA; null for a zone of the person's own making that matches none. */
  readonly timeZone: string | null;
  readonly hours: WorkingHours;
};

/** One calendar provider. Adding one means one folder with the same files and passing the contract suite. */
export type CalendarProvider = {
  readonly name: ProviderName;
  readonly oauth: CalendarOAuth;
  readonly events: CalendarEvents;
  /** One answer for each address asked. An address the provider could not or would not read is `unknown`. */
  freeBusy(input: {
    auth: CalendarAuth;
    emails: readonly string[];
    window: Interval;
  }): Promise<ReadonlyMap<string, FreeBusy>>;
  /**
   * What takes the account's own time within the window: times alone, each occurrence of a series by itself. What is
   * free, not accepted, or no time of theirs (working places, birthdays) is left out.
   */
  ownEntries(input: { auth: CalendarAuth; window: Interval }): Promise<readonly CalendarEntry[]>;
  /** Recurring entries with other people in the account's own calendar, without titles: to find the regular 1:1s. */
  recurringOccurrences(input: { auth: CalendarAuth; window: Interval }): Promise<readonly CalendarOccurrence[]>;
  /**
   * Follows every page. `window` is the least a full reading covers; from a cursor, entries moved out of it may be
   * missing or removed, and what lies beyond it may come too. `known` are the ids of entries that are ours whatever
   * they bear. A calendar that is only to be seen as busy holds none, and is not asked for them.
   */
  changes(input: {
    auth: CalendarAuth;
    purpose: ConnectionPurpose;
    cursor: string | null;
    window: Interval;
    known: ReadonlySet<string>;
  }): Promise<CalendarChanges>;
  readonly attendance: CalendarAttendance;
  readonly push: CalendarPush;
  /** The account's own IANA time zone; null when the provider does not tell. */
  timeZone(input: { auth: CalendarAuth }): Promise<string | null>;
  /** The working hours people keep in their calendar's settings, by address; who is missing told none. */
  workingHours(input: { auth: CalendarAuth; emails: readonly string[] }): Promise<ReadonlyMap<string, CalendarHours>>;
};

/** The providers whose OAuth clients are configured. */
export type CalendarRegistry = {
  offered(): readonly ProviderName[];
  provider(name: ProviderName): CalendarProvider;
};
