import { createPkce } from '@throughline/security/pkce.ts';
import type {
  AccountIdentity,
  CalendarAuth,
  CalendarProvider,
  ConnectionPurpose,
  EventAttachment,
  EventStep,
  ObservedEvent,
  ParticipationStatus,
  TokenSet,
} from '@throughline/app/ports/calendar.ts';
import type { AnnouncedAgenda } from '@throughline/domain/agenda/announced-agenda.ts';
import { eventBody } from '@throughline/domain/scheduling/event-body.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { vi } from 'vitest';
import type { CallWorld } from './call-world.ts';
import type { Oddities } from './oddities.ts';

type Day = string;

/** Something a person has in their calendar of their own accord. */
export type Entry =
  | { readonly kind: 'busy' | 'out_of_office'; readonly start: string; readonly end: string }
  | { readonly kind: 'all_day_busy' | 'all_day_free' | 'working_location'; readonly from: Day; readonly until: Day }
  /** Every year, as the provider enters it of its own accord. */
  | { readonly kind: 'birthday'; readonly on: Day }
  | {
      readonly kind: 'weekly';
      readonly start: string;
      readonly end: string;
      readonly attendees: readonly string[];
      readonly rooms?: readonly string[];
    };

/** What people do to an entry in their own calendar. */
export type Edit =
  | { readonly kind: 'move'; readonly start: Temporal.Instant; readonly end: Temporal.Instant }
  | { readonly kind: 'respond'; readonly response: ParticipationStatus }
  | { readonly kind: 'retitle'; readonly title: string }
  /** `text` is HTML, as it stands and as they leave it. */
  | { readonly kind: 'rewrite'; readonly rewrite: (text: string) => string }
  /** Attendees beside those there are; `room` is one only a provider's room list would show. */
  | { readonly kind: 'invite'; readonly email: string; readonly as: 'person' | 'room' }
  | { readonly kind: 'uninvite'; readonly email: string }
  /** Category or marker taken away, as add-ins do that write what they know and drop the rest. */
  | { readonly kind: 'unlabel' | 'strip_marker' }
  /** Of a series, the occurrence that starts then. */
  | { readonly kind: 'delete_occurrence'; readonly start: Temporal.Instant }
  /** An attendee's own copy, whose id is theirs. */
  | { readonly kind: 'delete_own_copy' }
  | { readonly kind: 'make_public' | 'delete' | 'repeat_weekly' | 'make_all_day' | 'copy' };

/** An entry as its owner sees it. */
export type Seen = {
  readonly id: string;
  readonly title: string | null;
  /** HTML. */
  readonly text: string;
  readonly start: Temporal.Instant;
  /** The zone it is kept in, IANA. */
  readonly timeZone: string;
  readonly private: boolean;
  readonly responses: Readonly<Record<string, string>>;
  readonly reminderMinutes: readonly number[];
  /** What can be opened: a file by the hash of its bytes, or an address. */
  readonly attachments: readonly { readonly sha256: string | null; readonly url: string | null }[];
};

export type CalendarMail = { readonly attachments: readonly { readonly name: string; readonly sha256: string }[] };

/** Kinds every stand-in can play; `times` is one unless it is said. */
export type Fault = {
  readonly kind: string;
  readonly account?: string;
  readonly method?: string;
  readonly path?: string;
  readonly after?: number;
  readonly times?: number;
  readonly status?: number;
  readonly reason?: string;
  readonly body?: string;
  readonly retryAfter?: number | string | null;
  readonly items?: number;
  readonly bytes?: number;
  readonly milliseconds?: number;
};

export type Exchange = { readonly method: string; readonly url: string; readonly responseBody?: unknown };

export type NewPerson = {
  readonly email: string;
  readonly timeZone?: string;
  readonly sharesFreeBusy?: boolean;
  readonly personal?: boolean;
};

/** A provider, the cloud behind it and the people in that cloud. Addresses under one domain are one organisation. */
export type ContractWorld = CallWorld & {
  readonly provider: CalendarProvider;
  readonly oddities: Oddities;
  readonly redirectUri: string;
  /** By which calls are told apart: a part of their paths. */
  readonly paths: { readonly freeBusy: string; readonly timeZone: string; readonly push: string };
  /** A personal account belongs to no organisation, whatever its address. */
  addPerson(person: NewPerson): Promise<void>;
  /** Who the provider says an account belongs to: the tenant in its identity. */
  tenantOf(email: string): Promise<string | null>;
  /** The person consents in a browser; where the provider sends it then. `untick` names scopes by a part of them. */
  consent(input: { authorizationUrl: string; email: string; untick?: string }): Promise<URL>;
  enter(input: { email: string; entry: Entry }): Promise<string>;
  edit(input: { email: string; providerEventId: string; edit: Edit }): Promise<void>;
  seenBy(email: string): Promise<readonly Seen[]>;
  calendarMailsTo(email: string): Promise<number>;
  lastCalendarMailTo(email: string): Promise<CalendarMail>;
  inject(fault: Fault): Promise<void>;
  exchanges(): Promise<readonly Exchange[]>;
  /** The provider's time. */
  now(): Promise<Temporal.Instant>;
};

export type Connected = { readonly auth: CalendarAuth; readonly tokens: TokenSet; readonly identity: AccountIdentity };

let connections = 0;

/** Through consent, code and token, as in production. */
export async function connect({
  world,
  email,
  purpose = 'organize',
  attendance = false,
  untick,
}: {
  world: ContractWorld;
  email: string;
  purpose?: ConnectionPurpose;
  attendance?: boolean;
  untick?: string;
}): Promise<Connected> {
  const { oauth } = world.provider;
  const { redirectUri } = world;
  const pkce = createPkce();
  const authorizationUrl = oauth.authorizationUrl({
    purpose,
    attendance,
    state: 'state',
    nonce: 'nonce',
    codeChallenge: pkce.challenge,
    redirectUri,
    loginHint: email,
  });
  const back = await world.consent({ authorizationUrl, email, ...(untick === undefined ? {} : { untick }) });
  const code = back.searchParams.get('code') ?? '';
  const granted = await oauth.exchange({ code, verifier: pkce.verifier, nonce: 'nonce', redirectUri });
  connections += 1;
  const auth = {
    organizationId: 'organization',
    connectionId: `connection-${connections}`,
    accessToken: granted.tokens.accessToken,
  };
  return { ...granted, auth };
}

let people = 0;

/** A manager and a report nobody met before, in an organisation of their own unless `domain` names one. */
export async function twoPeople({ world }: { world: ContractWorld }): Promise<{ manager: string; report: string }> {
  people += 1;
  const domain = `org${people}.example`;
  const manager = `ana@${domain}`;
  const report = `ben@${domain}`;
  await world.addPerson({ email: manager, timeZone: 'Europe/Berlin' });
  await world.addPerson({ email: report, timeZone: 'America/New_York' });
  return { manager, report };
}

export function anAgenda(title: string): AnnouncedAgenda {
  const sections = [{ title: `About ${title}`, minutes: 60, questions: ['What would you like?'] }];
  return { opening: 'Routine.', title, purpose: 'To find out.', sections };
}

/** A PDF as far as its first bytes tell. */
export function anAttachment(title: string): EventAttachment {
  const content = new TextEncoder().encode(`%PDF-1.7\n% ${title}\n%%EOF\n`);
  return { name: 'Career conversation agenda.pdf', contentType: 'application/pdf', content: async () => content };
}

export function aDraft({
  manager,
  report,
  marker,
  start = '2027-03-02T14:00:00Z',
  agenda = anAgenda('The long view'),
}: {
  manager: string;
  report: string;
  marker: string;
  start?: string;
  agenda?: AnnouncedAgenda;
}): EventDraft {
  const from = Temporal.Instant.from(start);
  const agendaUrl = 'https://throughline.example/conversations/1/agenda';
  const { html: bodyHtml, text: bodyText } = eventBody({ agenda, agendaUrl });
  return {
    title: 'Career conversation: Ana & Ben',
    bodyHtml,
    bodyText,
    start: from,
    end: from.add({ minutes: 60 }),
    timeZone: 'Europe/Berlin',
    organizerEmail: manager,
    attendees: [{ email: report, displayName: 'Ben Roth' }],
    category: 'Career conversation',
    private: true,
    marker: { key: 'throughlineEvent', value: marker },
    requestOnlineConference: true,
    agendaUrl,
    agenda,
    reminderMinutes: [1440, 15],
  };
}

/** Generation and conversation of an entry of its own, with a draft placed or not. */
export function aPlacement({
  world,
  manager,
  report,
  conversationId = crypto.randomUUID(),
  generation = 1,
}: {
  world: ContractWorld;
  manager: string;
  report: string;
  conversationId?: string;
  generation?: number;
}) {
  const idempotencyId = world.provider.events.idempotencyId({ conversationId, generation });
  const marker = `${conversationId}.${generation}`;
  const draft = aDraft({ manager, report, marker });
  return { idempotencyId, marker, draft, attachment: anAttachment(draft.agenda.title) };
}

/** Takes every step a provider needs until the invitation is out. */
export async function placeFully({
  world,
  auth,
  draft,
  idempotencyId,
  attachment,
}: {
  world: ContractWorld;
  auth: CalendarAuth;
  draft: EventDraft;
  idempotencyId: string;
  attachment: EventAttachment;
}): Promise<ObservedEvent> {
  let step: EventStep = 'planned';
  let event: ObservedEvent | null = null;
  while (step !== 'invited') {
    const providerEventId: string | null = event?.providerEventId ?? null;
    const reached = await world.provider.events.place({
      auth,
      draft,
      idempotencyId,
      step,
      providerEventId,
      attachment,
    });
    ({ step, event } = reached);
  }
  if (event === null) throw new Error('nothing was placed');
  return event;
}

/** Providers make conferences after they have answered; what follows from a placement ends with that. */
export function conferenceMade({
  world,
  auth,
  providerEventId,
}: {
  world: ContractWorld;
  auth: CalendarAuth;
  providerEventId: string;
}): Promise<ObservedEvent> {
  return vi.waitFor(
    async () => {
      const found = await world.provider.events.get({ auth, providerEventId });
      if (found?.status !== 'confirmed' || found.conferenceUrl === null) throw new Error('no conference yet');
      return found;
    },
    { timeout: 10_000 },
  );
}
