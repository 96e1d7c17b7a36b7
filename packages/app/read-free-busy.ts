import type { ActiveConnection } from '@throughline/db/planning-store.ts';
import { mergeFreeBusy, type FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { withCalendar } from './calendar-access.ts';
import type { AppContext } from './context.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { unreadForNow } from './unread-for-now.ts';

export type CalendarContext = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>;

export type PersonToRead = {
  readonly personId: string;
  readonly email: string;
  /** Their own, if they connected one. */
  readonly connection: ActiveConnection | null;
};

/**
 * When each person is busy: by their own connection, else as far as the organizer's lets colleagues be seen. Unknown
 * is an answer like any other. Throws a CalendarError only when the organizer's own calendar cannot be read.
 */
export async function readFreeBusy(
  context: CalendarContext,
  {
    organizationId,
    organizer,
    people,
    window,
  }: {
    organizationId: string;
    organizer: ActiveConnection;
    people: readonly PersonToRead[];
    window: Interval;
  },
): Promise<ReadonlyMap<string, FreeBusy>> {
  const own = await Promise.all(
    people
      .filter((person) => person.connection && person.connection.id !== organizer.id)
      .map(async (person) => [person.personId, await readOwn(person)] as const),
  );
  const known = new Map(own.filter(([, answer]) => answer.kind === 'known'));
  const unread = new Map(own.filter(([, answer]) => unreadForNow(answer)));
  const colleagues = people.filter((person) => !known.has(person.personId));
  const seen = await withCalendar({ context, organizationId, connectionId: organizer.id }, (provider, auth) =>
    provider.freeBusy({ auth, emails: [organizer.accountEmail, ...colleagues.map((one) => one.email)], window }),
  );
  const organizerAnswer = seen.get(organizer.accountEmail) ?? mergeFreeBusy([]);
  return new Map([
    ...colleagues.map((person) => [person.personId, asColleague(person)] as const),
    ...known,
    [organizer.personId, organizerAnswer],
  ]);

  /** That a colleague may not look says nothing while their own calendar is only not answering. */
  function asColleague({ personId, email }: PersonToRead): FreeBusy {
    const answer = seen.get(email) ?? mergeFreeBusy([]);
    return answer.kind === 'known' ? answer : (unread.get(personId) ?? answer);
  }

  async function readOwn({ connection }: PersonToRead): Promise<FreeBusy> {
    if (!connection) return mergeFreeBusy([]);
    try {
      const answers = await withCalendar({ context, organizationId, connectionId: connection.id }, (provider, auth) =>
        provider.freeBusy({ auth, emails: [connection.accountEmail], window }),
      );
      return answers.get(connection.accountEmail) ?? mergeFreeBusy([]);
    } catch (error) {
      if (error instanceof CalendarError) return { kind: 'unknown', reason: error.kind };
      throw error;
    }
  }
}
