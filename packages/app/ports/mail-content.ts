import type { Grade, WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { GrantLostBecause } from '@throughline/domain/connection/broken-because.ts';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { NudgeLine } from './nudge-line.ts';

/** A picture a mail brings along, so that nothing is fetched when it is opened; its HTML names it `cid:<id>`. */
export type MailPicture = { readonly id: string; readonly png: Uint8Array };

export type RenderedMail = {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** None where there are none to bring along. */
  readonly pictures?: readonly MailPicture[];
};

/** A conversation's slot as its reader's clock shows it; half-open. */
export type MailedSlot = {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** The reader's IANA zone. */
  readonly timeZone: string;
};

/** What every mail begins with. */
type Addressed = { readonly givenName: string; readonly organizationName: string };

/** Asks a manager to connect a calendar, because reports of theirs need a date. */
export type ConnectRequest = Addressed & {
  readonly template: 'connect-request';
  readonly reports: readonly { readonly name: string; readonly dueOn: Temporal.PlainDate }[];
  readonly connectUrl: string;
  /** 1 for the first time of asking; how often there will be at most. */
  readonly request: number;
  readonly requests: number;
};

/**
 * Asks a report to pick one of the times proposed: because nobody's grant shows when they are busy, which they may let
 * Throughline see instead, or because nothing fits the usual rules. At least one of the two.
 */
export type AvailabilityRequest = Addressed & {
  readonly template: 'availability-request';
  readonly managerName: string;
  readonly because: 'calendar_unknown' | 'no_common_time' | 'capacity';
  readonly dueOn: Temporal.PlainDate;
  /** Null where connecting would show nothing, or is not theirs to do. */
  readonly connectUrl: string | null;
  readonly times: TimesToPick | null;
  /** A time was picked before and came to nothing. */
  readonly again: boolean;
};

/** Behind every address nothing happens without a click. */
export type TimesToPick = {
  readonly slots: readonly {
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
    readonly pickUrl: string;
    /** Of the reader and of the other: whether it lies outside their usual hours. */
    readonly outsideHours: { readonly reader: boolean; readonly other: boolean };
  }[];
  /** The reader's IANA zone, and that of the other of the two. */
  readonly timeZone: string;
  readonly otherTimeZone: string;
  /** From then on they are no longer offered. */
  readonly until: Temporal.Instant;
  /** Where others can be asked for; null once they have been. */
  readonly othersUrl: string | null;
};

/** Asks one of the two about a date that something stands in the way of. */
export type DateQuestion = Addressed & {
  readonly template: 'date-question';
  readonly otherName: string;
  /** Sentences. */
  readonly trouble: string;
  readonly stands: MailedSlot;
  /** Null where there is no other time. */
  readonly times: TimesToPick | null;
  /** Where a click lets it stay. */
  readonly keepUrl: string;
};

/** The first plan of a newly connected manager, before any invitation leaves. */
export type PlanPreview = Addressed & {
  readonly template: 'plan-preview';
  readonly sendsAt: Temporal.Instant;
  readonly timeZone: string;
  readonly rows: readonly {
    readonly reportName: string;
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
    readonly dueOn: Temporal.PlainDate;
  }[];
  readonly planUrl: string;
  /** Why not everybody finds a day; null where everybody does. */
  readonly workload: string | null;
};

export type ReportPrep = Addressed & {
  readonly template: 'report-prep';
  readonly managerName: string;
  readonly slot: MailedSlot;
  /** What to think about beforehand. */
  readonly prompts: readonly string[];
  readonly agendaUrl: string;
};

export type ManagerPrep = Addressed & {
  readonly template: 'manager-prep';
  readonly reportName: string;
  readonly slot: MailedSlot;
  /** What to say first and how to react. */
  readonly coaching: readonly string[];
  readonly agendaUrl: string;
};

/** Asks the report alone whether it took place; managers are never mailed for that. */
export type ConfirmationAsk = Addressed & {
  readonly template: 'confirmation-ask';
  readonly managerName: string;
  readonly slot: MailedSlot;
  /** Behind it nothing happens without a click. */
  readonly confirmUrl: string;
  readonly expiresAt: Temporal.Instant;
};

export type MondayMail = Addressed & {
  readonly template: 'monday-mail';
  readonly weekOf: Temporal.PlainDate;
  readonly timeZone: string;
  /** Due within the policy's horizon and without a date, soonest first. */
  readonly needsDate: readonly {
    readonly reportName: string;
    readonly dueOn: Temporal.PlainDate;
    readonly waitingFor: WaitingReason | null;
    readonly url: string;
    /** Where the manager, too, can pick one of the times proposed; null where there are none. */
    readonly timesUrl: string | null;
  }[];
  readonly upcoming: readonly {
    readonly reportName: string;
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
    readonly url: string;
  }[];
  /** Since when what happens to some of `upcoming` in the calendar is not known; null while all is. */
  readonly unknownSince: Temporal.Instant | null;
  /** Ended and not yet known to have taken place: the line "did it happen?". */
  readonly didItHappen: readonly {
    readonly reportName: string;
    readonly startsAt: Temporal.Instant;
    readonly answerUrl: string;
  }[];
  /** Outcomes since last Monday, as everyone but the report sees them. */
  readonly decided: readonly { readonly reportName: string; readonly grade: Grade; readonly url: string }[];
  /** Sentences for this manager alone. */
  readonly notes: readonly string[];
  /** Present while the manager has no working connection. */
  readonly connectUrl: string | null;
  /** What slipped, which would otherwise be a mail of its own that day. */
  readonly nudges: readonly NudgeLine[];
};

/** Everything that slipped and that one person could help with, in one mail of one day. */
export type Nudges = Addressed & {
  readonly template: 'nudges';
  /** The reader's IANA zone. */
  readonly timeZone: string;
  readonly lines: readonly NudgeLine[];
  /** Whether HR has a list of who was asked to help. */
  readonly hrSeesSteps: boolean;
};

export type DigestMail = Addressed & {
  readonly template: 'weekly-digest';
  readonly digest: WeeklyDigest;
  readonly coverageUrl: string;
  /** Where its reader finds earlier ones, and says how often to get it. */
  readonly digestUrl: string;
};

/** A calendar connection stopped working; one notice, until its person mends it. */
export type ReconnectNotice = Addressed & {
  readonly template: 'reconnect-notice';
  readonly provider: 'google' | 'microsoft';
  readonly accountEmail: string;
  readonly because: GrantLostBecause;
  /** Events that Throughline can no longer keep true. */
  readonly upcoming: number;
  readonly connectUrl: string;
};

export type SignInLink = Addressed & {
  readonly template: 'sign-in-link';
  readonly signInUrl: string;
  readonly expiresAt: Temporal.Instant;
  readonly timeZone: string;
};

/** Tells everyone, before the first invitation, what is coming and who sees what: once, in the sponsor's words. */
export type LaunchAnnouncement = Addressed & {
  readonly template: 'launch-announcement';
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** Who signs it; the organisation where it is null. */
  readonly sponsorName: string | null;
  readonly aboutUrl: string;
};

/** An endpoint of webhooks was switched off, to those who look after it. */
export type WebhookNotice = Addressed & {
  readonly template: 'webhook-notice';
  /** Without its path, which can hold a secret of the receiver's. */
  readonly host: string;
  /** What somebody called it; empty where nobody did. */
  readonly description: string;
  readonly because: 'gone' | 'failing';
  /** Since when nothing got through. */
  readonly since: Temporal.Instant;
  readonly timeZone: string;
  /** Until then what was missed can be sent again. */
  readonly keptUntil: Temporal.Instant;
  readonly webhooksUrl: string;
};

/** Everything Throughline ever mails. */
export type MailContent =
  | ConnectRequest
  | AvailabilityRequest
  | DateQuestion
  | PlanPreview
  | ReportPrep
  | ManagerPrep
  | ConfirmationAsk
  | MondayMail
  | Nudges
  | DigestMail
  | ReconnectNotice
  | WebhookNotice
  | LaunchAnnouncement
  | SignInLink;

export type MailTemplate = MailContent['template'];

/** Pure: the same content, the same mail. `unsubscribeUrl` is for the footer of mails one can opt out of. */
export type MailRenderer = (input: {
  readonly content: MailContent;
  readonly unsubscribeUrl: string | null;
}) => RenderedMail | Promise<RenderedMail>;
