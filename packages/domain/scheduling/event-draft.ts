import { announcedAgenda, type AnnouncedAgenda } from '../agenda/announced-agenda.ts';
import type { Agenda } from '../agenda/compose-agenda.ts';
import type { Person } from '../people/person.ts';
import type { PolicyRules } from '../policy/policy.ts';
import type { Interval } from '../time/interval.ts';
import { eventBody } from './event-body.ts';

/** The content of one calendar entry, for any provider to write. Always busy, never recurring. */
export type EventDraft = {
  readonly title: string;
  readonly bodyHtml: string;
  /** Says the same as `bodyHtml`. */
  readonly bodyText: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The manager's, IANA. */
  readonly timeZone: string;
  readonly organizerEmail: string;
  /** Not the organizer. Their responses start as `needsAction`, and they may not pass the invitation on. */
  readonly attendees: readonly { readonly email: string; readonly displayName: string }[];
  readonly category: string;
  readonly private: true;
  /** The entry's only key: a private property on the organizer's copy. Titles mean nothing. */
  readonly marker: { readonly key: 'throughlineEvent'; readonly value: string };
  readonly requestOnlineConference: boolean;
  readonly agendaUrl: string;
  /** What `bodyHtml` and the attachment are made from. */
  readonly agenda: AnnouncedAgenda;
  /** Before the start. */
  readonly reminderMinutes: readonly number[];
};

const eventCategory = 'Career conversation';
const reminderMinutes = [24 * 60, 15];

type Invited = Pick<Person, 'givenName' | 'displayName'> & { readonly email: string };

/**
 * What goes into both calendars. The agenda's questions are the template's own; what either wrote, carried over or
 * prepared never leaves the agenda page, because titles and texts reach delegates and shared calendars.
 */
export function eventDraft({
  manager,
  report,
  slot,
  timeZone,
  agenda,
  agendaUrl,
  markerValue,
  rules,
  requestOnlineConference,
}: {
  manager: Invited;
  report: Invited;
  slot: Interval;
  timeZone: string;
  agenda: Agenda;
  agendaUrl: string;
  markerValue: string;
  rules: Pick<PolicyRules, 'intervalDays'>;
  requestOnlineConference: boolean;
}): EventDraft {
  const announced = announcedAgenda({ agenda, intervalDays: rules.intervalDays });
  const body = eventBody({ agenda: announced, agendaUrl });
  return {
    title: `Career conversation: ${firstName(manager)} & ${firstName(report)}`,
    bodyHtml: body.html,
    bodyText: body.text,
    start: slot.start,
    end: slot.end,
    timeZone,
    organizerEmail: manager.email,
    attendees: [{ email: report.email, displayName: report.displayName }],
    category: eventCategory,
    private: true,
    marker: { key: 'throughlineEvent', value: markerValue },
    requestOnlineConference,
    agendaUrl,
    agenda: announced,
    reminderMinutes,
  };
}

function firstName({ givenName, displayName }: Invited): string {
  return givenName.trim() || displayName.trim();
}
