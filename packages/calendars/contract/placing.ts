import type { EventStep, ObservedEvent } from '@throughline/app/ports/calendar.ts';
import { expect, test } from 'vitest';
import { agendaSeen } from './agenda-seen.ts';
import { kindOf } from './oauth.ts';
import { aDraft, aPlacement, connect, placeFully, twoPeople, type ContractWorld } from './world.ts';

/** From an entry to its one invitation with the agenda, whatever happens on the way. */
export function placingContract(worldOf: () => ContractWorld): void {
  const setUp = async () => {
    const world = worldOf();
    const pair = await twoPeople({ world });
    const { auth } = await connect({ world, email: pair.manager });
    return { world, auth, ...pair, ...aPlacement({ world, ...pair }) };
  };
  type Given = Awaited<ReturnType<typeof setUp>>;

  /** As the use case does it: after a try whose outcome is not known it looks before it goes on. */
  const resume = async (given: Given): Promise<ObservedEvent> => {
    const { world, auth, draft, idempotencyId, marker, attachment } = given;
    const { events } = world.provider;
    const found = await events.find({ auth, idempotencyId, marker });
    if (found?.status === 'cancelled') throw new Error('the entry was cancelled');
    let event = found;
    let step: EventStep = event === null ? 'planned' : event.attendees.length > 0 ? 'invited' : 'created';
    while (step !== 'invited') {
      const providerEventId: string | null = event?.providerEventId ?? null;
      ({ step, event } = await events.place({ auth, draft, idempotencyId, attachment, step, providerEventId }));
    }
    if (event === null) throw new Error('nothing was placed');
    return event;
  };

  const expectOne = async (given: Given) => {
    const { world, manager, report } = given;
    const attachments = await agendaSeen(given);
    expect(await world.seenBy(manager)).toMatchObject([{ attachments }]);
    expect(await world.seenBy(report)).toMatchObject([{ attachments }]);
    expect(await world.calendarMailsTo(report)).toBe(1);
  };

  test('the agenda reaches the attendee with the invitation, in one mail', async () => {
    const given = await setUp();
    await placeFully(given);
    await expectOne(given);
    const { world, report, attachment } = given;
    const { attachments } = await world.lastCalendarMailTo(report);
    const [seen] = await agendaSeen(given);
    const file = { name: attachment.name, sha256: seen?.sha256 };
    expect(attachments).toMatchObject(world.oddities.attachment === 'file' ? [file] : []);
  });

  test.each([0, 1, 2, 3])('stopped after %i steps and taken up again, it comes to the same', async (steps) => {
    const given = await setUp();
    const { auth, draft, idempotencyId, attachment } = given;
    let step: EventStep = 'planned';
    let providerEventId: string | null = null;
    for (let taken = 0; taken < steps && step !== 'invited'; taken += 1) {
      const { events } = given.world.provider;
      const placed: Awaited<ReturnType<typeof events.place>> = await events.place({
        auth,
        draft,
        idempotencyId,
        attachment,
        step,
        providerEventId,
      });
      ({ step } = placed);
      ({ providerEventId } = placed.event);
    }
    await resume(given);
    await resume(given);
    await expectOne(given);
  });

  test('every answer to a write lost once, it comes to the same', async () => {
    const given = await setUp();
    const { world, manager } = given;
    const lost: string[] = [];
    for (const method of ['POST', 'POST', 'PATCH']) {
      await world.inject({ kind: 'response_lost', account: manager, method });
      lost.push(await kindOf(resume(given)));
    }
    expect(lost[0]).toBe('uncertain');
    await resume(given);
    await expectOne(given);
  });

  test('of its reminders, an entry keeps as many as the provider has room for', async () => {
    const given = await setUp();
    await placeFully(given);
    const [seen] = await given.world.seenBy(given.manager);
    const all = given.draft.reminderMinutes;
    const wanted = given.world.oddities.reminders === 'all' ? all : [Math.min(...all)];
    expect(seen?.reminderMinutes).toEqual(wanted);
  });

  /** Placed at 10:00 of a wall clock, an entry stands at 10:00 of that clock. */
  const atTen = async ({ timeZone, start }: { timeZone: string; start: string }) => {
    const { world, auth, manager, report, idempotencyId, marker, attachment } = await setUp();
    const draft = { ...aDraft({ manager, report, marker, start }), timeZone };
    const event = await placeFully({ world, auth, draft, idempotencyId, attachment });
    expect(event.start.toString()).toBe(start);
    const [seen] = await world.seenBy(manager);
    // In the zone it is kept in, which may have another name for the same hours.
    expect(seen?.start.toZonedDateTimeISO(seen.timeZone).toPlainTime().toString()).toBe('10:00:00');
    expect(seen?.timeZone).not.toBe('UTC');
  };

  // Clocks change in Madrid on 28 March 2027.
  test.each([
    { day: '2027-03-26', start: '2027-03-26T09:00:00Z' },
    { day: '2027-03-30', start: '2027-03-30T08:00:00Z' },
    { day: '2027-11-02', start: '2027-11-02T09:00:00Z' },
  ])('case 26: 10:00 in Madrid on $day is 10:00 there', ({ start }) => atTen({ timeZone: 'Europe/Madrid', start }));

  // They no longer do in São Paulo.
  test.each([
    { day: '2027-01-12', start: '2027-01-12T13:00:00Z' },
    { day: '2027-07-13', start: '2027-07-13T13:00:00Z' },
  ])('case 27: 10:00 in São Paulo on $day is 10:00 there', ({ start }) =>
    atTen({ timeZone: 'America/Sao_Paulo', start }),
  );

  test('a personal account organises too, with a conference where its provider gives it one', async () => {
    const world = worldOf();
    const { report } = await twoPeople({ world });
    const manager = `ana-${crypto.randomUUID()}@personal.example`;
    await world.addPerson({ email: manager, personal: true });
    const { auth } = await connect({ world, email: manager });
    const { marker: _marker, ...placement } = aPlacement({ world, manager, report });
    const event = await placeFully({ world, auth, ...placement });
    expect(await world.calendarMailsTo(report)).toBe(1);
    if (!world.oddities.personalAccountsHaveConferences) expect(event.conferenceUrl).toBeNull();
    const window = { start: event.start, end: event.end };
    const busy = await world.provider.freeBusy({ auth, emails: [manager], window });
    expect(busy.get(manager)).toMatchObject({ kind: 'known', busy: [window] });
  });
}
