import { conversationSummaryStore } from '@throughline/db/conversation-summary-store.ts';
import { coverageChange, coverageSummary } from '@throughline/db/schema/tables.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countCoverage } from './publish-coverage.ts';
import { recordEvidence } from './record-evidence.ts';
import { sumUpConversations } from './sum-up-conversations.ts';
import { aCompany } from './testing/a-company.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { storeConversations } from './testing/some-conversations.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-01-25T10:00:00Z' });
const { db, clock } = context;

const inOrder = <Row extends { reportId: string }>(rows: readonly Row[]) =>
  rows.toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1));

/** From the summary and its log, and from the conversations alone. */
const both = (organizationId: string) =>
  db.inOrganization(organizationId, async (tx) => {
    const store = conversationSummaryStore(tx);
    return { kept: inOrder(await store.all()), recounted: inOrder(await store.recount()) };
  });

const logged = (organizationId: string) =>
  db.inOrganization(organizationId, async (tx) => (await tx.select().from(coverageChange)).map((row) => row.reportId));

const states = ['due', 'booked', 'awaiting_confirmation', 'held', 'unconfirmed', 'exempt', 'superseded', 'closed'];
const openStates = states.slice(0, 3);

/** What may happen to the conversations of a few reports, in whatever way a row of theirs can change. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open'), report: fc.nat(4), due: fc.nat(400) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('change'),
      report: fc.nat(4),
      state: fc.constantFrom(...states),
      due: fc.nat(400),
      moves: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove'), report: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('try'), report: fc.nat(4) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sum_up') }) },
);
type Step = { kind: string; report?: number; state?: string; due?: number; moves?: number };

function statementOf({
  kind,
  report,
  policy,
  state = 'due',
  due = 0,
  moves = 0,
}: Omit<Step, 'report'> & { report: string; policy: string }) {
  const latest = `id = (SELECT id FROM conversation WHERE report_id = '${report}' ORDER BY sequence DESC LIMIT 1)`;
  const isOpen = openStates.includes(state);
  const dueOn = `date '2026-11-01' + ${due}`;
  if (kind === 'open')
    return `INSERT INTO conversation (report_id, policy_id, sequence, state, due_on, due_why, explanation, opened_at, updated_at)
      SELECT '${report}', '${policy}', coalesce(max(sequence), 0) + 1, 'due', ${dueOn}, '[]', '[]',
        timestamptz '2026-11-02T08:00:00Z' + coalesce(max(sequence), 0) * interval '100 days', now()
      FROM conversation WHERE report_id = '${report}'
      HAVING count(*) FILTER (WHERE closed_at IS NULL) = 0`;
  if (kind === 'remove') return `DELETE FROM conversation WHERE ${latest}`;
  if (kind === 'try') return `UPDATE conversation SET plan_tried_at = now(), version = version + 1 WHERE ${latest}`;
  return `UPDATE conversation SET state = '${state}', due_on = ${dueOn}, manager_moves = ${moves},
      starts_at = ${dueOn} - 3, ends_at = ${dueOn} - 2, booked_at = ${dueOn} - ${20 + moves},
      closed_at = ${isOpen ? 'NULL' : dueOn}, held_on = ${state === 'held' ? dueOn : 'NULL'},
      grade = ${state === 'held' ? "'confirmed'" : state === 'unconfirmed' ? "'claimed'" : 'NULL'}
    WHERE ${latest}`;
}

test('whatever happens to conversations, the summary and its log tell what a recount does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps: readonly Step[]) => {
      const { organization, policy, staff } = await aCompany({ db, syncedAt: clock.now() });
      const reports = staff.slice(0, 5).map(({ id }) => id);
      const organizationId = organization.id;
      for (const one of steps) {
        if (one.kind === 'sum_up') await sumUpConversations(context, { organizationId });
        else
          await db.inOrganization(organizationId, (tx) =>
            tx.execute(statementOf({ ...one, report: reports[one.report ?? 0]!, policy: policy.id })),
          );
        const { kept, recounted } = await both(organizationId);
        expect(kept).toEqual(recounted);
      }
      await sumUpConversations(context, { organizationId });
      expect(await logged(organizationId)).toEqual([]);
      const { kept, recounted } = await both(organizationId);
      expect(kept).toEqual(recounted);
    }),
    { numRuns: 12 },
  );
});

test('a change names its report in the same transaction, and one that counts for nothing names nobody', async () => {
  const pair = await aPair({ db });
  const organizationId = pair.organization.id;
  const conversationId = await aBookedConversation({ db, pair });
  expect(new Set(await logged(organizationId))).toEqual(new Set([pair.report.id]));
  expect(await sumUpConversations(context, { organizationId })).toBe(1);
  expect(await sumUpConversations(context, { organizationId })).toBe(0);

  const denial = { organizationId, conversationId, personId: pair.report.id, answer: 'did_not_happen' } as const;
  await recordEvidence(context, denial);
  expect(await logged(organizationId), 'a denial is silence here too').toEqual([]);
  await recordEvidence(context, { ...denial, answer: 'happened' });
  expect(new Set(await logged(organizationId))).toEqual(new Set([pair.report.id]));
});

test('what commits while others are summed up is not lost, and two at once leave what one leaves', async () => {
  const company = await aCompany({ db, syncedAt: clock.now() });
  const organizationId = company.organization.id;
  const given = company.staff.map(({ id: reportId }) => ({ reportId, state: 'due' as const }));
  await storeConversations({ db, company, given: given.slice(0, 6) });
  await Promise.all([
    ...Array.from({ length: 3 }, () => sumUpConversations(context, { organizationId })),
    storeConversations({ db, company, given: given.slice(6) }),
    sumUpConversations(context, { organizationId }),
  ]);
  const { kept, recounted } = await both(organizationId);
  expect(kept).toEqual(recounted);
  await sumUpConversations(context, { organizationId });
  const rows = await db.inOrganization(organizationId, (tx) => tx.select().from(coverageSummary));
  expect(rows).toHaveLength(recounted.length);
});

test('figures are the same before and after they are summed up, today and on a later day', async () => {
  const company = await aCompany({ db, syncedAt: clock.now() });
  const organizationId = company.organization.id;
  const given = company.staff.map(({ id: reportId }) => ({ reportId, state: 'due' as const }));
  await storeConversations({ db, company, given: given });
  const figures = async (days: number) => {
    const now = clock.now().add({ hours: 24 * days });
    const asOf = now.toZonedDateTimeISO('UTC').toPlainDate();
    const counted = await db.inOrganization(organizationId, (tx) => countCoverage({ tx, organizationId, asOf, now }));
    return { rows: counted?.snapshot.rows, facts: counted?.facts };
  };
  const before = [await figures(0), await figures(60)];
  await sumUpConversations(context, { organizationId });
  expect([await figures(0), await figures(60)]).toEqual(before);
  expect(before[0]).not.toEqual(before[1]);
});
