import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import { findInstance } from '../../../core/calendar/occurrences.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { itemNotFound } from '../graph-error.ts';
import { openDeltaEpochs } from '../delta/delta-epochs.ts';
import type { DeltaEpochs } from '../delta/delta-epochs.ts';
import { watchFormerSeries } from '../delta/former-series.ts';
import type { FormerSeries } from '../delta/former-series.ts';
import { readId } from './event-id.ts';
import { openFiles } from './file-store.ts';
import type { FileStore } from './file-store.ts';
import { ownOf } from './outlook-content.ts';
import { createTeamsMeetings } from './teams-meetings.ts';
import type { TeamsMeetings } from './teams-meetings.ts';

/** What Graph's calls about calendars work on. */
export type GraphCalendar = {
  readonly microsoft: MicrosoftCloud;
  readonly teams: TeamsMeetings;
  readonly files: FileStore;
  readonly epochs: DeltaEpochs;
  readonly former: FormerSeries;
};

export function createGraphCalendar({ microsoft }: { microsoft: MicrosoftCloud }): GraphCalendar {
  const { cloud, faults, journal } = microsoft;
  return {
    microsoft,
    teams: createTeamsMeetings({ cloud, faults }),
    files: openFiles({ journal }),
    epochs: openDeltaEpochs({ journal }),
    former: watchFormerSeries({ journal, calendars: cloud.calendars }),
  };
}

/**
 * The entry an id of either form names, kept or computed from a series.
 *
 * @throws GraphError 400 for a malformed id, 404 when the mailbox has no such entry (any more)
 */
export function findEvent({
  calendar,
  account,
  graphId,
}: {
  calendar: GraphCalendar;
  account: string;
  graphId: string;
}): CalendarEvent {
  const store = calendar.microsoft.cloud.calendars;
  const id = readId({ account, kind: 'event', id: graphId });
  if (id === undefined) throw itemNotFound();
  const event = store.get({ account, id }) ?? findInstance({ store, account, id });
  if (event === undefined || !isInCalendar(event)) throw itemNotFound();
  return event;
}

/** What was deleted is gone; an invitation its organizer cancelled stays in the attendee's calendar, marked so. */
export function isInCalendar(event: CalendarEvent): boolean {
  return event.status !== 'cancelled' || (!isOrganizer(event) && !ownOf(event).removed);
}
