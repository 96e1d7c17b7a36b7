import { conversationStore } from '@throughline/db/conversation-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { event } from '@throughline/db/schema/tables.ts';
import type { HistoryEntry } from '@throughline/domain/conversation/history-entry.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { historySentence } from './history-sentence.ts';
import type { Log } from './ports/log.ts';
import { recordEvidence } from './record-evidence.ts';
import { aCall } from './testing/a-call.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';
import { visibleConfirmations } from './visible-confirmations.ts';

const hour = [[0, 60]] as const;

describe.each(everyProvider)('%s', async (provider) => {
  const logged: unknown[] = [];
  const log: Log = Object.fromEntries(
    ['info', 'warn', 'error'].map((level) => [level, (...said: unknown[]) => void logged.push(said)]),
  ) as Log;
  const context = { ...(await bookingContext({ provider })), publicUrl: 'http://localhost:3000', log };
  const { db, world } = context;
  type Call = Awaited<ReturnType<typeof aCall>>;

  const over = (call: Call) =>
    db.inOrganization(call.organizationId, async (tx) => {
      const conversations = conversationStore(tx);
      const conversation = (await conversations.byId(call.conversationId))!;
      const history = await conversations.history(call.conversationId);
      const successor = await conversations.successorOf(call.conversationId);
      return { conversation, history, successor };
    });
  const say = (call: Call, who: 'manager' | 'report', answer: 'happened' | 'did_not_happen') => {
    const { organizationId, conversationId } = call;
    return recordEvidence(context, { organizationId, conversationId, personId: call[who].id, answer });
  };
  const decisiveOf = (call: Call) =>
    db.inOrganization(
      call.organizationId,
      async (tx) => (await evidenceStore(tx).decisive([call.conversationId])).get(call.conversationId) ?? [],
    );
  const decideAtTheEnd = async (call: Call) => {
    await call.hoursAfter(7 * 24);
    await decideOutcomes(context, { organizationId: call.organizationId });
    return over(call);
  };

  test('both were in the call: known within hours, shown to nobody, and held at the window’s end', async () => {
    const call = await aCall({ context });
    await call.come({
      manager: [[-3, 61]],
      report: [
        [1, 20],
        [22, 62],
      ],
    });
    await call.hoursAfter(0.5);
    expect(await call.collect()).toBe(0);
    const before = await over(call);
    await call.hoursAfter(1);
    expect(await call.collect()).toBe(1);
    expect(await over(call)).toEqual(before);
    expect(await visibleConfirmations(context, call)).toEqual([]);
    const { conversation, successor, history } = await decideAtTheEnd(call);
    expect(conversation).toMatchObject({ state: 'held', grade: 'attendance' });
    expect(successor?.dueWhy[0]).toMatch(/^180 days after the conversation/);
    expect(await visibleConfirmations(context, call)).toMatchObject([{ source: 'attendance', kind: 'attended' }]);
    const entry = history.at(-1) as HistoryEntry;
    expect(entry).toMatchObject({ kind: 'held', actor: 'throughline' });
    const names = { report: 'Ana', manager: 'Ben' };
    expect(historySentence({ entry, names })).toBe('Held, as recorded attendance shows.');
  });

  test('of the call one fact is kept: no moment of it, no length, no name, nor in any log', async () => {
    logged.length = 0;
    const call = await aCall({ context });
    await call.come({ manager: [[-3, 61]], report: [[7, 59]] });
    await call.hoursAfter(2);
    await call.collect();
    const [row, ...more] = await call.evidence();
    expect(more).toEqual([]);
    expect(row).toEqual({
      id: expect.any(String),
      organizationId: call.organizationId,
      conversationId: call.conversationId,
      side: 'attendance',
      kind: 'floor_reached',
      at: context.clock.now(),
    });
    const events = await db.inOrganization(call.organizationId, (tx) => tx.select().from(event));
    const moments = [call.endsAt.add({ minutes: 1 }), call.endsAt.subtract({ minutes: 53 })];
    for (const moment of moments) {
      expect(JSON.stringify([row, events, await over(call), logged])).not.toContain(moment.toString().slice(0, 16));
    }
    expect(JSON.stringify(logged)).not.toContain(call.manager.workEmail);
  });

  test('where the report’s own word decided, nobody is told of the call', async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(1);
    await call.collect();
    await say(call, 'report', 'happened');
    expect((await over(call)).conversation).toMatchObject({ state: 'held', grade: 'confirmed' });
    expect(await visibleConfirmations(context, call)).toMatchObject([{ source: 'employee', kind: 'happened' }]);
  });

  test('it is looked for once when several sweeps come by at once, and never again once it is known', async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(2);
    const before = await call.looks();
    const found = await Promise.all([call.collect(), call.collect(), call.collect()]);
    expect(found.toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
    await call.hoursAfter(100);
    expect(await call.collect()).toBe(0);
    expect((await call.looks()) - before).toBe(1);
    expect(await call.evidence()).toHaveLength(1);
  });

  test('nothing is found, however often the sweep runs: nine looks in a week, and absence says nothing', async () => {
    const call = await aCall({ context });
    const before = await call.looks();
    for (let hours = 0; hours <= 7 * 24 + 2; hours += 1) {
      await call.hoursAfter(hours);
      await call.collect();
    }
    expect((await call.looks()) - before).toBe(9);
    expect(await call.evidence()).toEqual([]);
    const { conversation, history } = await decideAtTheEnd(call);
    expect(conversation).toMatchObject({ state: 'unconfirmed', grade: 'none' });
    expect(JSON.stringify(history)).not.toContain('attendance');
  });

  test('what is published days later still counts', async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour }, call.endsAt.add({ hours: 70 }));
    for (const hours of [1, 5, 30, 65]) {
      await call.hoursAfter(hours);
      expect(await call.collect()).toBe(0);
    }
    await call.hoursAfter(130);
    expect(await call.collect()).toBe(1);
    expect((await decideAtTheEnd(call)).conversation).toMatchObject({ state: 'held', grade: 'attendance' });
  });

  test.each([
    ['too short together', { manager: [[0, 60]], report: [[20, 60]] }],
    ['one of them alone', { manager: [[0, 60]] }],
    ['one after the other', { manager: [[-30, 15]], report: [[15, 60]] }],
    ['another use of the same link', { manager: [[-300, -200]], report: [[-300, -200]] }],
  ] as const)('%s is no evidence', async (_what, people) => {
    const call = await aCall({ context });
    await call.come(people);
    await call.hoursAfter(10);
    expect(await call.collect()).toBe(0);
    expect(await call.evidence()).toEqual([]);
  });

  test('moved after its end, what was found before counts no more, and the new time is looked at anew', async () => {
    const call = await aCall({ context });
    await call.come({ manager: hour, report: hour });
    await call.hoursAfter(1);
    expect(await call.collect()).toBe(1);
    const later = { start: call.endsAt.add({ hours: 14 * 24 - 1 }), end: call.endsAt.add({ hours: 14 * 24 }) };
    const { providerEventId } = call;
    await world.edit({ email: call.manager.workEmail, providerEventId, edit: { kind: 'move', ...later } });
    await call.sync();
    expect((await over(call)).conversation).toMatchObject({ state: 'booked', endsAt: later.end });
    await call.hoursAfter(14 * 24 + 1);
    expect(await call.collect()).toBe(0);
    expect((await decisiveOf(call)).length).toBe(0);
    const inMinutes = 14 * 24 * 60;
    const again = [[inMinutes, inMinutes + 60]] as const;
    await call.come({ manager: again, report: again });
    await call.hoursAfter(14 * 24 + 2);
    expect(await call.collect()).toBe(1);
    expect((await decisiveOf(call)).map(({ kind }) => kind)).toEqual(['attendance']);
  });

  test('several calls behind the link add up', async () => {
    const call = await aCall({ context });
    await call.come({ manager: [[0, 20]], report: [[0, 20]] });
    await call.come({ manager: [[25, 55]], report: [[25, 55]] });
    await call.hoursAfter(1);
    expect(await call.collect()).toBe(1);
  });

  describe('the people’s answers', () => {
    test('denial and silence of the report come to the same, to the last row of history', async () => {
      const outcomes = [];
      for (const denies of [false, true]) {
        const call = await aCall({ context });
        await call.come({ manager: hour, report: hour });
        await call.hoursAfter(1);
        if (denies) await say(call, 'report', 'did_not_happen');
        await call.collect();
        const { conversation, history, successor } = await decideAtTheEnd(call);
        const since = (at: Temporal.Instant | null | undefined) => at && call.endsAt.until(at).total('minutes');
        outcomes.push({
          state: [conversation.state, conversation.grade, conversation.version, since(conversation.closedAt)],
          history: history.map(({ kind, actor, at }) => [kind, actor, kind === 'held' ? since(at) : null]),
          successor: [successor?.state, successor?.dueOn.since(conversation.heldOn!).total('days')],
        });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[0]?.state.slice(0, 2)).toEqual(['held', 'attendance']);
    });

    test('the manager’s "it did not happen" does not outrank it, whichever is known first', async () => {
      const first = await aCall({ context });
      await first.come({ manager: hour, report: hour });
      await first.hoursAfter(1);
      await first.collect();
      await say(first, 'manager', 'did_not_happen');
      expect((await over(first)).conversation.state).toBe('awaiting_confirmation');
      expect((await decideAtTheEnd(first)).conversation).toMatchObject({ state: 'held', grade: 'attendance' });

      const second = await aCall({ context });
      await second.come({ manager: hour, report: hour });
      await second.hoursAfter(0.5);
      await say(second, 'manager', 'did_not_happen');
      expect((await over(second)).conversation.state).toBe('unconfirmed');
      await second.hoursAfter(1);
      expect(await second.collect()).toBe(1);
      const { conversation, successor } = await over(second);
      expect(conversation).toMatchObject({ state: 'held', grade: 'attendance' });
      expect(successor?.dueWhy[0]).toMatch(/^180 days after the conversation/);
    });
  });
});
