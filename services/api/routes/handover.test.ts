import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { v1Conversation } from '@throughline/app/conversation-row.ts';
import { listConversations } from '@throughline/app/list-conversations.ts';
import { lineChange } from '@throughline/app/import-reporting-lines.ts';
import { openSession } from '@throughline/app/open-session.ts';
import type { HandoverCard, HandoverResponse } from '@throughline/contracts/pages/handover.ts';
import type { ConversationDetails } from '@throughline/contracts/pages/conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { conversation, conversationHistory, handover, outbox } from '@throughline/db/schema/tables.ts';
import { aStoredPerson } from '@throughline/db/testing/rows.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import pg from 'pg';
import { expect, test } from 'vitest';
import { anOffice, officeParts } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2027-01-10T11:00:00Z' });
const { db } = context;

const card: HandoverCard = {
  talkedAbout: 'Whether I should lead the Lisbon team.',
  toKnow: 'I would rather be asked in writing first.',
  commitments: 'A course in the spring.',
};

/** Ana had a date with Ben; now Cleo is her manager. */
async function aChange() {
  const office = await anOffice({ context });
  const { organizationId, report } = office;
  const cleo = aStoredPerson({ displayName: 'Cleo Adu', givenName: 'Cleo' });
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([cleo]));
  const passTo = async (managerId: string, since: string) => {
    await db.inOrganization(organizationId, async (tx) => {
      const store = reportingLineStore(tx);
      const lines = await store.ofReports([report.id]);
      await store.replace(lineChange({ lines, reportId: report.id, managerId, since: day(since), today: day(since) }));
    });
    await openDueConversations(context, { organizationId });
    const latest = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
    return latest.find(({ reportId }) => reportId === report.id)!.id;
  };
  const conversationId = await passTo(cleo.id, '2027-01-10');
  const cookieOf = async (personId: string) => {
    const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
    return `__Host-throughline_session=${token}`;
  };
  const ana = await cookieOf(report.id);
  const call = (
    method: 'GET' | 'PUT' | 'POST',
    cookie: string,
    { id = conversationId, more = '', payload }: { id?: string; more?: string; payload?: HandoverCard } = {},
  ) =>
    app.inject({
      method,
      url: `/api/conversations/${id}/handover${more}`,
      headers: { cookie, origin: publicUrl },
      ...(payload ? { payload } : {}),
    });
  const details = async (cookie: string, id = conversationId) =>
    (await app.inject({ url: `/api/conversations/${id}`, headers: { cookie } })).json<ConversationDetails>();
  return { ...office, conversationId, cleo, passTo, cookieOf, ana, call, details, newManager: await cookieOf(cleo.id) };
}

test('a report with a new manager is offered a card; nobody else sees that there is one, or what stands on it', async () => {
  const { ana, newManager, call, details, cookieOf, manager, people, cleo } = await aChange();
  expect((await call('GET', ana)).json<HandoverResponse>()).toMatchObject({
    side: 'report',
    card: { talkedAbout: '', toKnow: '', commitments: '' },
    releasedAt: null,
    mayWrite: true,
    reader: { id: cleo.id },
  });
  expect((await details(ana)).viewer.handover).toBe('offered');
  expect((await call('PUT', ana, { payload: card })).statusCode).toBe(204);
  expect((await call('GET', ana)).json<HandoverResponse>().card).toEqual(card);
  expect((await details(ana)).viewer.handover).toBe('kept');

  const others = [newManager, await cookieOf(manager.id)];
  for (const part of officeParts) if (part !== 'report') others.push(await cookieOf(people[part].id));
  for (const cookie of others) {
    const unreleased = await call('GET', cookie);
    const none = await call('GET', cookie, { id: crypto.randomUUID() });
    expect(unreleased.statusCode).toBe(404);
    expect(withoutInstance(unreleased.json())).toEqual(withoutInstance(none.json()));
    expect((await call('PUT', cookie, { payload: card })).statusCode).toBe(404);
    for (const more of ['/release', '/withdraw']) expect((await call('POST', cookie, { more })).statusCode).toBe(404);
  }
  expect((await details(newManager)).viewer.handover).toBeNull();
});

test('released, the new manager alone reads it; taken back, nobody does, and the words are the report’s again', async () => {
  const { ana, newManager, call, details, cookieOf, manager, people } = await aChange();
  await call('PUT', ana, { payload: card });
  expect((await call('POST', ana, { more: '/release' })).statusCode).toBe(204);
  expect((await call('GET', newManager)).json()).toMatchObject({ side: 'manager', card, mayWrite: false });
  expect([(await details(ana)).viewer.handover, (await details(newManager)).viewer.handover]).toEqual([
    'released',
    'released',
  ]);
  for (const id of [manager.id, people.hr.id, people.leader.id, people.leadership.id, people.administrator.id]) {
    expect((await call('GET', await cookieOf(id))).statusCode).toBe(404);
  }
  const more = { ...card, toKnow: 'And mornings are best.' };
  await call('PUT', ana, { payload: more });
  expect((await call('GET', newManager)).json()).toMatchObject({ card: more });

  expect((await call('POST', ana, { more: '/withdraw' })).statusCode).toBe(204);
  expect((await call('GET', newManager)).statusCode).toBe(404);
  expect((await details(newManager)).viewer.handover).toBeNull();
  expect((await call('GET', ana)).json()).toMatchObject({ card: more, releasedAt: null });
});

test('an empty card cannot be released', async () => {
  const { ana, call } = await aChange();
  expect((await call('POST', ana, { more: '/release' })).statusCode).toBe(409);
  await call('PUT', ana, { payload: { talkedAbout: ' ', toKnow: '', commitments: '\n' } });
  expect((await call('POST', ana, { more: '/release' })).statusCode).toBe(409);
});

test('without a new manager there is none, for a first conversation and for one that only lost its date', async () => {
  const office = await anOffice({ context });
  const headers = { cookie: await office.cookieOf('report') };
  const url = `/api/conversations/${office.conversationId}/handover`;
  expect((await app.inject({ url, headers })).statusCode).toBe(404);
  const put = { method: 'PUT' as const, url, headers: { ...headers, origin: publicUrl }, payload: card };
  expect((await app.inject(put)).statusCode).toBe(404);
});

test('the next manager gets a card of their own: what was released to the one before is theirs no more, nor anybody’s', async () => {
  const { ana, newManager, call, conversationId, passTo, people } = await aChange();
  await call('PUT', ana, { payload: card });
  await call('POST', ana, { more: '/release' });
  const next = await passTo(people.leader.id, '2027-01-10');
  expect(next).not.toBe(conversationId);
  expect((await call('GET', newManager)).statusCode).toBe(404);
  expect((await call('GET', ana, { id: next })).json()).toMatchObject({ card, releasedAt: null, mayWrite: true });
  expect((await call('PUT', ana, { payload: card })).statusCode).toBe(404);
  expect((await call('GET', newManager, { id: next })).statusCode).toBe(404);
});

test('it is sealed where it is stored, goes with its conversation, and is in no row, mail or answer of the API', async () => {
  const { ana, call, conversationId, organizationId } = await aChange();
  await call('PUT', ana, { payload: card });
  await call('POST', ana, { more: '/release' });
  const words = /Lisbon|in writing|course in the spring/;
  const stored = await db.inOrganization(organizationId, async (tx) => ({
    cards: await tx.select().from(handover),
    others: [
      await tx.select().from(conversation),
      await tx.select().from(conversationHistory),
      await tx.select().from(outbox),
    ],
  }));
  expect(stored.cards).toHaveLength(1);
  expect(stored.cards[0]!.body.toString('latin1')).not.toMatch(words);
  expect(JSON.stringify(stored.others)).not.toMatch(words);
  const list = await listConversations(context, { organizationId, filter: {}, cursor: null, pageSize: 10 });
  const rows = list.kind === 'page' ? list.rows : [];
  expect(rows.length).toBeGreaterThan(0);
  const answers = rows.map((view) => v1Conversation({ view, now: context.clock.now() }));
  expect(JSON.stringify(answers)).not.toMatch(/handover|Lisbon/);

  // History is append-only to the application; whoever clears conversations away does so as their owner.
  const owner = new pg.Client({ connectionString: context.adminUrl });
  await owner.connect();
  try {
    await owner.query('DELETE FROM conversation_history WHERE conversation_id = $1', [conversationId]);
    await owner.query('DELETE FROM conversation WHERE id = $1', [conversationId]);
  } finally {
    await owner.end();
  }
  expect(await db.inOrganization(organizationId, (tx) => tx.select().from(handover))).toEqual([]);
});

function withoutInstance({ instance: _instance, ...problem }: Record<string, unknown>): Record<string, unknown> {
  return problem;
}
