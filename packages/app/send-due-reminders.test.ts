import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { moveTo, open, waitFor } from '@throughline/domain/conversation/conversation.ts';
import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import { aLeave, aSlot, day } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { endConversations } from './end-conversations.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import type { Pair } from './testing/a-pair.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const base = await testContext();
const { db, clock } = base;
const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

/** Sweeps, relays, and answers which mails were written for whom. */
async function mailsOf(pair: Pair): Promise<readonly (readonly [string, MailContent])[]> {
  const organizationId = pair.organization.id;
  const contents: MailContent[] = [];
  const context = {
    ...base,
    mailer: accepting,
    renderMail: ({ content }: { content: MailContent }) => {
      contents.push(content);
      return { subject: '', html: '', text: '' };
    },
  };
  await sendDueReminders(context, { organizationId });
  await relayOutbox(context, { organizationId });
  return contents.map((content) => [content.givenName, content] as const);
}

const kindsOf = async (pair: Pair) =>
  (await mailsOf(pair)).map(([name, { template }]) => `${template} to ${name}`).toSorted();

async function aBookedPair(given: Omit<Parameters<typeof aPair>[0], 'db'> = {}) {
  const pair = await aPair({ db, ...given, rules: { mondayMailHorizonDays: 7, ...given.rules } });
  const conversationId = await aBookedConversation({ db, pair });
  return { pair, conversationId };
}

describe('around a conversation', () => {
  test('the report prepares a week before, the manager three days before, each once', async () => {
    const { pair } = await aBookedPair();
    clock.set('2027-01-18T07:59:00Z');
    expect(await kindsOf(pair)).toEqual([]);
    clock.set('2027-01-18T08:00:00Z');
    expect(await kindsOf(pair)).toEqual(['report-prep to Ana']);
    expect(await kindsOf(pair)).toEqual([]);
    clock.set('2027-01-22T08:00:00Z');
    const [[name, mail] = []] = await mailsOf(pair);
    expect(name).toBe('Ben');
    expect(mail).toMatchObject({
      template: 'manager-prep',
      reportName: 'Ana Ruiz',
      slot: { timeZone: 'Europe/Berlin' },
    });
    expect(await kindsOf(pair)).toEqual([]);
  });

  test('the report alone is asked afterwards, in the evening, with a link that outlives the window', async () => {
    const { pair } = await aBookedPair();
    clock.set('2027-01-25T12:00:00Z');
    await endConversations(base, { organizationId: pair.organization.id });
    expect(await kindsOf(pair)).toEqual(['monday-mail to Ben']);
    clock.set('2027-01-25T16:00:00Z');
    const [[name, mail] = []] = await mailsOf(pair);
    expect(name).toBe('Ana');
    if (mail?.template !== 'confirmation-ask') throw new Error('The report was not asked');
    expect(mail.confirmUrl).toMatch(/^http:\/\/throughline\.example\/confirm\?token=/);
    expect(mail.expiresAt.toString()).toBe('2027-03-03T10:00:00Z');
    expect(await kindsOf(pair)).toEqual([]);
  });

  test('case 17: an event that moves takes its mails along', async () => {
    const { pair, conversationId } = await aBookedPair();
    clock.set('2027-01-18T08:00:00Z');
    await sendDueReminders(base, { organizationId: pair.organization.id });
    await db.inOrganization(pair.organization.id, async (tx) => {
      const before = await conversationStore(tx).byId(conversationId);
      const slot = aSlot({ start: '2027-01-28T09:00:00Z' });
      const moved = before && moveTo({ conversation: before, slot, actor: 'manager', now: clock.now() });
      if (!before || moved?.kind !== 'changed') throw new Error('The conversation was not moved');
      await conversationStore(tx).save({ before, after: moved.next, history: moved.history, now: clock.now() });
    });
    expect(await kindsOf(pair)).toEqual([]);
    const [row] = await outboxRows({ db, organizationId: pair.organization.id, template: 'report-prep' });
    expect(row).toMatchObject({ state: 'waiting', dueAt: Temporal.Instant.from('2027-01-21T08:00:00Z') });
    clock.set('2027-01-21T08:00:00Z');
    expect(await kindsOf(pair)).toEqual(['report-prep to Ana']);
  });

  test('nobody who has left is written to', async () => {
    const { pair } = await aBookedPair();
    clock.set('2027-01-18T08:00:00Z');
    await db.inOrganization(pair.organization.id, (tx) =>
      peopleStore(tx).put([{ ...pair.report, status: 'inactive' }]),
    );
    expect(await kindsOf(pair)).toEqual([]);
  });
});

describe('the Monday mail', () => {
  test('comes once in a week that brings something due within 30 days, with its open items as lines', async () => {
    const pair = await aPair({ db });
    await aBookedConversation({ db, pair });
    for (const quiet of ['2026-12-28T08:00:00Z', '2027-01-11T08:00:00Z', '2027-01-25T07:00:00Z']) {
      clock.set(quiet);
      expect(await kindsOf(pair)).not.toContain('monday-mail to Ben');
    }
    clock.set('2027-01-25T08:00:00Z');
    const [[, mail] = []] = await mailsOf(pair);
    expect(mail).toMatchObject({
      template: 'monday-mail',
      upcoming: [{ reportName: 'Ana Ruiz' }],
      needsDate: [],
      didItHappen: [],
    });
    clock.set('2027-01-25T08:30:00Z');
    expect(await kindsOf(pair)).toEqual([]);
  });

  test('asks whether it took place as a line, and the manager gets no other mail about it', async () => {
    const pair = await aPair({ db });
    await aBookedConversation({ db, pair });
    clock.set('2027-01-25T10:00:00Z');
    await endConversations(base, { organizationId: pair.organization.id });
    await mailsOf(pair);
    clock.set('2027-02-01T08:00:00Z');
    const mails = await mailsOf(pair);
    expect(mails.map(([name, { template }]) => `${template} to ${name}`)).toEqual([
      'confirmation-ask to Ana',
      'monday-mail to Ben',
    ]);
    expect(mails[1]?.[1]).toMatchObject({ didItHappen: [{ reportName: 'Ana Ruiz' }] });
  });
});

describe('connections', () => {
  async function aWaitingConversation(reason: WaitingReason) {
    clock.set('2026-11-02T08:00:00Z');
    const pair = await aPair({ db, rules: { mondayMailHorizonDays: 7 } });
    const { organization, policy, report, manager } = pair;
    const opened = open({
      id: uuid(),
      reportId: report.id,
      managerId: manager.id,
      policyId: policy.id,
      sequence: 1,
      earlyRequest: false,
      due: { dueOn: day('2027-01-11'), why: [] },
      now: clock.now(),
    });
    await db.inOrganization(organization.id, async (tx) => {
      const conversations = conversationStore(tx);
      const { next, history } = opened;
      await conversations.openAll({
        opened: [{ conversation: next, previousId: null, dueWhy: [], history }],
        now: clock.now(),
      });
      const before = await conversations.byId(next.id);
      const waiting = before && waitFor({ conversation: before, reason, now: clock.now() });
      if (!before || waiting?.kind !== 'changed') throw new Error('The conversation does not wait');
      await conversations.save({ before, after: waiting.next, history: waiting.history, now: clock.now() });
    });
    return pair;
  }

  const connect = ({ organization, manager }: Pair) =>
    db.inOrganization(organization.id, (tx) =>
      connectionStore(tx).insert({
        grant: {
          id: uuid(),
          personId: manager.id,
          provider: 'google',
          purpose: 'organize',
          accountSubject: uuid(),
          accountEmail: manager.workEmail,
          tokens: {
            refreshToken: Buffer.from('r'),
            accessToken: Buffer.from('a'),
            accessTokenExpiresAt: clock.wall(),
            scopes: [],
          },
          planHeldUntil: null,
        },
        now: clock.now(),
      }),
    );

  test('a manager whose reports wait is asked to connect three times, two weeks apart, then no more', async () => {
    const pair = await aWaitingConversation('manager_not_connected');
    const asked: string[] = [];
    for (let days = 0; days < 70; days += 1) {
      for (const [name, mail] of await mailsOf(pair)) {
        if (mail.template === 'monday-mail' || mail.template === 'nudges') continue;
        asked.push(`${clock.now().toString().slice(0, 10)} ${mail.template} to ${name}`);
        expect(mail).toMatchObject({ reports: [{ name: 'Ana Ruiz' }], request: asked.length, requests: 3 });
      }
      clock.advanceBy({ days: 1 });
    }
    expect(asked).toEqual([
      '2026-11-02 connect-request to Ben',
      '2026-11-16 connect-request to Ben',
      '2026-11-30 connect-request to Ben',
    ]);
  });

  test('whoever connects is not asked again', async () => {
    const pair = await aWaitingConversation('manager_not_connected');
    expect(await kindsOf(pair)).toEqual(['connect-request to Ben']);
    await connect(pair);
    clock.advanceBy({ days: 14 });
    expect(await kindsOf(pair)).toEqual([]);
  });

  test('a report whose calendar is unknown is asked to be seen as busy, no more', async () => {
    const pair = await aWaitingConversation('calendar_unknown');
    const [[name, mail] = []] = await mailsOf(pair);
    expect(name).toBe('Ana');
    expect(mail).toMatchObject({ template: 'availability-request', managerName: 'Ben Wójcik' });
  });

  test('a connection that broke is told of once, however often the sweep comes by', async () => {
    const pair = await aWaitingConversation('no_common_time');
    await connect(pair);
    await db.inOrganization(pair.organization.id, async (tx) => {
      const connection = await connectionStore(tx).ofPerson(pair.manager.id);
      await connectionStore(tx).markReconnectRequired({
        because: 'revoked',
        id: connection?.id ?? '',
        reason: 'revoked',
        now: clock.now(),
      });
    });
    expect(await kindsOf(pair)).toEqual(['reconnect-notice to Ben']);
    clock.advanceBy({ days: 30 });
    expect((await kindsOf(pair)).filter((kind) => kind.startsWith('reconnect'))).toEqual([]);
  });
});

describe('the sweep', () => {
  test('run twice, or by several at once, queues nothing more', async () => {
    const { pair } = await aBookedPair();
    clock.set('2027-01-18T08:00:00Z');
    const runs = [1, 2, 3, 4].map(() => sendDueReminders(base, { organizationId: pair.organization.id }));
    expect((await Promise.all(runs)).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1]);
    expect(await sendDueReminders(base, { organizationId: pair.organization.id })).toBe(0);
  });

  test.each([
    { state: 'draft' as const, stateBeforePause: null },
    { state: 'paused' as const, stateBeforePause: 'live' as const },
  ])('does nothing for an organisation that is $state', async (organization) => {
    const { pair } = await aBookedPair({ organization });
    clock.set('2027-01-18T08:00:00Z');
    expect(await sendDueReminders(base, { organizationId: pair.organization.id })).toBe(0);
  });

  test('a report on leave that morning prepares the last working day before', async () => {
    const { pair } = await aBookedPair();
    await db.inOrganization(pair.organization.id, (tx) =>
      peopleStore(tx).putLeaves([
        { ...aLeave({ personId: pair.report.id, from: '2027-01-18', to: '2027-01-19' }), externalId: null },
      ]),
    );
    clock.set('2027-01-15T08:00:00Z');
    expect(await kindsOf(pair)).toEqual(['report-prep to Ana']);
  });
});
