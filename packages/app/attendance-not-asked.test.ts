import { standingEventStore } from '@throughline/db/standing-event-store.ts';
import { describe, expect, test } from 'vitest';
import { disconnect } from './disconnect.ts';
import { pauseOrganization } from './pause-organization.ts';
import { recordEvidence } from './record-evidence.ts';
import { aCall } from './testing/a-call.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';
import { withdrawAttendance } from './withdraw-attendance.ts';

type Call = Awaited<ReturnType<typeof aCall>>;

const hour = [[0, 60]] as const;

/** Nobody’s provider is asked about a call that everybody was in. */
describe.each(everyProvider)('%s', async (provider) => {
  const context = { ...(await bookingContext({ provider })), publicUrl: 'http://localhost:3000' };
  const { db, world } = context;

  const nothingAsked = async (call: Call, hours = 2) => {
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(hours);
    const asked = (await world.exchanges()).length;
    expect(await call.collect()).toBe(0);
    expect((await world.exchanges()).length).toBe(asked);
    expect(await call.evidence()).toEqual([]);
  };

  test('where the organisation has it off, whatever a manager once agreed to', async () => {
    await nothingAsked(await aCall({ context, on: false }));
  });

  test('of a manager who has not agreed, even where their account would allow it', async () => {
    await nothingAsked(await aCall({ context, agreed: false }));
  });

  test('of a manager who took it back', async () => {
    const call = await aCall({ context });
    await withdrawAttendance(context, { organizationId: call.organizationId, personId: call.manager.id });
    await nothingAsked(call);
  });

  test('about a report who never connected an account: names prove nothing', async () => {
    await nothingAsked(await aCall({ context, reportConnects: false }));
  });

  test('about a report who disconnected theirs', async () => {
    const call = await aCall({ context });
    await disconnect(context, { organizationId: call.organizationId, personId: call.report.id });
    await nothingAsked(call);
  });

  test('of an event that is no conversation of its own', async () => {
    const call = await aCall({ context });
    const { event: seen } = await call.read();
    const amended = await db.inOrganization(call.organizationId, (tx) =>
      standingEventStore(tx).amend({
        seen: seen!,
        changes: { asked: ['onto_one_on_one'] },
        now: context.clock.now(),
      }),
    );
    expect(amended).toBe(true);
    await nothingAsked(call);
  });

  test('once the report has confirmed', async () => {
    const call = await aCall({ context });
    await call.hoursAfter(1);
    const { organizationId, conversationId, report } = call;
    const answer = { personId: report.id, answer: 'happened' } as const;
    await recordEvidence(context, { organizationId, conversationId, ...answer });
    await nothingAsked(call);
  });

  test('in a pause, and once the window has closed', async () => {
    const paused = await aCall({ context });
    await pauseOrganization(context, { organizationId: paused.organizationId, actor: { kind: 'operator' } });
    await nothingAsked(paused);
    await nothingAsked(await aCall({ context }), 7 * 24);
  });

  test('before the end', async () => {
    await nothingAsked(await aCall({ context }), -0.5);
  });
});
