import { expect, test } from 'vitest';
import { askForOtherTimes } from './ask-for-other-times.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import { planConversations } from './plan-conversations.ts';
import type { AvailabilityRequest, MailContent, MondayMail } from './ports/mail-content.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { readTimesLink } from './times-link.ts';
import { aBlindTeam } from './testing/a-blind-team.ts';
import { connectPeople } from './testing/a-team.ts';
import { bookAll, bookingContext } from './testing/booking-context.ts';

const context = await bookingContext({ now: '2026-11-02T10:00:00Z' });
const { clock, world } = context;
/** Nothing falls due so soon that there is a Monday mail. */
const rules = { mondayMailHorizonDays: 7 };
const mailer = {
  send: async ({ onHandover }: { onHandover: () => Promise<void> }) => {
    await onHandover();
    return { kind: 'accepted' as const };
  },
};

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

const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';
const startsOf = (slots: readonly { readonly start: Temporal.Instant }[]) => slots.map(({ start }) => start.toString());

test('the report gets one mail with the times, a way to others and the connect link; the manager the times as lines', async () => {
  const { organizationId, conversationId, report, manager, proposals } = await aBlindTeam({ context, rules });
  const mails = await mailsOf(organizationId);
  expect(mails.map(({ template, givenName }) => `${template} to ${givenName}`).toSorted()).toEqual([
    `availability-request to ${report.givenName}`,
    `nudges to ${manager.givenName}`,
  ]);
  const mail = mails.find((one): one is AvailabilityRequest => one.template === 'availability-request');
  const [open] = await proposals();
  expect(mail).toMatchObject({
    managerName: manager.displayName,
    connectUrl: expect.stringContaining('/connect?token='),
    times: { timeZone: 'Europe/Berlin', otherTimeZone: 'Europe/Berlin', until: open!.expiresAt },
  });
  const { slots, othersUrl } = mail!.times!;
  const picked = slots.map(({ pickUrl }) => new URL(pickUrl).searchParams.get('pick'));
  expect(picked).toEqual(startsOf(open!.slots));
  for (const url of [othersUrl!, ...slots.map(({ pickUrl }) => pickUrl)]) {
    expect(readTimesLink(context, { token: tokenOf(url) })).toEqual({
      kind: 'ok',
      picking: { organizationId, conversationId, personId: report.id },
    });
  }
  expect(await mailsOf(organizationId)).toEqual([]);
});

test('after others were asked for, the next mail has those and asks no more', async () => {
  const { organizationId, conversationId, report, proposals } = await aBlindTeam({ context, rules });
  await mailsOf(organizationId);
  await askForOtherTimes(context, { organizationId, conversationId, personId: report.id });
  const before = clock.now();
  clock.advanceBy({ days: 14 });
  await planConversations(context, { organizationId });
  const [mail] = (await mailsOf(organizationId)).filter(({ template }) => template === 'availability-request');
  const { times } = mail as AvailabilityRequest;
  expect(times!.othersUrl).toBeNull();
  expect(startsOf(times!.slots.map(({ startsAt }) => ({ start: startsAt })))).toEqual(
    startsOf((await proposals()).at(-1)!.slots),
  );
  clock.set(before);
});

test('a report whose own calendar is connected and does not answer just now is asked for nothing', async () => {
  const { organizationId, reports, report } = await aBlindTeam({ context, rules, planned: false });
  await connectPeople({ context, world, organizationId, people: reports, purpose: 'availability' });
  await world.inject({ kind: 'error', account: report.workEmail, path: 'freeBusy', status: 503, times: 9 });
  await planConversations(context, { organizationId });
  expect(await mailsOf(organizationId)).toEqual([]);
});

test('the manager’s Monday mail has the way to the times as a line', async () => {
  const horizon = { mondayMailHorizonDays: 90 };
  const { organizationId, conversationId, manager } = await aBlindTeam({ context, rules: horizon });
  const monday = (await mailsOf(organizationId)).find(({ template }) => template === 'monday-mail') as MondayMail;
  const [line] = monday.needsDate;
  expect(readTimesLink(context, { token: tokenOf(line!.timesUrl!) })).toEqual({
    kind: 'ok',
    picking: { organizationId, conversationId, personId: manager.id },
  });
});

test('a pick that came to nothing is told at once with fresh times, and once', async () => {
  const { organizationId, conversationId, report, manager, proposals } = await aBlindTeam({ context, rules });
  await mailsOf(organizationId);
  const { start, end } = (await proposals())[0]!.slots[0]!;
  await pickProposedTime(context, { organizationId, conversationId, personId: report.id, startsAt: start });
  const entry = { kind: 'busy', start: start.toString(), end: end.toString() } as const;
  await world.enter({ email: manager.workEmail, entry });
  expect(await bookAll(context, { organizationId })).toEqual(['to_be_replanned']);
  expect(await mailsOf(organizationId)).toEqual([]);
  await planConversations(context, { organizationId });
  const mails = await mailsOf(organizationId);
  expect(mails).toMatchObject([{ template: 'availability-request', givenName: report.givenName, again: true }]);
  const [{ times } = { times: null }] = mails as readonly AvailabilityRequest[];
  expect(startsOf(times!.slots.map(({ startsAt }) => ({ start: startsAt })))).not.toContain(start.toString());
  expect(await mailsOf(organizationId)).toEqual([]);

  const before = clock.now();
  clock.set((await proposals()).at(-1)!.expiresAt.add({ hours: 24 }));
  await planConversations(context, { organizationId });
  const later = (await mailsOf(organizationId)).filter(({ template }) => template === 'availability-request');
  expect(later.every((mail) => !(mail as AvailabilityRequest).again)).toBe(true);
  clock.set(before);
});
