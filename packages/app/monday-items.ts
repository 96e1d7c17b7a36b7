import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { troubleOfDate } from './conversation-row.ts';
import type { MondayMail } from './ports/mail-content.ts';
import { daysBetween, localDateOf } from '@throughline/domain/time/local-date.ts';

type Items = Pick<MondayMail, 'needsDate' | 'upcoming' | 'unknownSince' | 'didItHappen' | 'decided'>;

/** A manager's conversations sorted into the lines of their Monday mail. `closed` are those decided since the last one. */
export function mondayItems({
  open,
  closed,
  answered,
  horizonDays,
  timeZone,
  now,
  pageUrl,
  timesUrl,
  answerUrl,
}: {
  open: readonly ConversationView[];
  closed: readonly ConversationView[];
  /** Conversations the manager has answered about: asking again would be nagging. */
  answered: ReadonlySet<string>;
  horizonDays: number;
  timeZone: string;
  now: Temporal.Instant;
  pageUrl: (conversationId: string) => string;
  /** Null where no times are proposed. */
  timesUrl: (conversationId: string) => string | null;
  answerUrl: (conversation: ConversationView) => string;
}): Items {
  const today = localDateOf({ instant: now, timeZone });
  const withinHorizon = (date: Temporal.PlainDate) => daysBetween(today, date) <= horizonDays;
  const hasEnded = ({ endsAt }: ConversationView) => endsAt !== null && Temporal.Instant.compare(endsAt, now) <= 0;
  const upcoming = open.filter((conversation) => {
    const { state, startsAt } = conversation;
    if (state !== 'booked' || startsAt === null || hasEnded(conversation)) return false;
    return withinHorizon(localDateOf({ instant: startsAt, timeZone }));
  });
  return {
    needsDate: open
      .filter(({ id, state, dueOn }) => state === 'due' && (withinHorizon(dueOn) || timesUrl(id) !== null))
      .map(({ id, report, dueOn, waitingFor }) => ({
        reportName: report.displayName,
        dueOn,
        waitingFor,
        url: pageUrl(id),
        timesUrl: timesUrl(id),
      })),
    upcoming: upcoming
      .flatMap(({ id, report, startsAt, endsAt }) =>
        startsAt && endsAt ? [{ reportName: report.displayName, startsAt, endsAt, url: pageUrl(id) }] : [],
      )
      .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt)),
    unknownSince:
      upcoming
        .flatMap((view) => troubleOfDate({ view, now })?.since ?? [])
        .toSorted(Temporal.Instant.compare)
        .at(0) ?? null,
    didItHappen: open.flatMap((conversation) => {
      const { id, report, startsAt } = conversation;
      if (startsAt === null || !hasEnded(conversation) || answered.has(id)) return [];
      return [{ reportName: report.displayName, startsAt, answerUrl: answerUrl(conversation) }];
    }),
    decided: closed.flatMap(({ id, report, grade }) =>
      grade === null ? [] : [{ reportName: report.displayName, grade, url: pageUrl(id) }],
    ),
  };
}
