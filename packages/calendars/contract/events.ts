import { expect, test } from 'vitest';
import { kindOf } from './oauth.ts';
import { aPlacement, conferenceMade, connect, placeFully, twoPeople, type ContractWorld } from './world.ts';

export function eventsContract(worldOf: () => ContractWorld): void {
  const place = async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    const { auth } = await connect({ world, email: pair.manager });
    const placement = aPlacement({ world, ...pair });
    const { marker: _marker, ...given } = placement;
    const event = await placeFully({ world, auth, ...given });
    return { world, auth, ...pair, ...placement, event, providerEventId: event.providerEventId };
  };

  test('a placed event stands in both calendars, private, unanswered, with one invitation', async () => {
    const { world, manager, report, event, marker, draft } = await place();
    expect(event).toMatchObject({
      status: 'confirmed',
      marker,
      private: true,
      category: 'Career conversation',
      allDay: false,
      recurring: false,
      attendees: [{ email: report, response: 'needsAction' }],
    });
    expect(event.start.equals(draft.start) && event.end.equals(draft.end)).toBe(true);
    expect(await world.seenBy(manager)).toMatchObject([{ title: draft.title, private: true }]);
    expect(await world.seenBy(report)).toMatchObject([{ title: draft.title, private: true }]);
    expect(await world.calendarMailsTo(report)).toBe(1);
  });

  test('conversation and generation always give the same id, another generation another', () => {
    const { events } = worldOf().provider;
    const conversationId = crypto.randomUUID();
    const id = (generation: number) => events.idempotencyId({ conversationId, generation });
    expect(id(1)).toBe(id(1));
    expect(id(2)).not.toBe(id(1));
  });

  test('case 13: when the answer to a placement is lost, a look finds the one event, and there is one invitation', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: manager });
    const { marker, ...placement } = aPlacement({ world, manager, report });
    const { events } = world.provider;
    await world.inject({ kind: 'response_lost', account: manager, method: 'POST' });
    const attempt = { auth, ...placement, step: 'planned', providerEventId: null } as const;
    expect(await kindOf(events.place(attempt))).toBe('uncertain');
    const found = await events.find({ auth, idempotencyId: placement.idempotencyId, marker });
    expect(found).toMatchObject({ status: 'confirmed', marker });
    if (world.oddities.placedAgain === 'taken') {
      expect(await kindOf(events.place(attempt))).toBe('conflict');
    } else {
      expect((await events.place(attempt)).event.providerEventId).toBe(found?.providerEventId);
      await placeFully({ world, auth, ...placement });
    }
    expect(await world.seenBy(manager)).toHaveLength(1);
    expect(await world.calendarMailsTo(report)).toBe(1);
  });

  test('a look for what was never placed finds nothing', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: manager });
    const { marker, idempotencyId } = aPlacement({ world, manager, report });
    expect(await world.provider.events.find({ auth, idempotencyId, marker })).toBeNull();
    expect(await world.provider.events.get({ auth, providerEventId: idempotencyId })).toBeNull();
  });

  test('a look finds by marker what stands under an id the provider chose', async () => {
    const { world, auth, marker, providerEventId } = await place();
    const unused = world.provider.events.idempotencyId({ conversationId: crypto.randomUUID(), generation: 1 });
    const found = await world.provider.events.find({ auth, idempotencyId: unused, marker });
    expect(found?.providerEventId).toBe(providerEventId);
  });

  test('case 14: an update moves the event under the same id and restores privacy, and leaves title and answers to the people', async () => {
    const { world, auth, manager, report, draft, providerEventId } = await place();
    const { conferenceUrl } = await conferenceMade({ world, auth, providerEventId });
    await world.edit({ email: manager, providerEventId, edit: { kind: 'retitle', title: 'Coffee with Ben' } });
    await world.edit({ email: manager, providerEventId, edit: { kind: 'make_public' } });
    const later = { ...draft, start: draft.start.add({ hours: 2 }), end: draft.end.add({ hours: 2 }) };
    const updated = await world.provider.events.update({
      auth,
      providerEventId,
      etag: null,
      draft: later,
      moves: true,
    });
    expect(updated.start.equals(later.start)).toBe(true);
    expect(updated).toMatchObject({ private: true, conferenceUrl, providerEventId });
    const [seen, ...stale] = await world.seenBy(report);
    expect(stale).toEqual([]);
    expect(seen).toMatchObject({ title: 'Coffee with Ben', private: true });
    expect(seen?.start.equals(later.start)).toBe(true);
    expect(seen?.responses).toHaveProperty([report]);
  });

  test('an update over a version somebody has changed is refused', async () => {
    const { world, auth, manager, draft, providerEventId, event } = await place();
    await world.edit({ email: manager, providerEventId, edit: { kind: 'retitle', title: 'Coffee' } });
    const update = world.provider.events.update({ auth, providerEventId, etag: event.etag, draft, moves: true });
    expect(await kindOf(update)).toBe('precondition_failed');
  });

  test('an update of a deleted event says that it is not there', async () => {
    const { world, auth, manager, draft, providerEventId } = await place();
    await world.edit({ email: manager, providerEventId, edit: { kind: 'delete' } });
    expect(await kindOf(world.provider.events.update({ auth, providerEventId, etag: null, draft, moves: true }))).toBe(
      'not_found',
    );
  });

  test('case 18: cancelling takes the event out of both calendars and tells the report, and twice is once', async () => {
    const { world, auth, manager, report, providerEventId } = await place();
    await world.provider.events.cancel({ auth, providerEventId });
    await world.provider.events.cancel({ auth, providerEventId });
    expect(await world.seenBy(manager)).toEqual([]);
    expect(await world.seenBy(report)).toEqual([]);
    expect(await world.calendarMailsTo(report)).toBe(2);
  });

  test('case 15: after a cancellation the next generation can be placed', async () => {
    const { world, auth, manager, report, draft, attachment, idempotencyId, marker, providerEventId } = await place();
    const { events } = world.provider;
    await events.cancel({ auth, providerEventId });
    const again = { auth, draft, attachment, idempotencyId, step: 'planned', providerEventId: null } as const;
    const found = await events.find({ auth, idempotencyId, marker });
    if (world.oddities.cancelledKeepsId) {
      expect(await kindOf(events.place(again))).toBe('conflict');
      expect(found).toMatchObject({ status: 'cancelled' });
    } else {
      expect(found).toBeNull();
    }
    const next = aPlacement({ world, manager, report, generation: 2 });
    const placed = await events.place({ ...again, draft: next.draft, idempotencyId: next.idempotencyId });
    expect(placed.event.marker).toBe(next.marker);
  });

  test('a copy is discarded without telling anyone', async () => {
    const { world, auth, manager, report, marker, providerEventId } = await place();
    await world.edit({ email: manager, providerEventId, edit: { kind: 'copy' } });
    const ids = (await world.seenBy(manager)).map((seen) => seen.id);
    const copy = ids.find((id) => id !== providerEventId) ?? '';
    expect(await world.provider.events.get({ auth, providerEventId: copy })).toMatchObject({ marker });
    const before = await world.calendarMailsTo(report);
    await world.provider.events.discard({ auth, providerEventId: copy });
    expect((await world.seenBy(manager)).map((seen) => seen.id)).toEqual([providerEventId]);
    expect(await world.calendarMailsTo(report)).toBe(before);
  });

  test('what people did to an event is what is read of it', async () => {
    const { world, auth, manager, report, providerEventId } = await place();
    await world.edit({ email: report, providerEventId, edit: { kind: 'respond', response: 'declined' } });
    await world.edit({ email: manager, providerEventId, edit: { kind: 'make_public' } });
    await world.edit({ email: manager, providerEventId, edit: { kind: 'repeat_weekly' } });
    expect(await world.provider.events.get({ auth, providerEventId })).toMatchObject({
      private: false,
      recurring: true,
      attendees: [{ email: report, response: 'declined' }],
    });
  });

  test("an event made all-day lasts from midnight to midnight in its owner's zone", async () => {
    const { world, auth, manager, providerEventId } = await place();
    await world.edit({ email: manager, providerEventId, edit: { kind: 'make_all_day' } });
    const event = await world.provider.events.get({ auth, providerEventId });
    expect(event).toMatchObject({ allDay: true });
    if (event?.status !== 'confirmed') throw new Error('the event is gone');
    expect([event.start.toString(), event.end.toString()]).toEqual(['2027-03-01T23:00:00Z', '2027-03-02T23:00:00Z']);
  });

  test('a grant to be seen as busy writes nothing', async () => {
    const world = worldOf();
    const { manager, report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: manager, purpose: 'availability' });
    const { marker: _marker, ...placement } = aPlacement({ world, manager, report });
    const attempt = world.provider.events.place({ auth, ...placement, step: 'planned', providerEventId: null });
    expect(await kindOf(attempt)).toBe('scope_missing');
    expect(await world.seenBy(report)).toEqual([]);
  });
}
