import { policyStore } from '@throughline/db/policy-store.ts';
import { overlaps } from '@throughline/domain/time/interval.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { describe, expect, test } from 'vitest';
import { managerNotes } from './manager-notes.ts';
import { personalRules } from './personal-rules.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import type { AvailabilityRequest, MailContent, MondayMail } from './ports/mail-content.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aFullTeam } from './testing/a-full-team.ts';
import { bookAll, bookingContext, everyProvider } from './testing/booking-context.ts';
import { timesPage } from './times-page.ts';

const mailer = {
  send: async ({ onHandover }: { onHandover: () => Promise<void> }) => {
    await onHandover();
    return { kind: 'accepted' as const };
  },
};

describe.each(everyProvider)('more reports than days on %s', async (provider) => {
  // A Monday.
  const context = await bookingContext({ provider, now: '2026-11-02T10:00:00Z' });
  const { db, clock } = context;

  async function mailsOf(organizationId: string): Promise<readonly MailContent[]> {
    const contents: MailContent[] = [];
    const renderMail = ({ content }: { content: MailContent }) => {
      contents.push(content);
      return { subject: '', html: '', text: '' };
    };
    await sendDueReminders(context, { organizationId });
    await relayOutbox({ ...context, mailer, renderMail }, { organizationId });
    return contents;
  }

  test('whoever found no free day has three times, free in both calendars, on days that hold one conversation already', async () => {
    const { read, proposals, organizationId, manager } = await aFullTeam({ context });
    const all = await read();
    const stuck = all.filter(({ conversation }) => conversation.waitingFor === 'capacity');
    const dated = all.flatMap(({ event }) => (event ? [{ start: event.startsAt, end: event.endsAt }] : []));
    expect(stuck.length).toBeGreaterThan(0);
    expect(stuck.length + dated.length).toBe(all.length);
    const offered = await proposals();
    expect(offered.map(({ conversationId }) => conversationId).toSorted()).toEqual(
      stuck.map(({ conversation }) => conversation.id).toSorted(),
    );
    const days = new Set(dated.map(({ start }) => start.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString()));
    for (const { slots } of offered) {
      expect(slots).toHaveLength(3);
      expect(slots.filter((slot) => dated.some((one) => overlaps(one, slot)))).toEqual([]);
      for (const { start } of slots) {
        expect(days).toContain(start.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString());
      }
    }
    const [{ conversationId } = { conversationId: '' }] = offered;
    const page = await timesPage(context, { organizationId, conversationId, personId: manager.id });
    expect(page).toMatchObject({ state: 'open', side: 'manager', bothKnown: true, connectUrl: null });
  });

  test('the report is mailed them without being asked for a calendar, the manager has them in the Monday mail with the arithmetic', async () => {
    const { organizationId, proposals, manager } = await aFullTeam({ context, rules: { mondayMailHorizonDays: 60 } });
    // Ben’s week begins on Wednesday.
    clock.advanceBy({ days: 2 });
    const mails = await mailsOf(organizationId);
    const toReports = mails.filter((mail): mail is AvailabilityRequest => mail.template === 'availability-request');
    expect(toReports).toHaveLength((await proposals()).length);
    for (const { because, connectUrl, times } of toReports) {
      expect({ because, connectUrl }).toEqual({ because: 'capacity', connectUrl: null });
      expect(times?.slots).toHaveLength(3);
    }
    const monday = mails.find((mail): mail is MondayMail => mail.template === 'monday-mail');
    const withTimes = monday?.needsDate.filter(({ timesUrl }) => timesUrl !== null) ?? [];
    expect(withTimes).toHaveLength((await proposals()).length);
    expect(monday?.notes[0]).toMatch(
      /^You have \d+ conversations due within 6 weeks\. 2 a week in the 3 weeks .* room for 6, .* could use help finding a time\.$/,
    );
    expect(await mailsOf(organizationId)).toEqual([]);
    const notes = await db.inOrganization(organizationId, async (tx) => {
      const rules = personalRules({ person: manager, policies: await policyStore(tx).all() });
      const pace = { since: clock.now(), until: null };
      return managerNotes({ tx, managerId: manager.id, rules, timeZone: 'Europe/Berlin', now: clock.now(), pace });
    });
    expect(notes.workload).toBe(monday?.notes[0]);
    clock.advanceBy({ days: -2 });
  });

  test.each(['report', 'manager'] as const)('picked by the %s it is booked, the second of its day', async (side) => {
    const { organizationId, proposals, read, manager } = await aFullTeam({ context });
    const [open] = await proposals();
    const { conversationId, slots } = open!;
    const { conversation } = (await read()).find((one) => one.conversation.id === conversationId)!;
    const personId = side === 'report' ? conversation.reportId : manager.id;
    const startsAt = slots[0]!.start;
    const picked = await pickProposedTime(context, { organizationId, conversationId, personId, startsAt });
    expect(picked).toMatchObject({ kind: 'picked', slot: slots[0] });
    await bookAll(context, { organizationId });
    const booked = (await read()).find((one) => one.conversation.id === conversationId)!;
    expect(booked.conversation).toMatchObject({ state: 'booked', startsAt });
  });

  test('a day that has two by then cannot be picked a third time: it is gone, and there are fresh ones or none', async () => {
    const { organizationId, proposals, manager } = await aFullTeam({ context, reports: 9 });
    const open = await proposals();
    const dayOf = (instant: Temporal.Instant) => instant.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString();
    const picks = open.flatMap(({ conversationId, slots }) => slots.map(({ start }) => ({ conversationId, start })));
    const [first] = picks;
    const second = picks.find(
      ({ conversationId, start }) => conversationId !== first!.conversationId && dayOf(start) === dayOf(first!.start),
    );
    const pick = ({ conversationId, start }: (typeof picks)[number]) =>
      pickProposedTime(context, { organizationId, conversationId, personId: manager.id, startsAt: start });
    expect(await pick(first!)).toMatchObject({ kind: 'picked' });
    expect(await pick(second!)).toMatchObject({ kind: 'gone' });
  });

  test('without one day to propose it says what would help, to the two and on the page, and nothing is offered', async () => {
    const busy = ['2026-11-25', '2026-12-02', '2026-12-09', '2026-12-16'];
    const { organizationId, proposals, read, manager } = await aFullTeam({ context, reports: 1, busy });
    const [{ conversation } = {}] = await read();
    expect(conversation).toMatchObject({ state: 'due', waitingFor: 'no_common_time' });
    expect(conversation!.explanation.at(-1)).toMatch(/^What would help: an hour freed in Ben Wójcik's calendar/);
    expect(await proposals()).toEqual([]);
    expect(await mailsOf(organizationId)).not.toContainEqual(
      expect.objectContaining({ template: 'availability-request' }),
    );
    const picking = { organizationId, conversationId: conversation!.id, personId: manager.id };
    expect(await timesPage(context, picking)).toMatchObject({
      state: 'none',
      sentence: expect.stringMatching(/^There is not one time to propose.*What would help:.*looked at again every day/),
    });
  });

  test.each([
    // Ben's Wednesdays are nine to five, hers five to nine.
    ['the manager gave way the last time', '2026-05-06T15:00:00Z', 16],
    ['the report gave way the last time', '2026-05-06T14:00:00Z', 17],
    ['they never talked before', null, 17],
  ])('hours that never meet, the policy allowing the fringe: the planner books, %s', async (_when, last, hour) => {
    const { read } = await aFullTeam({
      context,
      reports: 1,
      rules: { fringeMinutes: 60 },
      reportHours: { 3: [{ from: '17:00', to: '21:00' }] },
      beforePlanning: async ({ organizationId }) => {
        if (last !== null) await talkedBefore({ organizationId, startsAt: last });
      },
    });
    const [{ event } = {}] = await read();
    expect(event?.startsAt.toZonedDateTimeISO('Europe/Berlin').hour).toBe(hour);
  });

  /** The one open conversation's two, an hour long. */
  const talkedBefore = ({ organizationId, startsAt }: { organizationId: string; startsAt: string }) =>
    asSession(context.adminUrl, (superuser) =>
      superuser.query(
        `INSERT INTO conversation (organization_id, report_id, manager_id, policy_id, sequence, state, early_request, due_on,
           due_why, explanation, starts_at, ends_at, booked_at, held_on, grade, opened_at, closed_at, version, updated_at)
         SELECT organization_id, report_id, manager_id, policy_id, sequence + 100, 'held', false, due_on, due_why, explanation,
           $2, $2::timestamptz + interval '1 hour', $2, $2::date, 'confirmed', opened_at, $2, 1, updated_at
         FROM conversation WHERE organization_id = $1`,
        [organizationId, startsAt],
      ),
    );
});
