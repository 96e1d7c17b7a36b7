import { coverageStore } from '@throughline/db/coverage-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { pulseCount, pulseMark } from '@throughline/db/schema/tables.ts';
import { book } from '@throughline/domain/conversation/conversation.ts';
import { aSlot, at } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { coverageReport } from './coverage-report.ts';
import { publishCoverage } from './publish-coverage.ts';
import { recordEvidence } from './record-evidence.ts';
import { setPulse } from './set-pulse.ts';
import { tellPulse } from './tell-pulse.ts';
import { aCompany } from './testing/a-company.ts';
import { storeConversations } from './testing/some-conversations.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db, clock } = context;
const actor = { kind: 'operator' } as const;

/** A company in which everybody's conversation ended on 25 January. */
async function anAskedCompany({ pulse = true }: { pulse?: boolean } = {}) {
  clock.set('2027-01-25T11:00:00Z');
  const company = await aCompany({ db, syncedAt: clock.now() });
  const organizationId = company.organization.id;
  await setPulse(context, { organizationId, pulse, actor });
  const people = [...company.directors, ...company.managers, ...company.staff];
  const dueOn = Temporal.PlainDate.from('2027-02-01');
  await storeConversations({ db, company, given: people.map(({ id: reportId }) => ({ reportId, dueOn })) });
  const conversationOf = await db.inOrganization(organizationId, async (tx) => {
    const conversations = conversationStore(tx);
    const open = await conversations.open();
    const bookedAt = at('2026-12-07T09:00:00Z');
    const changes = open.flatMap((before) => {
      if (before.state !== 'due') return [];
      const booked = book({ conversation: before, slot: aSlot({ start: '2027-01-25T09:00:00Z' }), now: bookedAt });
      return booked.kind === 'changed' ? [{ before, after: booked.next, history: booked.history }] : [];
    });
    await conversations.saveAll({ changes, now: bookedAt });
    return new Map(open.map(({ id, reportId }) => [reportId, id]));
  });
  const picking = (personId: string) => ({ organizationId, personId, conversationId: conversationOf.get(personId)! });
  return {
    company,
    organizationId,
    confirm: (personId: string) => recordEvidence(context, { ...picking(personId), answer: 'happened' }),
    tell: (personId: string, pulse: 'yes' | 'partly' | 'no' | 'rather_not_say') =>
      tellPulse(context, { ...picking(personId), pulse }),
    stored: () =>
      db.inOrganization(organizationId, async (tx) => ({
        marks: await tx.select().from(pulseMark),
        counts: await tx.select().from(pulseCount),
      })),
    snapshot: () => db.inOrganization(organizationId, (tx) => coverageStore(tx).latestSnapshot()),
    report: () => coverageReport(context, { organizationId, week: null }),
  };
}

describe('"was it about what you want?"', () => {
  test('is asked of whoever confirmed, once, and only where their organisation turned it on', async () => {
    const off = await anAskedCompany({ pulse: false });
    const somebody = off.company.staff[0]!.id;
    expect(await off.confirm(somebody)).toMatchObject({ mayTellPulse: false });
    expect(await off.tell(somebody, 'yes')).toEqual({ kind: 'not_asked' });

    const on = await anAskedCompany();
    const [report, other] = on.company.staff.map(({ id }) => id);
    expect(await on.tell(report!, 'yes')).toEqual({ kind: 'not_asked' });
    expect(await on.confirm(report!)).toMatchObject({ mayTellPulse: true });
    expect(await Promise.all([on.tell(report!, 'partly'), on.tell(report!, 'no')])).toContainEqual({ kind: 'told' });
    expect(await on.tell(report!, 'no')).toEqual({ kind: 'not_asked' });
    expect(await on.confirm(report!)).toMatchObject({ mayTellPulse: false });
    const { marks, counts } = await on.stored();
    expect(marks).toHaveLength(1);
    expect(counts.every(({ given }) => given === 1)).toBe(true);
    expect(other).not.toBe(report);
  });

  test('leaves no row that leads from an answer to a person, a pair, a conversation or a moment', async () => {
    const { company, confirm, tell, stored } = await anAskedCompany();
    const report = company.staff[0]!.id;
    await confirm(report);
    await tell(report, 'no');
    const { marks, counts } = await stored();
    expect(Object.keys(counts[0]!).toSorted()).toEqual(['answer', 'given', 'id', 'organizationId', 'quarter', 'unit']);
    expect(Object.keys(marks[0]!).toSorted()).toEqual(['conversationId', 'id', 'organizationId', 'quarter', 'units']);
    // A random id tells no time, unlike those of every other table.
    for (const { id } of [...marks, ...counts]) expect(id[14]).toBe('4');
    expect(counts.map(({ unit }) => unit).toSorted()).toEqual([...marks[0]!.units].toSorted());
  });

  test('is published once the quarter is over, by unit, and does not change from week to week', async () => {
    const { company, organizationId, confirm, tell, snapshot, report } = await anAskedCompany();
    const answers = ['yes', 'partly', 'yes', 'no', 'yes', 'rather_not_say'] as const;
    for (const [index, { id }] of company.staff.slice(0, 12).entries()) {
      await confirm(id);
      expect(await tell(id, answers[index % answers.length]!)).toEqual({ kind: 'told' });
    }
    await publishCoverage(context, { organizationId });
    expect((await snapshot())?.pulse).toEqual({ quarter: '2026-Q4', rows: [] });

    clock.set('2027-04-05T08:00:00Z');
    await publishCoverage(context, { organizationId });
    const published = (await snapshot())?.pulse;
    expect(published?.rows[0]).toEqual({ unit: 'everyone', given: { yes: 6, partly: 2, no: 2, rather_not_say: 2 } });
    const shown = (await report())?.pulse;
    expect(shown?.quarter).toBe('2027-Q1');
    expect(shown?.rows[0]).toMatchObject({ unit: 'everyone', name: company.organization.name });
    for (const { given } of published!.rows) {
      expect(Object.values(given).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(5);
    }
    clock.set('2027-05-10T08:00:00Z');
    await publishCoverage(context, { organizationId });
    expect((await snapshot())?.isoWeek).toBe('2027-W19');
    expect((await snapshot())?.pulse).toEqual(published);
    await setPulse(context, { organizationId, pulse: false, actor });
    clock.set('2027-05-17T08:00:00Z');
    await publishCoverage(context, { organizationId });
    expect((await report())?.pulse).toBeNull();
  });
});
