import { conversationStore } from '@throughline/db/conversation-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { unbook } from '@throughline/domain/conversation/conversation.ts';
import { createSmtpMailer } from '@throughline/mail/smtp/smtp-mailer.ts';
import { openInbox } from '@throughline/mail/testing/inbox.ts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { listUncertainMails } from './list-uncertain-mails.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { outboxRows, putOrganization } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const base = await testContext();
const { db, clock } = base;
const inbox = await openInbox();
const smtp = createSmtpMailer({ url: inbox.url, from: 'Throughline <throughline@example.com>' });
afterAll(async () => {
  await smtp.close();
  await inbox.close();
});
beforeEach(() => {
  inbox.mails.length = 0;
});
const context = { ...base, mailer: smtp as Mailer };

/** The morning a week before the conversation: the report's preparation is due, and no other mail. */
async function aPrepMailWaiting() {
  clock.set('2027-01-18T08:05:00Z');
  const pair = await aPair({ db, rules: { mondayMailHorizonDays: 7 } });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  await sendDueReminders(context, { organizationId });
  const rows = () => outboxRows({ db, organizationId, template: 'report-prep' });
  return { ...pair, organizationId, conversationId, rows };
}

describe('the relay', () => {
  test('sends what waits, once, under the Message-ID it was queued with', async () => {
    const { organizationId, report, rows } = await aPrepMailWaiting();
    const [queued] = await rows();
    await relayOutbox(context, { organizationId });
    await relayOutbox(context, { organizationId });
    const mails = inbox.mails.filter(({ recipients }) => recipients.includes(report.workEmail));
    expect(mails.map(({ parsed }) => parsed.messageId)).toEqual([queued?.messageId]);
    expect(mails[0]?.parsed.text).toContain('Ben Wójcik');
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, sentAt: clock.now() }]);
  });

  test('two at once never send the same mail', async () => {
    const { organizationId } = await aPrepMailWaiting();
    await Promise.all([1, 2, 3, 4].map(() => relayOutbox(context, { organizationId })));
    const ids = inbox.mails.map(({ parsed }) => parsed.messageId);
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('drops a mail whose conversation lost its date', async () => {
    const { organizationId, conversationId, rows } = await aPrepMailWaiting();
    await db.inOrganization(organizationId, async (tx) => {
      const before = await conversationStore(tx).byId(conversationId);
      const unbooked =
        before && unbook({ conversation: before, reason: 'declined', actor: 'report', now: clock.now() });
      if (!before || unbooked?.kind !== 'changed') throw new Error('The conversation was not unbooked');
      await conversationStore(tx).save({ before, after: unbooked.next, history: unbooked.history, now: clock.now() });
    });
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'dropped' }]);
  });

  test('drops a mail to somebody who has left', async () => {
    const { organizationId, report, rows } = await aPrepMailWaiting();
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...report, status: 'inactive' }]));
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'dropped', lastError: 'nobody is there' }]);
  });

  test('waits while the organisation is paused, and goes on afterwards', async () => {
    const { organization, organizationId, rows } = await aPrepMailWaiting();
    await putOrganization({ db, organization: { ...organization, state: 'paused', stateBeforePause: 'live' } });
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    await putOrganization({ db, organization });
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('tries again later, never sooner than the backoff, while the server cannot be reached', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    const unreachable: Mailer = { send: async () => ({ kind: 'unreachable', reason: 'ECONNREFUSED' }) };
    await relayOutbox({ ...context, mailer: unreachable }, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'waiting', handedOverAt: null, lastError: 'ECONNREFUSED' }]);
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'waiting', attempts: 1 }]);
    clock.advanceWallBy({ seconds: 15 });
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('never sends again what was handed over without an answer, and lists it', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    const lost: Mailer = {
      send: async ({ onHandover }) => {
        await onHandover();
        return { kind: 'uncertain', reason: 'the connection broke' };
      },
    };
    await relayOutbox({ ...context, mailer: lost }, { organizationId });
    clock.advanceWallBy({ hours: 24 });
    await relayOutbox(context, { organizationId });
    expect(inbox.mails).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'uncertain', lastError: 'the connection broke' }]);
    expect(await listUncertainMails(context, { organizationId })).toMatchObject([{ template: 'report-prep' }]);
  });

  test('a process killed between handover and answer leaves an uncertain mail, never a second one', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    await db.inOrganization(organizationId, async (tx) => {
      const store = outboxStore(tx);
      const wall = clock.wall();
      const [lease] = await store.lease({ now: clock.now(), wall, until: wall.add({ minutes: 5 }), limit: 1 });
      if (lease === undefined) throw new Error('Nothing was waiting');
      expect(await store.handOver({ lease, wall })).toBe(true);
    });
    expect(await listUncertainMails(context, { organizationId })).toHaveLength(1);
    clock.advanceWallBy({ minutes: 5 });
    await relayOutbox(context, { organizationId });
    expect(inbox.mails).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'uncertain' }]);
  });

  test('a process killed before the handover loses nothing: the next one takes over', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    await db.inOrganization(organizationId, (tx) => {
      const wall = clock.wall();
      return outboxStore(tx).lease({ now: clock.now(), wall, until: wall.add({ minutes: 5 }), limit: 1 });
    });
    await relayOutbox(context, { organizationId });
    expect(inbox.mails).toEqual([]);
    clock.advanceWallBy({ minutes: 5 });
    await relayOutbox(context, { organizationId });
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  test('whoever lost the lease sends nothing', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    const overtaken: Mailer = {
      send: async ({ onHandover, ...mail }) => {
        clock.advanceWallBy({ minutes: 5 });
        await relayOutbox(context, { organizationId });
        return smtp.send({ ...mail, onHandover });
      },
    };
    expect(await relayOutbox({ ...context, mailer: overtaken }, { organizationId })).toMatchObject({ lease_lost: 1 });
    expect(inbox.mails).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('a mail that cannot be written is set aside after five tries, and holds up nobody', async () => {
    const { organizationId, rows } = await aPrepMailWaiting();
    const broken = { ...context, renderMail: () => Promise.reject(new Error('no such template')) };
    for (let attempt = 0; attempt < 6; attempt += 1) {
      await relayOutbox(broken, { organizationId });
      clock.advanceWallBy({ hours: 1 });
    }
    expect(await rows()).toMatchObject([{ state: 'failed', attempts: 5, lastError: 'no such template' }]);
  });
});
