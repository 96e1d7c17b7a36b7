import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { standingEventStore } from '@throughline/db/standing-event-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { calendarTrouble, type CalendarTrouble } from '@throughline/domain/connection/calendar-trouble.ts';
import { troubleNextWords, troubleWords } from '@throughline/domain/connection/trouble-words.ts';

export type TroubledCalendar = {
  readonly connectionId: string;
  readonly person: { readonly id: string; readonly displayName: string };
  readonly provider: StoredConnection['provider'];
  readonly accountEmail: string;
  readonly trouble: CalendarTrouble;
  /** Whole days since then. */
  readonly ageDays: number;
  /** Conversations with a date in this calendar that is still to come. */
  readonly booked: number;
  /** When its person was told of this break. */
  readonly mailedAt: Temporal.Instant | null;
  readonly why: string;
  readonly next: string;
};

/**
 * The calendars that are not kept true at present, the oldest trouble first: broken, not read for a day, and those no
 * longer connected that dates still stand in. Of people who have left only the latter count.
 */
export async function troubledCalendars({
  tx,
  now,
}: {
  tx: Transaction;
  now: Temporal.Instant;
}): Promise<readonly TroubledCalendar[]> {
  const connections = await connectionStore(tx).all();
  const people = new Map((await peopleStore(tx).all()).map((person) => [person.id, person]));
  const booked = await standingEventStore(tx).upcomingByConnection(now);
  const mailed = await outboxStore(tx).lastSentTo('reconnect-notice');
  return connections
    .flatMap((connection) => {
      const { id, personId, status, provider, accountEmail } = connection;
      const person = people.get(personId);
      const trouble = calendarTrouble({ connection, now });
      const dates = booked.get(id) ?? 0;
      const concerns = dates > 0 || (status !== 'disconnected' && person?.status !== 'inactive');
      if (trouble === null || person === undefined || !concerns) return [];
      const mailedAt = mailed.get(personId) ?? null;
      const isMailed = mailedAt !== null && Temporal.Instant.compare(mailedAt, trouble.since) >= 0;
      return [
        {
          connectionId: id,
          person: { id: person.id, displayName: person.displayName },
          provider,
          accountEmail,
          trouble,
          ageDays: Math.max(0, Math.floor(trouble.since.until(now).total('hours') / 24)),
          booked: dates,
          mailedAt: isMailed ? mailedAt : null,
          why: troubleWords(trouble),
          next: troubleNextWords({ trouble, isMailed }),
        },
      ];
    })
    .toSorted((a, b) => Temporal.Instant.compare(a.trouble.since, b.trouble.since));
}
