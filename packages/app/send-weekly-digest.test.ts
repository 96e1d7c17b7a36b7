import { connection, digest } from '@throughline/db/schema/tables.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import type { WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { previewDigest } from './preview-digest.ts';
import { publishCoverage } from './publish-coverage.ts';
import { publishPolicy } from './publish-policy.ts';
import { sendWeeklyDigest } from './send-weekly-digest.ts';
import { aCompany, type Company } from './testing/a-company.ts';
import { outboxRows, putOrganization } from './testing/outbox-rows.ts';
import { storeConversations, type GivenConversation } from './testing/some-conversations.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext();
const { db, clock, adminUrl } = context;
const monday = '2027-03-01T08:05:00Z';

let company: Company;
beforeEach(async () => {
  clock.set(monday);
  company = await aCompany({ db, syncedAt: clock.now().subtract({ hours: 1 }) });
  await storeConversations({ db, company, given: conversationsOf(company) });
});

/** After the rollout: some current, some past due, some booked with lead time and without, some waiting to hear. */
function conversationsOf({ directors, managers, staff }: Company): readonly GivenConversation[] {
  return [...directors, ...managers, ...staff].flatMap(({ id: reportId }, index): GivenConversation[] => {
    const held = {
      reportId,
      state: 'held' as const,
      grade: index % 3 === 0 ? ('confirmed' as const) : ('attendance' as const),
      heldOn: day('2026-11-20'),
      bookedAt: Temporal.Instant.from(index % 4 === 0 ? '2026-11-15T09:00:00Z' : '2026-10-20T09:00:00Z'),
      startsAt: Temporal.Instant.from('2026-11-20T09:00:00Z'),
      endsAt: Temporal.Instant.from('2026-11-20T10:00:00Z'),
      closedAt: Temporal.Instant.from('2026-11-20T17:00:00Z'),
    };
    const dueOn = day('2027-02-10').add({ days: (index * 7) % 60 });
    const open = { reportId, sequence: 2, dueOn };
    const bookedAt = Temporal.Instant.from(index % 2 === 0 ? '2027-02-01T09:00:00Z' : '2027-02-25T09:00:00Z');
    const startsAt = Temporal.Instant.from('2027-03-10T09:00:00Z');
    const event = { bookedAt, startsAt, endsAt: startsAt.add({ hours: 1 }) };
    switch (index % 5) {
      case 0:
      case 1:
        return [held, { ...open, state: 'booked' as const, ...event }];
      case 2:
        return [{ ...held, state: 'unconfirmed' as const, grade: 'claimed' as const, heldOn: null }, open];
      default:
        return [held, open];
    }
  });
}

/** The same numbers by another road: one statement over the rows, for a leader and everyone below. */
async function recount(leaderId: string) {
  return asSession(adminUrl, async (client) => {
    const { rows } = await client.query(
      `WITH RECURSIVE unit AS (
         SELECT $1::uuid AS id
         UNION SELECT l.report_id FROM reporting_line l JOIN unit ON l.manager_id = unit.id WHERE l.valid_to IS NULL
       ), reports AS (
         SELECT p.id FROM person p JOIN unit USING (id)
         WHERE EXISTS (SELECT 1 FROM reporting_line l WHERE l.report_id = p.id)
       ), standing AS (
         SELECT r.id, o.due_on, o.state, o.booked_at, o.starts_at,
           EXISTS (SELECT 1 FROM conversation h WHERE h.report_id = r.id AND h.state = 'held')
             OR (SELECT min(f.due_on) FROM conversation f WHERE f.report_id = r.id AND f.sequence = 1) < DATE '2027-03-01'
             AS eligible
         FROM reports r LEFT JOIN conversation o ON o.report_id = r.id AND o.closed_at IS NULL
       )
       SELECT count(*) FILTER (WHERE eligible AND due_on >= DATE '2027-03-01')::int AS current,
         count(*) FILTER (WHERE eligible)::int AS eligible,
         count(*) FILTER (WHERE due_on <= DATE '2027-03-01' + 91)::int AS expected,
         count(*) FILTER (WHERE due_on <= DATE '2027-03-01' + 91 AND state = 'booked')::int AS dated,
         count(*) FILTER (WHERE due_on <= DATE '2027-03-01' + 91 AND starts_at - booked_at >= INTERVAL '504 hours')::int
           AS ahead,
         count(*) FILTER (WHERE due_on <= DATE '2027-03-01' + 30 AND state = 'due')::int AS without_date
       FROM standing`,
      [leaderId],
    );
    return rows[0] as Record<'current' | 'eligible' | 'expected' | 'dated' | 'ahead' | 'without_date', number>;
  });
}

const storedDigests = () =>
  db.inOrganization(company.organization.id, (tx) => tx.select().from(digest).orderBy(digest.id));

async function digestOf(recipientId: string): Promise<WeeklyDigest> {
  const rows = await storedDigests();
  const row = rows.find((one) => one.recipientId === recipientId);
  if (row === undefined) throw new Error('There is no digest');
  return row.content as unknown as WeeklyDigest;
}

describe('the weekly digest', () => {
  test('goes to every leader about their own part, and to HR about everyone: nobody else', async () => {
    const { organization, chief, directors, hr } = company;
    expect(await sendWeeklyDigest(context, { organizationId: organization.id })).toBe(4);
    const recipients = (await storedDigests()).map(({ recipientId }) => recipientId);
    expect(recipients.toSorted()).toEqual([chief, ...directors, hr].map(({ id }) => id).toSorted());
    const mails = await outboxRows({ db, organizationId: organization.id });
    expect(mails.map(({ template }) => template)).toEqual(Array(4).fill('weekly-digest'));
  });

  test('says the numbers an independent recount gives', async () => {
    const { organization, chief, directors } = company;
    await sendWeeklyDigest(context, { organizationId: organization.id });
    for (const leader of [chief, ...directors]) {
      const { figures } = await digestOf(leader.id);
      const counted = await recount(leader.id);
      if (figures.kind !== 'shown') throw new Error(`The figures were withheld: ${figures.why}`);
      expect(figures.headline).toMatchObject({
        kind: 'current',
        numerator: counted.current,
        denominator: counted.eligible,
        percent: Math.round((100 * counted.current) / counted.eligible),
      });
      expect(figures.bookedAhead).toEqual({ numerator: counted.ahead, denominator: counted.expected });
      expect(figures.dueWithoutDate).toBe(counted.without_date);
    }
  });

  test('names managers to their own boss alone, as counts', async () => {
    await sendWeeklyDigest(context, { organizationId: company.organization.id });
    const [north] = company.directors;
    const own = await digestOf(north!.id);
    expect(own.managers.map(({ name }) => name).toSorted()).toEqual(
      [1, 2, 3].map((number) => `Manager Director North ${number}`),
    );
    const above = JSON.stringify(await digestOf(company.chief.id));
    expect(above).not.toContain('Manager Director');
    expect(JSON.stringify(await digestOf(company.hr.id))).not.toContain('Manager Director');
  });

  test('counts no single manager where a works council has a say', async () => {
    const { organization, directors } = company;
    await putOrganization({ db, organization: { ...organization, worksCouncil: true } });
    await sendWeeklyDigest(context, { organizationId: organization.id });
    expect((await digestOf(directors[0]!.id)).managers).toEqual([]);
    expect((await digestOf(directors[0]!.id)).figures.kind).toBe('shown');
  });

  test('comes once a recipient and week, whoever runs it however often', async () => {
    const { organization } = company;
    const organizationId = organization.id;
    const runs = await Promise.allSettled([1, 2, 3].map(() => sendWeeklyDigest(context, { organizationId })));
    expect(runs.every(({ status }) => status === 'fulfilled')).toBe(true);
    clock.advanceBy({ days: 3 });
    expect(await sendWeeklyDigest(context, { organizationId })).toBe(0);
    expect(await storedDigests()).toHaveLength(4);
    expect(await outboxRows({ db, organizationId })).toHaveLength(4);
    clock.advanceBy({ days: 4 });
    expect(await sendWeeklyDigest(context, { organizationId })).toBe(4);
    const weeks = new Set((await storedDigests()).map(({ isoWeek }) => isoWeek));
    expect([...weeks]).toEqual(['2027-W09', '2027-W10']);
  });

  test('waits for the recipient’s own Monday morning', async () => {
    clock.set('2027-03-01T07:59:00Z');
    expect(await sendWeeklyDigest(context, { organizationId: company.organization.id })).toBe(0);
    clock.set('2027-03-01T08:00:00Z');
    expect(await sendWeeklyDigest(context, { organizationId: company.organization.id })).toBe(4);
  });

  test('gives no figures when calendars were last read more than 48 hours ago, and says so', async () => {
    clock.advanceBy({ days: 7 });
    await sendWeeklyDigest(context, { organizationId: company.organization.id });
    const { figures, subject, managers } = await digestOf(company.chief.id);
    expect(figures).toMatchObject({ kind: 'withheld', why: expect.stringContaining('last read') });
    expect(subject).toBe('Career conversations: no figures this week');
    expect(managers).toEqual([]);
  });

  test.each(['draft', 'paused'] as const)('is not sent while the organisation is %s', async (state) => {
    const stateBeforePause = state === 'paused' ? 'live' : null;
    await putOrganization({ db, organization: { ...company.organization, state, stateBeforePause } });
    expect(await sendWeeklyDigest(context, { organizationId: company.organization.id })).toBe(0);
  });

  test('quotes the week’s snapshot, which is taken once', async () => {
    const organizationId = company.organization.id;
    expect(await publishCoverage(context, { organizationId })).toBe(true);
    expect(await publishCoverage(context, { organizationId })).toBe(false);
    await sendWeeklyDigest(context, { organizationId });
    const preview = await previewDigest(context, {
      organizationId,
      personId: company.chief.id,
      readerId: company.chief.id,
    });
    if (preview.kind !== 'digest') throw new Error(`No preview: ${preview.kind}`);
    const { figures } = await digestOf(company.chief.id);
    expect(JSON.parse(JSON.stringify(preview.digest.figures))).toEqual(figures);
  });

  test('a preview stores nothing, and is for recipients', async () => {
    const organizationId = company.organization.id;
    const seen = (personId: string) => previewDigest(context, { organizationId, personId, readerId: personId });
    expect(await seen(company.hr.id)).toMatchObject({ kind: 'digest', written: false });
    expect(await seen(company.staff[0]!.id)).toEqual({
      kind: 'not_a_recipient',
    });
    expect(await storedDigests()).toEqual([]);
  });

  test('goes once a month to whoever wants it so, not at all to whoever does not, and is kept for their page', async () => {
    const { organization, chief, hr } = company;
    const organizationId = organization.id;
    await db.inOrganization(organizationId, async (tx) => {
      const choice = { template: 'weekly-digest', now: clock.now() };
      await mailOptOutStore(tx).put({ ...choice, personId: chief.id, rhythm: 'monthly' });
      await mailOptOutStore(tx).put({ ...choice, personId: hr.id, rhythm: 'none' });
    });
    for (let week = 0; week < 6; week += 1) {
      expect(await sendWeeklyDigest(context, { organizationId })).toBe(4);
      clock.advanceBy({ days: 7 });
    }
    expect((await storedDigests()).filter(({ recipientId }) => recipientId === hr.id)).toHaveLength(6);
    const mails = await outboxRows({ db, organizationId, template: 'weekly-digest' });
    const to = (id: string) => mails.filter(({ recipientId }) => recipientId === id).map(({ dedupeKey }) => dedupeKey);
    expect(to(hr.id)).toEqual([]);
    // 1 March and 5 April 2027.
    expect(to(chief.id)).toEqual(['2027-W09', '2027-W14'].map((week) => `weekly_digest.${chief.id}.${week}`));
  });

  test('says what changed in the policy in its week, who else gets it, and whose move each thing is', async () => {
    const { organization, policy, chief, directors } = company;
    const organizationId = organization.id;
    await publishPolicy(context, {
      organizationId,
      policy: { ...policy, rules: { ...policy.rules, leadTimeDays: 28 } },
      note: 'Four weeks ahead, as the pilot showed',
      actor: { kind: 'operator' },
    });
    await sendWeeklyDigest(context, { organizationId });
    const readAgainAt = clock.now().add({ hours: 24 * 7 });
    await db.inOrganization(organizationId, (tx) => tx.update(connection).set({ syncedAt: readAgainAt }));
    clock.advanceBy({ days: 7 });
    await sendWeeklyDigest(context, { organizationId });
    const [, ...latest] = (await storedDigests()).filter(({ recipientId }) => recipientId === directors[0]!.id);
    const { figures, alsoSentTo } = latest[0]!.content as unknown as WeeklyDigest;
    if (figures.kind !== 'shown') throw new Error(`The figures were withheld: ${figures.why}`);
    expect(figures.trend).toMatchObject([
      { week: '2027-W09', note: 'Four weeks ahead, as the pilot showed' },
      { week: '2027-W10', note: null },
    ]);
    expect(alsoSentTo).toEqual([
      'About everyone it also goes to Hanna.',
      'About a part that holds yours it also goes to Chief.',
      '1 leader gets one about a part of their own.',
    ]);
    const above = (await storedDigests()).filter(({ recipientId }) => recipientId === chief.id).at(-1);
    const { figures: wider } = above!.content as unknown as WeeklyDigest;
    if (wider.kind !== 'shown') throw new Error(`The figures were withheld: ${wider.why}`);
    expect(wider.asks.length).toBeGreaterThan(0);
    expect(wider.asks.every(({ owner }) => ['Director North', 'Director South', 'you', 'HR'].includes(owner))).toBe(
      true,
    );
  });
});
