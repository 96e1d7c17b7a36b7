import { conversationStore } from '@throughline/db/conversation-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { disconnect } from './disconnect.ts';
import { endConversations } from './end-conversations.ts';
import { lookForAgreedTimes } from './look-for-agreed-times.ts';
import { moveAsAgreed } from './move-as-agreed.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('“we moved it to …”, on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  /** A conversation in Berlin, an hour after its end. */
  async function anEndedOne() {
    clock.set('2026-11-02T08:00:00Z');
    const booking = await aBooking({ context });
    const { organizationId, conversationId, event, report, manager } = booking;
    const people = { report, manager };
    const picking = (who: keyof typeof people) => ({ organizationId, conversationId, personId: people[who].id });
    const at = (moment: Temporal.Instant) => clock.set(moment.toString());
    at(event.endsAt.add({ hours: 1 }));
    await endConversations(context, { organizationId });
    const endedOn = event.endsAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    return {
      ...booking,
      at,
      endedOn,
      picking,
      look: (who: keyof typeof people, on: Temporal.PlainDate, time: string | null = null) =>
        lookForAgreedTimes(context, { ...picking(who), day: on, time }),
      move: (who: keyof typeof people, startsAt: Temporal.Instant) =>
        moveAsAgreed(context, { ...picking(who), startsAt }),
      say: (who: keyof typeof people, answer: 'happened' | 'did_not_happen') =>
        recordEvidence(context, { ...picking(who), answer }),
      startsFor: async (email: string) =>
        (await world.seenBy(email))
          .filter(({ title }) => title?.startsWith('Career'))
          .map(({ start }) => start.toString()),
    };
  }

  const slotsOf = (found: Awaited<ReturnType<typeof lookForAgreedTimes>>) =>
    found.kind === 'times' ? found.slots : expect.fail(`No times, but ${found.kind}`);
  const local = ({ start }: { start: Temporal.Instant }) =>
    start.toZonedDateTimeISO('Europe/Berlin').toPlainDateTime().toString().slice(0, 16);

  test('shows up to three times both have, from the day and time said, and changes nothing', async () => {
    const { look, endedOn, manager, read } = await anEndedOne();
    const before = await read();
    const soon = endedOn.add({ days: 7 });
    expect(slotsOf(await look('report', soon, '14:00')).map(local)).toEqual(
      ['14:00', '15:00', '16:00'].map((time) => `${soon.toString()}T${time}`),
    );
    const start = soon.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '08:00' }).toInstant();
    const busy = { kind: 'busy', start: start.toString(), end: start.add({ hours: 8 }).toString() } as const;
    await world.enter({ email: manager.workEmail, entry: busy });
    const [first, second] = slotsOf(await look('manager', soon)).map(local);
    expect(first).toBe(`${soon.toString()}T16:00`);
    expect(second! > `${soon.toString()}T23:00`).toBe(true);
    expect(await read()).toEqual(before);
  });

  test('begins tomorrow, however soon they say, and knows nothing of days that are over', async () => {
    const { look, endedOn } = await anEndedOne();
    const [first] = slotsOf(await look('report', endedOn));
    expect(local(first!) > `${endedOn.toString()}T23:59`).toBe(true);
    expect(await look('report', endedOn.subtract({ days: 1 }))).toEqual({ kind: 'past' });
    expect(await look('report', endedOn.add({ years: 1 }))).toMatchObject({ kind: 'none' });
  });

  test('picked by the report, the same event moves, is booked again, and is asked about anew', async () => {
    const {
      look,
      move,
      say,
      endedOn,
      manager,
      report,
      read,
      write,
      startsFor,
      providerEventId,
      organizationId,
      at,
      conversationId,
    } = await anEndedOne();
    await say('manager', 'happened');
    await say('report', 'did_not_happen');
    const [slot] = slotsOf(await look('report', endedOn.add({ days: 5 })));
    expect(await move('report', slot!.start)).toEqual({ kind: 'moved', slot });
    expect(context.woken).toContainEqual({ name: 'book-conversation', organizationId, conversationId });
    await write();
    const { conversation, event, history } = await read();
    expect(conversation).toMatchObject({ state: 'booked', managerMoves: 0, startsAt: slot!.start });
    expect(event).toMatchObject({ providerEventId, generation: 1, movedByUs: false });
    expect(history.at(-1)).toMatchObject({ kind: 'moved', actor: 'report' });
    for (const { workEmail } of [manager, report]) expect(await startsFor(workEmail)).toEqual([slot!.start.toString()]);

    at(slot!.end.add({ hours: 1 }));
    await endConversations(context, { organizationId });
    const evidence = await db.inOrganization(organizationId, async (tx) => ({
      decisive: await evidenceStore(tx).decisive([conversationId]),
      own: await evidenceStore(tx).ownAnswer({ conversationId, side: 'report' }),
    }));
    expect(evidence).toEqual({ decisive: new Map(), own: null });
    at(slot!.end.add({ hours: 24 * 7 }));
    await decideOutcomes(context, { organizationId });
    expect((await read()).conversation).toMatchObject({ state: 'unconfirmed', grade: 'none' });
  });

  test('said by the manager, it counts as a move of theirs, and the day after is soon enough', async () => {
    const { look, move, endedOn, read } = await anEndedOne();
    const [slot] = slotsOf(await look('manager', endedOn.add({ days: 1 })));
    await move('manager', slot!.start);
    const { conversation, history } = await read();
    expect(conversation).toMatchObject({ state: 'booked', managerMoves: 1, startsAt: slot!.start });
    expect(history.at(-1)).toMatchObject({ kind: 'moved', actor: 'manager' });
  });

  test('where the event has been deleted since, a new one is made, and booked without lead time', async () => {
    const { look, move, endedOn, read, write, manager, report, providerEventId, startsFor } = await anEndedOne();
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    const [slot] = slotsOf(await look('report', endedOn.add({ days: 2 })));
    expect(await move('report', slot!.start)).toEqual({ kind: 'moved', slot });
    expect((await read()).conversation).toMatchObject({ state: 'due', startsAt: null });
    expect(await write()).toEqual(['stands']);
    const { conversation, event, history } = await read();
    expect(conversation).toMatchObject({ state: 'booked', startsAt: slot!.start, managerMoves: 0 });
    expect(event).toMatchObject({ generation: 2, agreed: true });
    expect(history.filter(({ kind }) => kind === 'moved' || kind === 'booked').map(({ kind }) => kind)).toEqual([
      'booked',
      'moved',
      'booked',
    ]);
    for (const { workEmail } of [manager, report]) expect(await startsFor(workEmail)).toContain(slot!.start.toString());
  });

  test('after the outcome it books the next conversation then', async () => {
    const { look, move, say, endedOn, read, write, organizationId, conversationId } = await anEndedOne();
    await say('manager', 'did_not_happen');
    expect((await read()).conversation.state).toBe('unconfirmed');
    const [slot] = slotsOf(await look('report', endedOn.add({ days: 3 })));
    expect(await move('report', slot!.start)).toEqual({ kind: 'moved', slot });
    await write();
    const successor = await db.inOrganization(organizationId, (tx) =>
      conversationStore(tx).successorOf(conversationId),
    );
    expect(successor).toMatchObject({ state: 'booked', startsAt: slot!.start });
    const later = slotsOf(await look('manager', endedOn.add({ days: 9 })))[0]!;
    expect(await move('manager', later.start)).toEqual({ kind: 'moved', slot: later });
    expect((await read()).conversation.state).toBe('unconfirmed');
  });

  test('a time that is taken by then is not moved to', async () => {
    const { look, move, endedOn, manager, read } = await anEndedOne();
    const [slot] = slotsOf(await look('report', endedOn.add({ days: 4 })));
    const before = await read();
    const entry = { kind: 'busy', start: slot!.start.toString(), end: slot!.end.toString() } as const;
    await world.enter({ email: manager.workEmail, entry });
    expect(await move('report', slot!.start)).toMatchObject({
      kind: 'gone',
      why: `${manager.displayName} is no longer free at that time.`,
    });
    expect(await move('report', slot!.start.subtract({ hours: 24 * 30 }))).toMatchObject({ kind: 'gone' });
    expect(await read()).toEqual(before);
  });

  test('is for the two alone, for what has ended, is not known to have taken place, and can be looked up', async () => {
    const { look, say, at, endedOn, event, organizationId, manager, conversationId } = await anEndedOne();
    const stranger = { organizationId, conversationId, personId: crypto.randomUUID() };
    const soon = endedOn.add({ days: 4 });
    expect(await lookForAgreedTimes(context, { ...stranger, day: soon, time: null })).toEqual({ kind: 'not_found' });
    at(event.endsAt.subtract({ minutes: 1 }));
    expect(await look('report', soon)).toEqual({ kind: 'not_ended' });
    at(event.endsAt.add({ hours: 2 }));
    await disconnect(context, { organizationId, personId: manager.id });
    expect(await look('report', soon)).toMatchObject({ kind: 'not_connected' });
    await say('report', 'happened');
    expect(await look('report', soon)).toMatchObject({ kind: 'closed' });
  });
});
