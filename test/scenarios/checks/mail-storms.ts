import type { WalkEvent } from './read-events.ts';

type CalendarMail = {
  readonly source: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly headers?: unknown;
};

export type Told = {
  /** Mails a calendar sent to somebody invited. */
  readonly mails: number;
  /** What they were about. */
  readonly changes: number;
  readonly problems: readonly string[];
};

const aboutAnswers = /^(Accepted|Declined|Tentatively Accepted|Awaiting answer):/;

/**
 * At most one mail to each person invited for each change: the invitation, the cancellation, whatever a person did to
 * the entry that its calendar tells of, and whatever Throughline wrote into it.
 */
export function mailStorms({
  events,
  mails,
  edits,
}: {
  events: readonly WalkEvent[];
  mails: readonly CalendarMail[];
  /** What people did that is told of, by iCalendar uid. */
  edits: ReadonlyMap<string, number>;
}): Told {
  const ofUid = new Map(events.map((event) => [event.ical_uid, event]));
  const received = mails
    .filter(({ source, subject }) => source === 'calendar' && !aboutAnswers.test(subject))
    .flatMap((mail) => {
      const event = ofUid.get(uidOf(mail));
      return event === undefined ? [] : mail.to.filter((to) => to !== event.account).map((to) => ({ to, event }));
    });
  const changesOf = (event: WalkEvent) =>
    event.desired_version + (event.agenda_version - 1) + (edits.get(event.ical_uid ?? '') ?? 0);
  const problems = [...Map.groupBy(received, ({ to, event }) => `${event.id} ${to}`).values()].flatMap((told) => {
    const { to, event } = told[0]!;
    const most = changesOf(event);
    return told.length <= most
      ? []
      : [`${to} got ${told.length} mails about ${most} changes of the event on ${event.starts_at.toISOString()}`];
  });
  const changed = events.filter(({ ical_uid }) => ical_uid !== null).reduce((sum, event) => sum + changesOf(event), 0);
  return { mails: received.length, changes: changed, problems };
}

function uidOf({ headers }: CalendarMail): string {
  return String(Object(headers)['x-calendar-uid'] ?? '');
}
