import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { outbox } from '@throughline/db/schema/tables.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import type { EmployeeRow } from './employee-row.ts';
import { importPeople } from './import-people.ts';
import { openDueConversations } from './open-due-conversations.ts';
import type { Mailer } from './ports/mailer.ts';
import { recordEvidence } from './record-evidence.ts';
import { relayOutbox } from './relay-outbox.ts';
import { requestSignInLink } from './request-sign-in-link.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';
import { loadViewer } from './viewer.ts';

describe.each(everyProvider)('people who come and go, with calendars on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  beforeEach(() => clock.set('2026-11-02T08:00:00Z'));

  async function aDate() {
    const booking = await aBooking({ context });
    const { organizationId, report } = booking;
    const { conversation } = await booking.read();
    const sent: string[] = [];
    const mailer: Mailer = {
      send: async ({ onHandover, to }) => {
        await onHandover();
        sent.push(to.address);
        return { kind: 'accepted' };
      },
    };
    const latest = async () => (await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest()))[0]!;
    return {
      ...booking,
      slot: { start: conversation.startsAt!, end: conversation.endsAt! },
      on: localDateOf({ instant: conversation.startsAt!, timeZone: 'Europe/Berlin' }),
      latest,
      /** As HR's next file has them. */
      states: (person: StoredPerson, given: Partial<EmployeeRow>) =>
        importPeople(context, {
          organizationId,
          rows: [
            {
              externalId: null,
              givenName: person.givenName,
              familyName: person.familyName,
              displayName: person.displayName,
              workEmail: person.workEmail,
              ...given,
            },
          ],
        }),
      /** A day of the worker's sweeps, hour by hour. */
      lives: async (days: number) => {
        for (let hour = 0; hour < days * 24; hour += 3) {
          clock.advanceBy({ hours: 3 });
          await endConversations(context, { organizationId });
          await decideOutcomes(context, { organizationId });
          await turn(context, { organizationId });
          await sendDueReminders(context, { organizationId });
          await relayOutbox({ ...context, mailer }, { organizationId });
        }
      },
      mailedTo: (person: StoredPerson) => sent.filter((address) => address === person.workEmail).length,
      report,
    };
  }

  test('a last day before the date takes it away as soon as it is known, and closes the conversation once it has passed', async () => {
    const date = await aDate();
    const endDate = date.on.subtract({ days: 1 });
    await date.states(date.report, { endDate });
    expect(await turn(context, date)).toContain('cancelled');
    expect(await world.seenBy(date.report.workEmail)).toEqual([]);
    expect((await date.latest()).state).toBe('due');
    clock.set(endDate.add({ days: 1 }).toZonedDateTime('Europe/Berlin').toInstant().add({ hours: 8 }).toString());
    await openDueConversations(context, date);
    expect(await date.latest()).toMatchObject({ state: 'closed' });
    expect(await openDueConversations(context, date)).toMatchObject({ opened: 0 });
  });

  test('a date on the last day stands', async () => {
    const date = await aDate();
    await date.states(date.report, { endDate: date.on });
    expect(await turn(context, date)).toEqual([]);
    expect((await date.latest()).state).toBe('booked');
  });

  test('nobody is mailed, asked or let in after their last day, whatever the status still says', async () => {
    const date = await aDate();
    const { organizationId, report, manager } = date;
    await date.states(report, { endDate: date.on });
    clock.set(date.slot.end.add({ hours: 24 }).toString());
    await date.lives(9);
    expect(date.mailedTo(report)).toBe(0);
    expect((await date.latest()).state).toBe('closed');
    const today = localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' });
    const viewerOf = ({ id: personId }: StoredPerson) =>
      db.inOrganization(organizationId, (tx) => loadViewer({ tx, organizationId, personId, today }));
    expect(await viewerOf(report)).toBeNull();
    expect(await viewerOf(manager)).not.toBeNull();
    await requestSignInLink(context, { email: report.workEmail, returnTo: '/' });
    await relayOutbox(
      { ...context, mailer: { send: () => Promise.reject(new Error('a mail left')) } },
      { organizationId },
    );
    const links = await db.inOrganization(organizationId, (tx) => tx.select().from(outbox));
    expect(links.filter(({ recipientId, sentAt }) => recipientId === report.id && sentAt !== null)).toEqual([]);
  });

  test('a manager’s last day before the date takes it away; the conversation waits, with its due date, until HR says who', async () => {
    const date = await aDate();
    const { dueOn } = await date.latest();
    const today = localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' });
    await date.states(date.manager, { endDate: today.subtract({ days: 1 }) });
    expect(await turn(context, date)).toEqual(['cancelled']);
    const waiting = await date.latest();
    expect(waiting).toMatchObject({ state: 'due', waitingFor: 'manager_inactive' });
    expect(waiting.dueOn.equals(dueOn)).toBe(true);
    await date.lives(2);
    expect(date.mailedTo(date.manager)).toBe(0);
  });

  test('whoever comes back has their conversations counted on, and is asked as somebody new', async () => {
    const date = await aDate();
    const { report } = date;
    const today = localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' });
    await date.states(report, { startDate: today.subtract({ years: 3 }), endDate: today.subtract({ days: 1 }) });
    await turn(context, date);
    expect(await date.latest()).toMatchObject({ state: 'closed', sequence: 1 });
    clock.set('2027-03-01T08:00:00Z');
    const startDate = localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' });
    await date.states(report, { startDate });
    await openDueConversations(context, date);
    expect(await date.latest()).toMatchObject({ state: 'due', sequence: 2, dueWhy: ['Within 60 days of hire.'] });
    expect((await date.latest()).dueOn.equals(startDate.add({ days: 60 }))).toBe(true);
  });

  test('whoever comes back within the interval of a conversation held is asked an interval after it', async () => {
    const date = await aDate();
    const { organizationId, report, conversationId } = date;
    clock.set(date.slot.end.add({ hours: 1 }).toString());
    await endConversations(context, { organizationId });
    await recordEvidence(context, { organizationId, conversationId, personId: report.id, answer: 'happened' });
    const endDate = date.on.add({ days: 3 });
    await date.states(report, { endDate });
    clock.set(date.slot.end.add({ hours: 24 * 5 }).toString());
    await openDueConversations(context, date);
    expect(await date.latest()).toMatchObject({ state: 'closed', sequence: 2 });
    await date.states(report, { startDate: endDate.add({ days: 2 }) });
    await openDueConversations(context, date);
    const again = await date.latest();
    expect(again).toMatchObject({ state: 'due', sequence: 3 });
    expect(again.dueOn.equals(date.on.add({ days: 180 }))).toBe(true);
  });
});
