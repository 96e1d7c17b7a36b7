import { expect, test } from 'vitest';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, turn } from './testing/booking-context.ts';
import { outboxRows } from './testing/outbox-rows.ts';

const context = await bookingContext();
const { db, clock, world } = context;
const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

async function aHeldPlan() {
  clock.set('2026-11-02T08:00:00Z');
  const team = await aTeam({ context, reports: 2 });
  const { organizationId, manager, reports } = team;
  await openAccounts({ world, people: [manager, ...reports] });
  const planHeldUntil = clock.now().add({ hours: 48 });
  await connectPeople({ context, world, organizationId, people: [manager], planHeldUntil });
  await turn(context, { organizationId });
  const previews: MailContent[] = [];
  const renderMail = ({ content }: { content: MailContent }) => {
    if (content.template === 'plan-preview') previews.push(content);
    return { subject: '', html: '', text: '' };
  };
  const sweep = () => sendDueReminders(context, { organizationId });
  const relay = () => relayOutbox({ ...context, mailer: accepting, renderMail }, { organizationId });
  const state = async () =>
    (await outboxRows({ db, organizationId, template: 'plan-preview' })).map((row) => row.state);
  return { ...team, planHeldUntil, previews, sweep, relay, state };
}

test('a held first plan is mailed to its manager once, with every slot and when it will be sent', async () => {
  const { planHeldUntil, previews, sweep, relay, state } = await aHeldPlan();
  await sweep();
  await relay();
  await sweep();
  await relay();
  expect(await state()).toEqual(['sent']);
  expect(previews).toHaveLength(1);
  expect(previews[0]).toMatchObject({
    givenName: 'Ben',
    sendsAt: planHeldUntil,
    timeZone: 'Europe/Berlin',
    rows: [{ reportName: expect.stringMatching(/Ruiz$/) }, { reportName: expect.stringMatching(/Ruiz$/) }],
  });
});

test('a plan that was sent before its mail left is not announced any more', async () => {
  const { planHeldUntil, sweep, relay, state, previews } = await aHeldPlan();
  await sweep();
  clock.set(planHeldUntil);
  await relay();
  expect(await state()).toEqual(['dropped']);
  expect(previews).toEqual([]);
});
