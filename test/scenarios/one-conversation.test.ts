import { beforeAll, describe, expect, inject, test } from 'vitest';
import { calendarAsPerson } from '@throughline/standalone/demo/calendar-as-person.ts';
import { readRecord } from './record.ts';
import { smallCompany, type SmallCompany } from './small-company.ts';
import { openWorld, type Cloud, type World } from './world.ts';

type ConversationRow = {
  id: string;
  state: string;
  report: string;
  due_on: string;
  starts_at: Date | null;
  ends_at: Date | null;
  booked_at: Date | null;
  waiting_for: string | null;
  held_on: string | null;
  grade: string | null;
  closed_at: Date | null;
};

const days = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 86_400_000;

/** Monday, 4 May 2026, 8:00 in Berlin. */
const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');

type Company = {
  readonly managers: Cloud;
  readonly reports: Cloud;
  /** What a manager of it grants. */
  readonly scope: string;
};

const onGoogle = 'https://www.googleapis.com/auth/calendar.events.owned';
const onOutlook = 'Calendars.ReadWrite';
const oneCloud: readonly Company[] = [
  { managers: 'google', reports: 'google', scope: onGoogle },
  { managers: 'microsoft', reports: 'microsoft', scope: onOutlook },
];
const twoClouds: readonly Company[] = [
  { managers: 'microsoft', reports: 'google', scope: onOutlook },
  { managers: 'google', reports: 'microsoft', scope: onGoogle },
];
const leading: ReadonlySet<string> = new Set(['vera', 'mona', 'marc']);

describe.each(inject('isLong') ? [...oneCloud, ...twoClouds] : oneCloud)(
  'one conversation, managers on $managers, reports on $reports',
  ({ managers, reports, scope }) => {
    const { rows, email, calendars }: SmallCompany = smallCompany({
      cloudOf: (name) => (leading.has(name) ? managers : reports),
    });
    let world: World;

    const conversations = () =>
      readRecord<ConversationRow>(
        world.adminUrl,
        `SELECT c.id, c.state, p.work_email AS report, c.due_on::text, c.starts_at, c.ends_at, c.booked_at, c.waiting_for,
         c.held_on::text, c.grade, c.closed_at
       FROM conversation c JOIN person p ON p.id = c.report_id ORDER BY p.work_email, c.sequence`,
      );
    const ofMona = async () =>
      (await conversations()).filter(({ report }) => [email.ana, email.ben, email.caio].includes(report));
    const counts = async () => {
      const [row] = await readRecord<Record<string, string>>(
        world.adminUrl,
        `SELECT (SELECT count(*) FROM conversation) AS conversations, (SELECT count(*) FROM event) AS events,
         (SELECT count(*) FROM outbox) AS mails, (SELECT count(*) FROM conversation_history) AS history,
         (SELECT count(*) FROM digest) AS digests, (SELECT count(*) FROM coverage_snapshot) AS snapshots`,
      );
      return row;
    };
    const ofReport = async (address: string) => (await conversations()).filter(({ report }) => report === address);
    const first = async (address: string) => {
      const [found] = await ofReport(address);
      if (found === undefined) throw new Error(`${address} has no conversation`);
      return found;
    };
    /** A day at a time, a quarter at the most. */
    const advanceUntil = async (reached: () => Promise<boolean>) => {
      for (let day = 0; day < 92; day += 1) {
        if (await reached()) return;
        await world.advance({ hours: 24 });
      }
      throw new Error('it did not come about within a quarter');
    };
    /** Who was asked when they are busy, with times to pick from instead. */
    const timesMails = async () =>
      new Set(
        (await world.control.mails({ since: begin })).flatMap(({ to, links }) =>
          links.some((link) => new URL(link).pathname === '/times') ? to : [],
        ),
      );
    const calendarOf = (address: string) =>
      calendarAsPerson({ control: world.control, origin: world.sandboxUrl, email: address });

    beforeAll(async () => {
      world = await openWorld({ now: begin, rows, hr: email.hanna, calendars });
      await world.advance({ hours: 8 });
    });

    test('nobody is asked for a calendar that an administrator has to allow first; then everybody is', async () => {
      const asked = async () =>
        (await world.control.mails({ since: begin })).flatMap(({ to, subject }) =>
          subject.endsWith('your calendar, once') ? to : [],
        );
      const allowed = managers === 'google' ? [email.vera, email.mona, email.marc].toSorted() : [];
      expect((await asked()).toSorted()).toEqual(allowed);
      await world.grantCalendars();
      await world.settle();
      expect((await asked()).toSorted()).toEqual([email.vera, email.mona, email.marc].toSorted());
    });

    test('people and lines arrive: everyone with a manager is owed one conversation, and its due date has reasons', async () => {
      const all = await conversations();
      expect(all.map(({ report }) => report)).toEqual(
        rows
          .slice(1)
          .map((row) => row.workEmail)
          .toSorted(),
      );
      expect(all.every(({ state, waiting_for }) => state === 'due' && waiting_for === 'manager_not_connected')).toBe(
        true,
      );
      for (const { due_on } of all) {
        const lead = Temporal.PlainDate.from('2026-05-04').until(due_on).total('days');
        expect(lead).toBeGreaterThanOrEqual(21);
        expect(lead).toBeLessThanOrEqual(92);
      }
    });

    test('managers are asked to connect, and consent through the provider', async () => {
      await world.connectFromMail(email.mona);
      await world.settle();
      const [connection] = await readRecord<{ status: string; scopes: string[]; refresh_token: Buffer }>(
        world.adminUrl,
        'SELECT status, scopes, refresh_token FROM connection',
      );
      expect(connection?.status).toBe('active');
      expect(connection?.scopes).toContain(scope);
    });

    test.runIf(managers !== reports)(
      'reports whom the manager’s account cannot see are never booked blind: they share when they are busy, or pick a time',
      async () => {
        const [ana, ben, caio] = [email.ana, email.ben, email.caio];
        await advanceUntil(async () => (await timesMails()).size === 3);
        expect((await ofMona()).map(({ state, waiting_for }) => [state, waiting_for])).toEqual(
          [ana, ben, caio].map(() => ['due', 'calendar_unknown']),
        );
        for (const report of [ana, ben, caio]) await world.connectFromMail(report);
        await world.settle();
      },
    );

    test('the first plan is shown and held for two working days; nothing is in a calendar yet', async () => {
      const held = await readRecord<{ step: string }>(world.adminUrl, 'SELECT step FROM event');
      expect(held).toEqual([{ step: 'planned' }, { step: 'planned' }, { step: 'planned' }]);
      expect(await (await calendarOf(email.mona)).conversations({ from: begin })).toEqual([]);
      const mails = await world.control.mails({ since: begin });
      expect(mails.filter(({ to, subject }) => to.includes(email.mona) && /plan/i.test(subject))).toHaveLength(1);
    });

    test('then each pair has exactly one event in both calendars, with lead time, clear of everything', async () => {
      await world.advance({ hours: 72 });
      for (const conversation of await ofMona()) {
        expect(conversation.state).toBe('booked');
        const { starts_at: start, ends_at: end, booked_at: bookedAt } = conversation;
        if (start === null || end === null || bookedAt === null) throw new Error('booked without times');
        expect(days(bookedAt, start)).toBeGreaterThanOrEqual(21);
        expect(end.getTime() - start.getTime()).toBe(60 * 60_000);
        const inManagers = await (await calendarOf(email.mona)).conversations({ from: begin });
        const inReports = await (await calendarOf(conversation.report)).conversations({ from: begin });
        const at = (found: (typeof inReports)[number]) => found.start.epochMilliseconds;
        expect(inReports.map(at)).toEqual([start.getTime()]);
        expect(inManagers.filter((found) => at(found) === start.getTime())).toHaveLength(1);
        const local = Temporal.Instant.from(start.toISOString()).toZonedDateTimeISO('Europe/Berlin');
        expect(local.dayOfWeek).toBeLessThan(5);
        expect(local.toPlainDate().toString() < '2026-07-13' || local.toPlainDate().toString() > '2026-07-17').toBe(
          true,
        );
        // Ana's 1:1 is Wednesday at nine: a day's distance rules out Wednesday, and Tuesday and Thursday around nine.
        if (conversation.report === email.ana) expect(local.dayOfWeek).not.toBe(3);
      }
    });

    test('the invitation is private, labelled, calm, and needs an answer', async () => {
      const [found] = await (await calendarOf(email.ana)).conversations({ from: begin });
      expect(found).toMatchObject({
        title: 'Career conversation: Mona & Ana',
        isPrivate: true,
        organizerEmail: email.mona,
        ownResponse: 'needsAction',
      });
      expect(found?.text).toContain('Nothing is wrong');
    });

    test('running every sweep again, and twice at once, adds nothing', async () => {
      const before = await counts();
      await world.settle();
      await Promise.all([world.settle(), world.settle()]);
      expect(await counts()).toEqual(before);
    });

    test('a manager moves it within policy: accepted, and the history says who', async () => {
      const [found] = await (await calendarOf(email.mona)).conversations({ from: begin });
      if (found === undefined) throw new Error('nothing is booked');
      await (await calendarOf(email.mona)).move({ found, by: Temporal.Duration.from({ hours: 1 }) });
      await world.advance({ minutes: 16 });
      const moved = await readRecord<{ actor: string }>(
        world.adminUrl,
        `SELECT actor FROM conversation_history WHERE kind = 'moved'`,
      );
      expect(moved).toEqual([{ actor: 'manager' }]);
      const expected = found.start.add({ hours: 1 });
      const starts = (await ofMona()).map(({ starts_at: start }) => start?.getTime());
      expect(starts).toContain(expected.epochMilliseconds);
    });

    test('a report declines: the conversation gets another date with full lead time', async () => {
      const [found] = await (await calendarOf(email.ben)).conversations({ from: begin });
      if (found === undefined) throw new Error('nothing is booked');
      await (await calendarOf(email.ben)).answer({ found, response: 'declined' });
      await world.advance({ hours: 24 });
      const ben = (await ofMona()).find(({ report }) => report === email.ben);
      expect(ben?.state).toBe('booked');
      expect(ben?.starts_at?.getTime()).not.toBe(found.start.epochMilliseconds);
      expect(days(ben?.booked_at ?? new Date(0), ben?.starts_at ?? new Date(0))).toBeGreaterThanOrEqual(21);
      expect(await (await calendarOf(email.ben)).conversations({ from: begin })).toHaveLength(1);
    });

    test('both prepare, the time comes, and a passed end is no evidence', async () => {
      await advanceUntil(async () => (await first(email.ana)).state === 'awaiting_confirmation');
      const mails = (await world.control.mails({ since: begin })).filter(({ source }) => source === 'smtp');
      const subjectsTo = (address: string) =>
        mails.filter(({ to }) => to.includes(address)).map(({ subject }) => subject);
      expect(
        subjectsTo(email.ana).filter((subject) => subject.startsWith('Your career conversation with Mona')),
      ).toHaveLength(1);
      expect(subjectsTo(email.mona).filter((subject) => subject.startsWith('Ana Example and you'))).toHaveLength(1);
      expect(await first(email.ana)).toMatchObject({ held_on: null, grade: null });
    });

    test('opening the mailed link changes nothing; the report’s click counts at once', async () => {
      await world.advance({ hours: 24 });
      const asks = (await world.control.mails({ since: begin })).filter(
        ({ to, subject }) => to.includes(email.ana) && subject.startsWith('Did your career conversation'),
      );
      expect(asks).toHaveLength(1);
      const link = asks[0]?.links.find((url) => new URL(url).pathname === '/confirm');
      const token = new URL(link ?? '').searchParams.get('token');
      const page = `${world.apiUrl}/api/confirmation?token=${token}`;
      for (const method of ['GET', 'HEAD', 'GET']) await fetch(page, { method });
      expect(await first(email.ana)).toMatchObject({ state: 'awaiting_confirmation' });

      const click = () =>
        fetch(`${world.apiUrl}/api/confirmation`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ token, answer: 'happened' }),
        });
      expect((await click()).status).toBe(200);
      expect((await click()).status).toBe(200);
      expect(await first(email.ana)).toMatchObject({ state: 'held', grade: 'confirmed' });
      const [held, next, ...more] = await ofReport(email.ana);
      expect(more).toEqual([]);
      expect(
        Temporal.PlainDate.from(held?.held_on ?? '')
          .until(next?.due_on ?? '')
          .total('days'),
      ).toBe(180);
    });

    test('a conversation nobody speaks of is unconfirmed, and the report needs a date now', async () => {
      await advanceUntil(async () => (await first(email.ben)).state === 'unconfirmed');
      // Whose turn comes first differs: by now the next one may be over as well.
      const [unconfirmed, next] = await ofReport(email.ben);
      expect(unconfirmed).toMatchObject({ grade: 'none', held_on: null });
      const decidedAt = Temporal.Instant.from(unconfirmed?.closed_at?.toISOString() ?? '');
      expect(next?.due_on).toBe(decidedAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString());
    });

    test('who is not connected stays due and says so, and HR and the leader get one digest a week', async () => {
      const ofMarc = (await conversations()).filter(({ report }) => report === email.davi || report === email.elisa);
      expect(ofMarc.map(({ state, waiting_for }) => ({ state, waiting_for }))).toEqual([
        { state: 'due', waiting_for: 'manager_not_connected' },
        { state: 'due', waiting_for: 'manager_not_connected' },
      ]);
      const repeated = await readRecord(
        world.adminUrl,
        'SELECT recipient_id, iso_week FROM digest GROUP BY 1, 2 HAVING count(*) > 1',
      );
      expect(repeated).toEqual([]);
      const [digests] = await readRecord<{ count: string }>(world.adminUrl, 'SELECT count(*) FROM digest');
      expect(Number(digests?.count)).toBeGreaterThanOrEqual(10);
    });
  },
);
