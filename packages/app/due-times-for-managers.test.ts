import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { proposalStore, type WithdrawnBecause } from '@throughline/db/proposal-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aReportingLine, aSlot } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import type { MailContent } from './ports/mail-content.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aLine, aStuckConversation, type Line } from './testing/a-line.ts';
import { testContext } from './testing/test-context.ts';
import { writtenMails } from './testing/written-mails.ts';

const base = await testContext();
const { db, clock } = base;

/** What a sweep at that moment has written to the manager. */
async function toManager(line: Line, now: string): Promise<readonly MailContent[]> {
  clock.set(now);
  return (await writtenMails(base, line)).filter(({ givenName }) => givenName === line.manager.givenName);
}

const slots = ['02-24', '02-25', '03-01'].map((date) => aSlot({ start: `2027-${date}T09:00:00Z` }));

async function offered(line: Line, conversationId: string, now: string): Promise<void> {
  clock.set(now);
  const expiresAt = clock.now().add({ hours: 24 * 14 });
  await db.inOrganization(line.organizationId, (tx) =>
    proposalStore(tx).offer({ offered: [{ conversationId, slots, expiresAt }], now: clock.now() }),
  );
}

const withdrawn = (line: Line, conversationId: string, because: WithdrawnBecause) =>
  db.inOrganization(line.organizationId, (tx) =>
    proposalStore(tx).withdraw({ conversationIds: [conversationId], because, now: clock.now() }),
  );

/** Due in May, later than any Monday mail looks. */
const farOff = { dueOn: '2027-05-03' };

test('the manager is mailed times to pick from as the report is: all of a day in one mail, in working hours, once', async () => {
  const line = await aLine({ db });
  const carl = aStoredPerson({ givenName: 'Carl', displayName: 'Carl Moss' });
  await db.inOrganization(line.organizationId, async (tx) => {
    await peopleStore(tx).put([carl]);
    const put = [{ ...aReportingLine({ reportId: carl.id, managerId: line.manager.id }), id: uuid() }];
    await reportingLineStore(tx).replace({ removedIds: [], put });
  });
  const both = [
    await aStuckConversation({ line, ...farOff }),
    await aStuckConversation({ line, reportId: carl.id, reason: 'capacity', dueOn: '2027-04-26' }),
  ];
  for (const conversationId of both) await offered(line, conversationId, '2027-01-20T05:00:00Z');
  expect(await toManager(line, '2027-01-20T05:30:00Z')).toEqual([]);
  const [mail, ...others] = await toManager(line, '2027-01-20T09:00:00Z');
  expect(others).toEqual([]);
  expect(mail).toMatchObject({
    template: 'nudges',
    lines: [
      { kind: 'times_proposed', otherName: 'Carl Moss' },
      { kind: 'times_proposed', otherName: line.report.displayName },
    ],
  });
  const lines = mail?.template === 'nudges' ? mail.lines : [];
  expect(lines.map((one) => (one.kind === 'times_proposed' ? one.slots.length : 0))).toEqual([3, 3]);
  for (const later of ['2027-01-20T12:00:00Z', '2027-01-21T09:00:00Z', '2027-01-25T09:00:00Z']) {
    expect(await toManager(line, later)).toEqual([]);
  }
});

test('a manager has one mail a day: what is proposed after it waits for tomorrow', async () => {
  const line = await aLine({ db });
  const conversationId = await aStuckConversation({ line, dueOn: '2027-02-10' });
  // Needs a date, four weeks before it is due.
  expect((await toManager(line, '2027-01-20T08:30:00Z')).map(({ template }) => template)).toEqual(['monday-mail']);
  await offered(line, conversationId, '2027-01-20T10:00:00Z');
  expect(await toManager(line, '2027-01-20T10:30:00Z')).toEqual([]);
  const next = await toManager(line, '2027-01-21T09:00:00Z');
  expect(next).toMatchObject([{ template: 'nudges', lines: [{ kind: 'times_proposed' }] }]);
});

test('where a Monday mail leaves it has them, and there is no other; whoever stopped those gets the lines alone', async () => {
  const line = await aLine({ db });
  await offered(line, await aStuckConversation({ line, dueOn: '2027-02-20' }), '2027-01-25T07:00:00Z');
  const [monday, ...others] = await toManager(line, '2027-01-25T09:00:00Z');
  expect(others).toEqual([]);
  expect(monday).toMatchObject({
    template: 'monday-mail',
    needsDate: [{ timesUrl: expect.stringContaining('/times?') }],
  });
  expect(await toManager(line, '2027-01-26T09:00:00Z')).toEqual([]);

  const other = await aLine({ db });
  await offered(other, await aStuckConversation({ line: other, dueOn: '2027-02-20' }), '2027-01-25T07:00:00Z');
  await db.inOrganization(other.organizationId, (tx) =>
    mailOptOutStore(tx).put({ personId: other.manager.id, template: 'monday-mail', rhythm: 'none', now: clock.now() }),
  );
  expect((await toManager(other, '2027-01-25T09:00:00Z')).map(({ template }) => template)).toEqual(['nudges']);
});

test.each(['others_asked', 'lapsed'] as const)(
  'times in the place of others (%s) are no news, so that nobody reads from a mail who asked',
  async (because) => {
    const line = await aLine({ db });
    const conversationId = await aStuckConversation({ line, ...farOff });
    await offered(line, conversationId, '2027-01-20T08:00:00Z');
    expect(await toManager(line, '2027-01-20T09:00:00Z')).toHaveLength(1);
    await withdrawn(line, conversationId, because);
    await offered(line, conversationId, '2027-01-22T08:00:00Z');
    expect(await toManager(line, '2027-01-22T09:00:00Z')).toEqual([]);
  },
);

test('times that nobody can pick from any more by the time the mail leaves are in none', async () => {
  const line = await aLine({ db });
  const conversationId = await aStuckConversation({ line, ...farOff });
  await offered(line, conversationId, '2027-01-20T08:00:00Z');
  clock.set('2027-01-20T09:00:00Z');
  await sendDueReminders(base, { organizationId: line.organizationId });
  await withdrawn(line, conversationId, 'planned');
  expect(await toManager(line, '2027-01-20T09:05:00Z')).toEqual([]);
});
