import { calendarProblems } from '../scenarios/checks/calendar-problems.ts';
import { readCalendars } from '../scenarios/checks/calendars.ts';
import { bareId, mailProblems, type Mail } from '../scenarios/checks/mail-problems.ts';
import type { Installation } from './installation.ts';

/**
 * What is wrong once everything was to be booked: a conversation without its one event in both calendars, an entry
 * nobody knows of, an invitation that went out twice or never, a mail that came twice. A mail whose sender was killed
 * is never sent again, and is listed as uncertain.
 */
export async function bookedProblems(
  { facts, provider, emails }: Installation,
  {
    killed = false,
  }: {
    /** Whether somebody died meanwhile, perhaps between handing a mail over and learning what became of it. */
    killed?: boolean;
  } = {},
): Promise<readonly string[]> {
  const all = await facts();
  const isUncertain = ({ state, handed_over_at }: (typeof all.outbox)[number]) =>
    killed && handed_over_at !== null && state !== 'sent';
  const uncertain = new Set(all.outbox.filter(isUncertain).map(({ message_id }) => bareId(message_id)));
  const found = { ...all, outbox: all.outbox.filter((mail) => !isUncertain(mail)) };
  const [from, until] = [found.now, found.now.add({ hours: 24 * 150 })];
  const calendars = await readCalendars({ control: provider.control, origin: provider.url, emails, from, until });
  const arrived = (await provider.control.mails({
    since: Temporal.Instant.fromEpochMilliseconds(0),
  })) as unknown as readonly Mail[];
  const mails = arrived.filter(({ messageId }) => !uncertain.has(bareId(messageId)));
  const invitations = (address: string) =>
    mails.filter(
      ({ source, subject, to }) => source === 'calendar' && subject.startsWith('Invitation: ') && to.includes(address),
    ).length;
  const booked = found.conversations.filter(({ state }) => state === 'booked');
  return [
    ...calendarProblems({ facts: found, calendars }),
    ...mailProblems({ facts: found, mails }),
    ...booked.flatMap(({ report_id }) => {
      const address = found.people.get(report_id)?.work_email ?? '';
      return invitations(address) === 1 ? [] : [`${address} was invited ${invitations(address)} times`];
    }),
  ];
}

export async function bookedCount({ facts }: Installation): Promise<number> {
  return (await facts()).conversations.filter(({ state }) => state === 'booked').length;
}
