import { expect, test } from 'vitest';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, turn } from './testing/booking-context.ts';

/** Another organizer, as only Google lets people give an event: by moving it to another calendar. */
const context = await bookingContext({ provider: 'google' });
const { world } = context;

async function handedOver({ managerStays }: { managerStays: boolean }) {
  const booking = await aBooking({ context });
  const { manager, providerEventId } = booking;
  const email = manager.workEmail;
  const colleague = `zoe-${crypto.randomUUID()}@${email.split('@')[1]}`;
  await world.addPerson({ email: colleague });
  if (managerStays) await world.edit({ email, providerEventId, edit: { kind: 'invite', email, as: 'person' } });
  await booking.sync();
  const path = `/calendar/v3/calendars/primary/events/${providerEventId}/move?destination=${colleague}`;
  await world.asPerson({ email, method: 'POST', path });
  return { ...booking, colleague };
}

test('the manager on their own list is still between two', async () => {
  const { read } = await handedOver({ managerStays: true });
  expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: [] } });
});

test('lives on under somebody else: it is left to them, and the report gets another date', async () => {
  const { organizationId, sync, write, read, manager, colleague, providerEventId } = await handedOver({
    managerStays: true,
  });
  await sync();
  const { conversation, history } = await read();
  expect(conversation.state).toBe('due');
  expect(history.at(-1)).toMatchObject({ kind: 'unbooked', details: { reason: 'organizer_changed' } });
  expect(await write()).toEqual([]);
  await turn(context, { organizationId });
  await sync();
  expect((await read()).conversation.state).toBe('booked');
  expect((await world.seenBy(colleague)).map(({ id }) => id)).toEqual([providerEventId]);
  expect(await world.seenBy(manager.workEmail)).toHaveLength(2);
  await sync();
  expect(await world.seenBy(manager.workEmail)).toHaveLength(2);
});

test('leaves a bare tombstone: asked for by its id, it is gone from this calendar', async () => {
  const { sync, write, read, colleague, manager } = await handedOver({ managerStays: false });
  await sync();
  const { conversation, history } = await read();
  expect(conversation.state).toBe('due');
  expect(history.at(-1)).toMatchObject({ kind: 'unbooked', details: { reason: 'deleted' } });
  expect(await write()).toEqual(['cancelled']);
  expect(await world.seenBy(colleague)).toHaveLength(1);
  expect(await world.seenBy(manager.workEmail)).toEqual([]);
});
