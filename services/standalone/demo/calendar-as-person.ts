import type { SandboxControl } from '../sandbox-control.ts';
import { googleAsPerson } from './google-as-person.ts';
import { outlookAsPerson } from './outlook-as-person.ts';

/** A career conversation as the person finds it in their own calendar. */
export type PersonalEvent = {
  readonly id: string;
  readonly title: string;
  /** May hold HTML. */
  readonly text: string;
  readonly isPrivate: boolean;
  readonly organizerEmail: string;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** Null for the organizer. */
  readonly ownResponse: 'needsAction' | 'accepted' | 'declined' | 'tentative' | null;
};

export type CalendarAsPerson = {
  /** Upcoming career conversations, by their title, as the person would find them; what lasts all day left out. */
  conversations(input: { from: Temporal.Instant }): Promise<readonly PersonalEvent[]>;
  answer(input: { found: PersonalEvent; response: 'accepted' | 'declined' | 'tentative' }): Promise<void>;
  move(input: { found: PersonalEvent; by: Temporal.Duration }): Promise<void>;
  /** As the organizer, telling the others. */
  remove(input: { found: PersonalEvent }): Promise<void>;
};

const asPerson = { google: googleAsPerson, microsoft: outlookAsPerson } as const;

/** Somebody at their own calendar, through their own provider's API. */
export async function calendarAsPerson(given: {
  control: SandboxControl;
  origin: string;
  email: string;
}): Promise<CalendarAsPerson> {
  return asPerson[await given.control.providerOf(given.email)](given);
}
