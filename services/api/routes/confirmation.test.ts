import { confirmUrl, connectUrl, stopMailsUrl } from '@throughline/app/mail-links.ts';
import { conversation, conversationHistory, evidence } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const { db, clock } = context;

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? '';

function confirmToken(
  office: Office,
  { part = 'report', hours = 24 }: { part?: 'report' | 'manager' | 'hr'; hours?: number } = {},
) {
  const { organizationId, conversationId, people } = office;
  const expiresAt = clock.now().add({ hours });
  return tokenOf(confirmUrl(context, { organizationId, personId: people[part].id, conversationId, expiresAt }));
}

const stored = ({ organizationId }: Office) =>
  db.inOrganization(organizationId, async (tx) => ({
    conversations: await tx.select().from(conversation).orderBy(conversation.sequence),
    history: await tx.select().from(conversationHistory),
    evidence: await tx.select().from(evidence),
  }));

const look = (token: string) => app.inject({ url: '/api/confirmation', query: { token } });
const answer = (token: string, given = 'happened') =>
  app.inject({ method: 'POST', url: '/api/confirmation', payload: { token, answer: given } });

describe('looking at a mailed link', () => {
  test('a hundred times, by GET and by HEAD, page and all, changes nothing', async () => {
    const office = await anOffice({ context });
    const token = confirmToken(office);
    const before = await stored(office);
    for (let look = 0; look < 100; look += 1) {
      const method = look % 2 === 0 ? 'GET' : 'HEAD';
      expect((await app.inject({ method, url: '/api/confirmation', query: { token } })).statusCode).toBe(200);
      await app.inject({
        method,
        url: '/confirm',
        query: { token, answer: 'happened' },
        headers: { accept: 'text/html' },
      });
    }
    expect(await stored(office)).toEqual(before);
  });

  test('shows the question, and no answer of anybody else’s', async () => {
    const office = await anOffice({ context });
    await answer(confirmToken(office), 'did_not_happen');
    expect((await look(confirmToken(office))).json()).toMatchObject({ state: 'open', answer: 'did_not_happen' });
    expect((await look(confirmToken(office, { part: 'manager' }))).json()).toMatchObject({
      state: 'open',
      answer: null,
    });
  });
});

describe('a click', () => {
  test('answers, and again is harmless', async () => {
    const office = await anOffice({ context });
    const token = confirmToken(office);
    const first = await answer(token);
    expect(first.json()).toEqual({
      recorded: true,
      sentence: expect.stringContaining('Thank you'),
      mayTellPulse: false,
    });
    const after = await stored(office);
    expect(after.conversations.map(({ state, grade }) => ({ state, grade }))).toEqual([
      { state: 'held', grade: 'confirmed' },
      { state: 'due', grade: null },
    ]);
    const again = await Promise.all([answer(token), answer(token), answer(token)]);
    expect(again.map(({ statusCode, body }) => [statusCode, body])).toEqual(again.map(() => [200, first.body]));
    expect(await stored(office)).toEqual(after);
  });

  test('of five at once counts as one', async () => {
    const office = await anOffice({ context });
    const token = confirmToken(office);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => answer(token)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    const { evidence: said, conversations } = await stored(office);
    expect(said).toHaveLength(1);
    expect(conversations).toHaveLength(2);
  });

  test('before the end has passed answers nothing', async () => {
    const office = await anOffice({ context });
    const token = confirmToken(office);
    const now = clock.now();
    clock.set('2027-01-25T09:30:00Z');
    expect((await look(token)).json()).toMatchObject({ state: 'closed' });
    expect((await answer(token)).statusCode).toBe(410);
    expect((await stored(office)).evidence).toEqual([]);
    clock.set(now);
  });
});

describe('a link that is not good', () => {
  test('is refused and changes nothing: changed, run out, of another purpose, person or organisation', async () => {
    const office = await anOffice({ context });
    const elsewhere = await anOffice({ context });
    const { organizationId, manager, conversationId } = office;
    const link = { organizationId, personId: manager.id, expiresAt: clock.now().add({ hours: 1 }) };
    const good = confirmToken(office);
    const bad = [
      `${good.slice(0, -1)}${good.endsWith('A') ? 'B' : 'A'}`,
      good.replace(organizationId, elsewhere.organizationId),
      confirmToken(office, { hours: -1 }),
      confirmToken(office, { part: 'hr' }),
      confirmToken({ ...office, conversationId: elsewhere.conversationId }),
      confirmToken({ ...office, people: elsewhere.people }),
      tokenOf(connectUrl(context, link)),
      tokenOf(stopMailsUrl(context, { ...link, template: 'monday-mail', now: clock.now() })),
      tokenOf(confirmUrl(context, { ...link, conversationId: crypto.randomUUID() })),
      'x',
    ];
    const before = [await stored(office), await stored(elsewhere)];
    for (const token of bad) {
      expect((await look(token)).json()).not.toHaveProperty('managerName');
      const refused = await answer(token);
      expect(refused.statusCode).toBe(410);
      expect(refused.json()).toMatchObject({ detail: expect.any(String) });
    }
    expect([await stored(office), await stored(elsewhere)]).toEqual(before);
    expect((await answer(good)).statusCode).toBe(200);
    expect(conversationId).not.toBe(elsewhere.conversationId);
  });

  test('with an answer that is none, or without a token, is not a request', async () => {
    const token = confirmToken(await anOffice({ context }));
    for (const payload of [
      { token },
      { token, answer: 'maybe' },
      { answer: 'happened' },
      { token: '', answer: 'happened' },
    ]) {
      expect((await app.inject({ method: 'POST', url: '/api/confirmation', payload })).statusCode).toBe(400);
    }
    expect((await app.inject('/api/confirmation')).statusCode).toBe(400);
  });
});
