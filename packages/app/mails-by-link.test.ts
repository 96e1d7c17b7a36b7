import { audit } from '@throughline/db/schema/tables.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { aReportingLine } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { confirmUrl, stopMailsUrl } from './mail-links.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { mailsByLink, setMailsByLink } from './mails-by-link.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-01-18T08:05:00Z' });
const { db, clock } = context;
const accepting: Mailer = {
  send: async ({ onHandover, listUnsubscribe }) => {
    unsubscribeUrls.push(listUnsubscribe);
    await onHandover();
    return { kind: 'accepted' };
  },
};
const unsubscribeUrls: (string | null)[] = [];
const stop = (token: string) => setMailsByLink(context, { token, rhythm: 'none' });
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? '';

test('one click stops the Monday mail for its recipient; mails about a conversation go on', async () => {
  const pair = await aPair({ db });
  const other = aStoredPerson({ givenName: 'Caio', displayName: 'Caio Sund' });
  await db.inOrganization(pair.organization.id, async (tx) => {
    await peopleStore(tx).put([other]);
    const line = { ...aReportingLine({ reportId: other.id, managerId: pair.manager.id }), id: uuid() };
    await reportingLineStore(tx).replace({ removedIds: [], put: [line] });
  });
  // One this week and one the next, so that each Monday has something to say.
  await aBookedConversation({ db, pair, start: '2027-01-22T09:00:00Z' });
  await aBookedConversation({ db, pair: { ...pair, report: other } });
  const organizationId = pair.organization.id;
  await sendDueReminders(context, { organizationId });
  await relayOutbox({ ...context, mailer: accepting }, { organizationId });
  const offered = unsubscribeUrls.filter((url) => url !== null);
  expect(offered).toHaveLength(1);
  const token = tokenOf(offered[0] ?? '');
  for (const _again of [1, 2]) {
    expect(await setMailsByLink(context, { token, rhythm: 'none' })).toMatchObject({ kind: 'known', rhythm: 'none' });
  }

  clock.advanceBy({ days: 7 });
  await sendDueReminders(context, { organizationId });
  await relayOutbox({ ...context, mailer: accepting }, { organizationId });
  const rows = await outboxRows({ db, organizationId });
  expect(rows.map(({ template, state }) => `${template} ${state}`).toSorted()).toEqual([
    'manager-prep sent',
    'monday-mail dropped',
    'monday-mail sent',
    'report-prep sent',
    'report-prep sent',
  ]);
});

test('a link for something else, an old one, or one that was changed stops nothing', async () => {
  const pair = await aPair({ db });
  const now = clock.now();
  const link = { organizationId: pair.organization.id, personId: pair.manager.id };
  const other = confirmUrl(context, { ...link, conversationId: pair.manager.id, expiresAt: now.add({ hours: 1 }) });
  expect(await stop(tokenOf(other))).toEqual({ kind: 'invalid' });
  const old = stopMailsUrl(context, { ...link, template: 'monday-mail', now: now.subtract({ hours: 3 * 366 * 24 }) });
  expect(await stop(tokenOf(old))).toEqual({ kind: 'expired' });
  const once = stopMailsUrl(context, { ...link, template: 'report-prep', now });
  expect(await stop(tokenOf(once))).toEqual({ kind: 'invalid' });
  expect(await stop(`${tokenOf(once)}x`)).toEqual({ kind: 'invalid' });
});

test('the link says how often its mail comes, and takes back what was chosen; each change is on record once', async () => {
  const pair = await aPair({ db });
  const organizationId = pair.organization.id;
  const link = { organizationId, personId: pair.manager.id, now: clock.now() };
  const token = tokenOf(stopMailsUrl(context, { ...link, template: 'weekly-digest' }));
  const offered = ['weekly', 'monthly', 'none'];
  const told = { kind: 'known', mail: 'weekly-digest', offered };
  expect(await mailsByLink(context, { token })).toEqual({ ...told, rhythm: 'weekly' });
  for (const rhythm of ['monthly', 'none', 'none', 'weekly'] as const) {
    expect(await setMailsByLink(context, { token, rhythm })).toEqual({ ...told, rhythm });
    expect(await mailsByLink(context, { token })).toEqual({ ...told, rhythm });
  }
  const monday = tokenOf(stopMailsUrl(context, { ...link, template: 'monday-mail' }));
  expect(await setMailsByLink(context, { token: monday, rhythm: 'monthly' })).toEqual({ kind: 'not_offered' });
  const rows = await db.inOrganization(organizationId, (tx) => tx.select().from(audit).orderBy(audit.id));
  const changes = rows.filter(({ action }) => action === 'mail.rhythm_changed');
  expect(changes.map(({ details }) => details)).toEqual([
    { mail: 'weekly-digest', from: 'weekly', to: 'monthly' },
    { mail: 'weekly-digest', from: 'monthly', to: 'none' },
    { mail: 'weekly-digest', from: 'none', to: 'weekly' },
  ]);
  expect(changes.every(({ actorId }) => actorId === pair.manager.id)).toBe(true);
});
