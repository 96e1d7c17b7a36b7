import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { StoredEvent } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { regularOneOnOnes, type CalendarOccurrence } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { withCalendar } from './calendar-access.ts';
import { coveringInterval } from './covering-interval.ts';
import type { CalendarContext } from './read-free-busy.ts';
import type { Sighting } from './read-changes.ts';

export type PeopleOfEvent = {
  readonly reportTimeZone: string;
  readonly reportEmails: readonly string[];
  /** Of those invited, whoever else belongs to the organisation; in lower case. */
  readonly otherEmails: ReadonlySet<string>;
  readonly oneOnOnes: readonly Interval[];
};

type Given = {
  readonly organizationId: string;
  readonly connectionId: string;
  readonly sightings: readonly Sighting[];
};

/** Where the report of each of these events is, and when the two have their regular 1:1 around its new place. */
export async function readPeopleOf(
  context: CalendarContext,
  { organizationId, connectionId, sightings }: Given,
): Promise<(event: StoredEvent) => PeopleOfEvent> {
  const { reportOf, accountOf, colleagues, zone } = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const ids = sightings.map(({ event }) => event.conversationId);
    const conversations = await conversationStore(tx).byIds(ids);
    const reports = await peopleStore(tx).byIds(conversations.map((one) => one.reportId));
    const personOf = new Map(reports.map((report) => [report.id, report]));
    const connections = await connectionStore(tx).ofPeople(reports.map(({ id }) => id));
    const shown = sightings.flatMap((one) => (one.shown === 'gone' ? [] : one.shown.attendees));
    const emails = [...new Set(shown.map(({ email }) => email.toLowerCase()))];
    return {
      colleagues: emails.length === 0 ? [] : await peopleStore(tx).known({ externalIds: [], emails }),
      accountOf: new Map(connections.map(({ personId, accountEmail }) => [personId, accountEmail])),
      zone: organization?.timeZone ?? 'UTC',
      reportOf: new Map<string, StoredPerson | undefined>(
        conversations.map(({ id, reportId }) => [id, personOf.get(reportId)]),
      ),
    };
  });
  const window = windowOfMoves(sightings);
  const occurrences: readonly CalendarOccurrence[] =
    window === null
      ? []
      : await withCalendar({ context, organizationId, connectionId }, (provider, auth) =>
          provider.recurringOccurrences({ auth, window }),
        );

  return ({ conversationId, draft }) => {
    const report = reportOf.get(conversationId);
    const invited = draft.attendees.map(({ email }) => email);
    const account = report && accountOf.get(report.id);
    const reportEmails = [...invited, ...(report ? [report.workEmail] : []), ...(account ? [account] : [])];
    return {
      reportTimeZone: report?.timeZone ?? zone,
      reportEmails,
      otherEmails: new Set(colleagues.filter(({ id }) => id !== report?.id).map(({ workEmail }) => workEmail)),
      oneOnOnes: regularOneOnOnes({
        occurrences,
        managerEmails: [draft.organizerEmail],
        reportEmails,
      }),
    };
  };
}

/** Null when nothing was moved: then the calendar need not be asked. */
function windowOfMoves(sightings: readonly Sighting[]): Interval | null {
  const moved = sightings.flatMap(({ event, shown }) =>
    shown === 'gone' || (shown.start.equals(event.startsAt) && shown.end.equals(event.endsAt)) ? [] : [shown],
  );
  return coveringInterval(moved);
}
