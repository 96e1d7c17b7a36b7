import { auditStore } from '@throughline/db/audit-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { createSmtpMailer } from '@throughline/mail/smtp/smtp-mailer.ts';
import { openInbox } from '@throughline/mail/testing/inbox.ts';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { launchOrganization } from './launch-organization.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { pauseOrganization } from './pause-organization.ts';
import { planConversations } from './plan-conversations.ts';
import { releaseFirstPlan } from './release-first-plan.ts';
import { relayOutbox } from './relay-outbox.ts';
import { resumeOrganization } from './resume-organization.ts';
import { reviewLaunch } from './review-launch.ts';
import { setAnnouncement } from './set-announcement.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookAll, bookingContext } from './testing/booking-context.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { withdrawOrganization } from './withdraw-organization.ts';

const base = await bookingContext({ now: '2026-11-02T09:00:00Z' });
const { db, clock, world } = base;
const inbox = await openInbox();
const mailer = createSmtpMailer({ url: inbox.url, from: 'Throughline <throughline@example.com>' });
afterAll(async () => {
  await mailer.close();
  await inbox.close();
});
beforeEach(() => {
  inbox.mails.length = 0;
  clock.set('2026-11-02T09:00:00Z');
});
const context = { ...base, mailer };
const actor = { kind: 'operator' } as const;
const everyone = { kind: 'everyone' } as const;
const text = { subject: 'Something good is coming', body: 'First.\n\nSecond, in\ntwo lines.' };

/** Ben, who is connected, and two reports, one of them in a group, in an organisation that is to be launched. */
async function aDraft({ hold = 0 }: { hold?: number } = {}) {
  const team = await aTeam({
    context,
    reports: 2,
    organization: { state: 'draft', launchedOn: null },
    rules: { firstPlanHoldWorkingDays: hold },
  });
  const { organizationId, manager, reports } = team;
  const [ana] = reports;
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...ana!, groups: ['Research'] }]));
  await openAccounts({ world, people: [manager, ...reports] });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const input = { organizationId };
  await setAnnouncement(context, {
    ...input,
    announcement: { sponsorEmail: manager.workEmail, ...text },
    actor,
  });
  const at = (moment: string) => clock.set(moment);
  return {
    ...team,
    at,
    launch: () => launchOrganization(context, { ...input, target: everyone, actor }),
    pilot: () =>
      launchOrganization(context, {
        ...input,
        target: { kind: 'pilot', audience: { kind: 'group', group: 'Research' } },
        actor,
      }),
    relay: () => relayOutbox(context, input),
    plan: async () => {
      await openDueConversations(context, input);
      return (await planConversations(context, input)).planned;
    },
    book: () => bookAll(context, input),
    mailed: async () =>
      (await outboxRows({ db, organizationId, template: 'launch-announcement' })).map(({ state }) => state),
    recipients: () => inbox.mails.flatMap(({ recipients }) => recipients).toSorted(),
  };
}

test('a launch tells everybody, and invites nobody before three working days have passed since', async () => {
  const { launch, relay, plan, book, at, recipients, organizationId, manager, reports } = await aDraft();
  const reviewed = await reviewLaunch(context, { organizationId, target: everyone });
  expect(await launch()).toEqual({ kind: 'launched', announcedTo: 3 });
  expect(await plan()).toBe(0);
  at('2026-11-02T10:30:00Z');
  await relay();
  expect(recipients()).toEqual([manager, ...reports].map(({ workEmail }) => workEmail).toSorted());
  const [first] = inbox.mails;
  expect(first?.parsed.subject).toBe(text.subject);
  expect(first?.parsed.text).toContain('Second, in two lines.');
  expect(first?.parsed.text).toContain('Ben Wójcik');

  expect(await plan()).toBe(2);
  const release = { organizationId, managerId: manager.id, actor: { kind: 'person', id: manager.id } } as const;
  expect(await releaseFirstPlan(context, release)).toEqual({ invitations: 0, isAnnouncedFirst: true });
  at('2026-11-05T10:29:00Z');
  expect(await book()).toEqual([]);
  at('2026-11-05T10:30:00Z');
  expect(await book()).toEqual(['stands', 'stands']);
  const starts = (await world.seenBy(manager.workEmail)).map(({ start }) => start);
  const earliest = clock.now().add({ hours: 21 * 24 });
  if (reviewed.kind !== 'review' || reviewed.invitation === null) throw new Error('There was nobody to invite');
  expect(reviewed.review.firstInvitationOn?.toString()).toBe('2026-11-05');
  const { report, draft } = reviewed.invitation;
  const open = await openConversations({ db, organizationId });
  const sent = open.find(({ conversation }) => conversation.reportId === report.id)!;
  expect(draft.title).toBe(sent.event?.draft.title);
  expect(draft.bodyHtml).toBe(sent.event?.draft.bodyHtml.replaceAll(sent.conversation.id, '…'));
  expect(draft.attendees).toEqual(sent.event?.draft.attendees);
  expect(starts.every((start) => Temporal.Instant.compare(start, earliest) >= 0)).toBe(true);
});

test('a longer hold of a manager’s first plan stands', async () => {
  const { launch, relay, plan, book, at } = await aDraft({ hold: 5 });
  await launch();
  await relay();
  await plan();
  at('2026-11-06T09:00:00Z');
  expect(await book()).toEqual([]);
  at('2026-11-09T09:00:00Z');
  expect(await book()).toEqual(['stands', 'stands']);
});

test('everybody is told once, whatever is launched, paused, taken back and launched again', async () => {
  const { pilot, launch, relay, mailed, recipients, organizationId, manager, reports, plan, at } = await aDraft();
  const input = { organizationId, actor };
  expect(await pilot()).toEqual({ kind: 'launched', announcedTo: 2 });
  await pauseOrganization(context, input);
  await relay();
  expect(await mailed()).toEqual(['waiting', 'waiting']);
  at('2026-11-20T09:00:00Z');
  await resumeOrganization(context, input);
  expect(await plan()).toBe(0);
  await withdrawOrganization(context, input);
  await relay();
  expect(await mailed()).toEqual(['waiting', 'waiting']);
  expect(await launch()).toEqual({ kind: 'launched', announcedTo: 1 });
  at('2026-11-20T10:00:00Z');
  await Promise.all([relay(), relay()]);
  await withdrawOrganization(context, input);
  expect(await launch()).toEqual({ kind: 'launched', announcedTo: 0 });
  await relay();
  expect(recipients()).toEqual([manager, ...reports].map(({ workEmail }) => workEmail).toSorted());
});

test('it is changed, left out and put back until it has gone out, by somebody there is, and that is on record', async () => {
  const { organizationId, launch, manager } = await aDraft();
  const set = (announcement: Parameters<typeof setAnnouncement>[1]['announcement']) =>
    setAnnouncement(context, { organizationId, announcement, actor });
  expect(await set({ sponsorEmail: 'nobody@example.com', ...text })).toEqual({
    kind: 'refused',
    reason: 'unknown_sponsor',
  });
  expect(await set(null)).toEqual({ kind: 'removed' });
  expect(await set(null)).toEqual({ kind: 'removed' });
  expect(await set({ sponsorEmail: null, ...text })).toEqual({ kind: 'set' });
  expect(await launch()).toEqual({ kind: 'launched', announcedTo: 3 });
  expect(await set({ sponsorEmail: manager.workEmail, ...text })).toEqual({ kind: 'refused', reason: 'sent' });
  expect(await set(null)).toEqual({ kind: 'refused', reason: 'sent' });
  const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 10 }));
  expect(rows.map(({ action, details }) => [action, details['people'] ?? null])).toEqual([
    ['announcement.sent', 3],
    ['organization.launched', null],
    ['announcement.changed', null],
    ['announcement.removed', null],
    ['announcement.changed', null],
  ]);
});
