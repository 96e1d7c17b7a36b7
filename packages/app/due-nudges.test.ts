import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { aPolicy, aReportingLine, at, day } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { endConversations } from './end-conversations.ts';
import { keepCadence } from './keep-cadence.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { NudgeLine } from './ports/nudge-line.ts';
import { recordEvidence } from './record-evidence.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aLine, aStuckConversation, managerMoves, waits, type Line } from './testing/a-line.ts';
import { aBookedConversation } from './testing/a-pair.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const base = await testContext();
const { db, clock } = base;

/** Sweeps and relays as the clock stands, and answers what was written, by whom it went to. */
async function mails({
  organizationId,
}: {
  organizationId: string;
}): Promise<readonly (readonly [string, MailContent])[]> {
  const contents: MailContent[] = [];
  await sendDueReminders(base, { organizationId });
  await relay({ organizationId, contents });
  return contents.map((content) => [content.givenName, content] as const);
}

async function relay({ organizationId, contents }: { organizationId: string; contents: MailContent[] }) {
  const context = {
    ...base,
    mailer: {
      send: async ({ onHandover }: { onHandover: () => Promise<void> }) => {
        await onHandover();
        return { kind: 'accepted' as const };
      },
    },
    renderMail: ({ content }: { content: MailContent }) => {
      contents.push(content);
      return { subject: '', html: '', text: '' };
    },
  };
  await relayOutbox(context, { organizationId });
}

function linesIn(content: MailContent | undefined): readonly NudgeLine[] {
  if (content?.template === 'nudges') return content.lines;
  return content?.template === 'monday-mail' ? content.nudges : [];
}

/** Whom a sweep at that moment told what, in their own mail or within another. */
async function told(line: Line, now: string): Promise<readonly string[]> {
  clock.set(now);
  const written = await mails(line);
  return written
    .flatMap(([name, content]) => linesIn(content).map(({ kind }) => `${kind} to ${name} (${content.template})`))
    .toSorted();
}

describe('a conversation that finds no date', () => {
  test('goes from the two to the manager’s manager and to HR, each told once, in their working hours', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    const days = new Map<string, readonly string[]>();
    for (let date = day('2027-01-02'); !date.equals(day('2027-03-20')); date = date.add({ days: 1 })) {
      for (const time of ['03:00', '09:00', '12:00', '20:00']) {
        const lines = await told(line, `${date.toString()}T${time}:00Z`);
        if (lines.length > 0) days.set(`${date.toString()} ${time}`, lines);
      }
    }
    expect([...days]).toEqual([
      ['2027-01-04 09:00', ['needs_a_date to Ana (nudges)', 'needs_a_date to Ben (monday-mail)']],
      ['2027-02-01 09:00', ['needs_a_date to Ana (nudges)', 'needs_a_date to Ben (monday-mail)']],
      ['2027-02-15 09:00', ['could_use_help to Vera (nudges)']],
      ['2027-03-01 09:00', ['on_hr_list to Hanna (nudges)']],
    ]);
  });

  test('one that comes due in the middle of a week has a mail of its own, and the line to those above waits for Monday', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line, dueOn: '2027-02-03' });
    expect(await told(line, '2027-01-06T09:00:00Z')).toEqual([
      'needs_a_date to Ana (nudges)',
      'needs_a_date to Ben (monday-mail)',
    ]);
    expect(await told(line, '2027-02-03T09:00:00Z')).toEqual([
      'needs_a_date to Ana (nudges)',
      'needs_a_date to Ben (monday-mail)',
    ]);
    expect(await told(line, '2027-02-17T09:00:00Z')).toEqual([]);
    expect(await told(line, '2027-02-22T09:00:00Z')).toEqual(['could_use_help to Vera (nudges)']);
  });

  test('reaches the manager in a mail of its own, where this week’s Monday mail has gone or is not wanted', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line, dueOn: '2027-02-03' });
    clock.set('2027-02-01T09:00:00Z');
    await mails(line);
    expect(await told(line, '2027-02-03T09:00:00Z')).toContain('needs_a_date to Ben (nudges)');

    const other = await aLine({ db });
    await aStuckConversation({ line: other });
    await db.inOrganization(other.organizationId, (tx) =>
      mailOptOutStore(tx).put({
        personId: other.manager.id,
        template: 'monday-mail',
        rhythm: 'none',
        now: clock.now(),
      }),
    );
    expect(await told(other, '2027-02-08T09:00:00Z')).toContain('needs_a_date to Ben (nudges)');
  });

  test('waits for tomorrow where the Monday mail of today has gone already', async () => {
    const line = await aLine({ db });
    clock.set('2027-02-01T08:00:00Z');
    const conversationId = await aStuckConversation({ line, reason: 'beyond_horizon' });
    expect((await mails(line)).map(([name, { template }]) => `${template} to ${name}`)).toEqual(['monday-mail to Ben']);
    clock.set('2027-02-01T10:00:00Z');
    await waits({ line, conversationId, reason: 'capacity', now: clock.now() });
    expect(await told(line, '2027-02-01T10:00:00Z')).toEqual(['needs_a_date to Ana (nudges)']);
    expect(await told(line, '2027-02-02T10:00:00Z')).toEqual(['needs_a_date to Ben (nudges)']);
  });

  test('two of one manager are one mail and, to those above, one line with a count and no name of a report', async () => {
    const line = await aLine({ db });
    const carl = aStoredPerson({ givenName: 'Carl', displayName: 'Carl Moss' });
    await db.inOrganization(line.organizationId, async (tx) => {
      await peopleStore(tx).put([carl]);
      const put = [{ ...aReportingLine({ reportId: carl.id, managerId: line.manager.id }), id: uuid() }];
      await reportingLineStore(tx).replace({ removedIds: [], put });
    });
    await aStuckConversation({ line });
    await aStuckConversation({ line, reportId: carl.id, dueOn: '2027-01-29' });
    clock.set('2027-02-22T09:00:00Z');
    const toVera = (await mails(line)).find(([name]) => name === 'Vera')?.[1];
    expect(toVera).toMatchObject({ template: 'nudges', lines: [{ kind: 'could_use_help', conversations: 2 }] });
    expect(JSON.stringify(toVera)).toContain('Ben Wójcik');
    expect(JSON.stringify(toVera)).not.toMatch(/Ana|Carl/);
  });

  test('tells nobody who is not the manager’s manager when the mail leaves', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    clock.set('2027-02-22T09:00:00Z');
    await sendDueReminders(base, { organizationId: line.organizationId });
    await db.inOrganization(line.organizationId, async (tx) => {
      const { hanna, manager } = line;
      const standing = await reportingLineStore(tx).ofReports([manager.id]);
      const put = [{ ...aReportingLine({ reportId: manager.id, managerId: hanna.id }), id: uuid() }];
      await reportingLineStore(tx).replace({ removedIds: standing.map(({ id }) => id), put });
    });
    const contents: MailContent[] = [];
    await relay({ organizationId: line.organizationId, contents });
    expect(contents.flatMap((content) => linesIn(content).map(({ kind }) => kind))).not.toContain('could_use_help');
  });

  test('that finds one before the mail leaves drops out of it, and the mail with its last line', async () => {
    const line = await aLine({ db });
    const conversationId = await aStuckConversation({ line });
    clock.set('2027-01-05T09:00:00Z');
    const { organizationId } = line;
    await sendDueReminders(base, { organizationId });
    await waits({ line, conversationId, reason: 'not_yet_planned', now: clock.now() });
    const contents: MailContent[] = [];
    await relay({ organizationId, contents });
    expect(contents.map(({ template }) => template)).toEqual(['monday-mail']);
    expect(contents.flatMap(linesIn)).toEqual([]);
    expect(await outboxRows({ db, organizationId, template: 'nudges' })).toMatchObject([{ state: 'dropped' }]);
  });

  test('held back by a pause, leaves in working hours all the same', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    const { organizationId } = line;
    clock.set('2027-01-05T09:00:00Z');
    await sendDueReminders(base, { organizationId });
    const contents: MailContent[] = [];
    clock.set('2027-01-05T22:00:00Z');
    await relay({ organizationId, contents });
    const rows = await outboxRows({ db, organizationId, template: 'nudges' });
    expect(rows).toMatchObject([{ state: 'waiting', dueAt: at('2027-01-06T08:00:00Z') }]);
  });

  test('says the organisation’s own words, where it has some', async () => {
    const text = 'we promised everyone one by spring.';
    const line = await aLine({ db, rules: { steps: [{ who: 'manager', when: 'due_without_a_date', days: 0, text }] } });
    await aStuckConversation({ line });
    clock.set('2027-02-01T09:00:00Z');
    const written = await mails(line);
    expect(written.flatMap(([, content]) => linesIn(content))).toMatchObject([{ kind: 'needs_a_date', text }]);
  });

  test('swept by several at once, is told about once', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    const { organizationId } = line;
    clock.set('2027-02-01T09:00:00Z');
    await Promise.all([1, 2, 3, 4].map(() => sendDueReminders(base, { organizationId })));
    expect(await outboxRows({ db, organizationId, template: 'nudges' })).toHaveLength(1);
    expect(await told(line, '2027-02-01T09:30:00Z')).toEqual([
      'needs_a_date to Ana (nudges)',
      'needs_a_date to Ben (monday-mail)',
    ]);
    expect(await told(line, '2027-02-02T09:30:00Z')).toEqual([]);
  });
});

describe('who switches steps off', () => {
  test('does so from now on, for conversations that are open too', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    await db.inOrganization(line.organizationId, (tx) =>
      policyStore(tx).publish({
        policy: aPolicy({ id: uuid(), version: 2, rules: { steps: [] } }),
        note: 'Quieter',
        now: clock.now(),
      }),
    );
    expect(await told(line, '2027-03-15T09:00:00Z')).toEqual([]);
  });

  test('in works-council mode, switches off those above the two', async () => {
    const line = await aLine({ db });
    await aStuckConversation({ line });
    await db.inOrganization(line.organizationId, (tx) =>
      organizationStore(tx).put({ ...line.organization, worksCouncil: true }),
    );
    expect(await told(line, '2027-03-15T09:00:00Z')).toEqual([
      'needs_a_date to Ana (nudges)',
      'needs_a_date to Ben (monday-mail)',
    ]);
  });
});

test('the third move by its manager offers help: to the manager by name, to the manager’s manager without, once', async () => {
  const line = await aLine({ db });
  const { organizationId } = line;
  const conversationId = await aBookedConversation({ db, pair: line, start: '2027-03-02T09:00:00Z' });
  const moveTo = async (...hours: readonly number[]) => {
    for (const hour of hours)
      await managerMoves({ line, conversationId, start: `2027-03-02T${hour}:00:00Z`, now: clock.now() });
    await keepCadence(base, { organizationId });
  };
  clock.set('2027-01-12T09:00:00Z');
  await moveTo(10, 11);
  expect(await told(line, '2027-01-12T09:30:00Z')).toEqual([]);
  await moveTo(12);
  expect(await told(line, '2027-01-13T10:00:00Z')).toEqual(['help_is_there to Ben (nudges)']);
  await moveTo(13, 14);
  expect(await told(line, '2027-01-15T10:00:00Z')).toEqual([]);
  expect(await told(line, '2027-01-18T10:00:00Z')).toEqual(['could_use_help to Vera (nudges)']);
  expect(await told(line, '2027-01-25T10:00:00Z')).toEqual([]);
});

describe('who has not said whether it took place', () => {
  async function ended() {
    const line = await aLine({ db });
    const { organizationId } = line;
    const conversationId = await aBookedConversation({ db, pair: line });
    clock.set('2027-01-25T16:00:00Z');
    await endConversations(base, { organizationId });
    await mails(line);
    return { line, organizationId, conversationId };
  }

  test('is asked once more, three days later', async () => {
    const { line } = await ended();
    expect(await told(line, '2027-01-27T10:00:00Z')).toEqual([]);
    expect(await told(line, '2027-01-28T10:00:00Z')).toEqual(['did_it_happen to Ana (nudges)']);
    expect(await told(line, '2027-01-29T10:00:00Z')).toEqual([]);
  });

  test.each(['happened', 'did_not_happen'] as const)('having said “%s”, is not', async (answer) => {
    const { line, organizationId, conversationId } = await ended();
    await recordEvidence(base, { organizationId, conversationId, personId: line.report.id, answer });
    expect(await told(line, '2027-01-28T10:00:00Z')).toEqual([]);
    expect(await outboxRows({ db, organizationId, template: 'nudges' })).toEqual([]);
  });

  test('says so between the making of the mail and its leaving, and does not get it', async () => {
    const { line, organizationId, conversationId } = await ended();
    clock.set('2027-01-28T10:00:00Z');
    await sendDueReminders(base, { organizationId });
    await recordEvidence(base, { organizationId, conversationId, personId: line.report.id, answer: 'did_not_happen' });
    const contents: MailContent[] = [];
    await relay({ organizationId, contents });
    expect(contents).toEqual([]);
  });
});
