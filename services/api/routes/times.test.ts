import { bookConversation } from '@throughline/app/book-conversation.ts';
import { confirmUrl, connectUrl, timesUrl } from '@throughline/app/mail-links.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { aBlindTeam } from '@throughline/app/testing/a-blind-team.ts';
import { conversation, conversationHistory, event, proposal } from '@throughline/db/schema/tables.ts';
import type { PickResponse, TimesResponse } from '@throughline/contracts/pages/times.ts';
import { describe, expect, test } from 'vitest';
import { apiContext, publicUrl } from '../testing/api-context.ts';

const { app, context } = await apiContext({ now: '2026-11-02T08:00:00Z' });
const { db, clock, world } = context;

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? '';

async function aPair(given: Omit<Parameters<typeof aBlindTeam>[0], 'context'> = {}) {
  const team = await aBlindTeam({ context, ...given });
  const { organizationId, conversationId, report, manager } = team;
  const people = { report, manager, teammate: team.reports.find(({ id }) => id !== report.id) ?? report };
  const token = (who: keyof typeof people = 'report', hours = 24) =>
    tokenOf(
      timesUrl(context, {
        organizationId,
        conversationId,
        personId: people[who].id,
        expiresAt: clock.now().add({ hours }),
      }),
    );
  const cookieOf = async (who: keyof typeof people) => {
    const session = await openSession(context, { organizationId, personId: people[who].id, method: 'mailed_link' });
    return `__Host-throughline_session=${session.token}`;
  };
  const stored = () =>
    db.inOrganization(organizationId, async (tx) => ({
      conversations: await tx.select().from(conversation),
      history: await tx.select().from(conversationHistory),
      events: await tx.select().from(event),
      proposals: await tx.select().from(proposal),
    }));
  return { ...team, token, cookieOf, stored };
}

const look = async (token: string) => (await app.inject({ url: '/api/times', query: { token } })).json<TimesResponse>();
const pick = (token: string, startsAt: string) =>
  app.inject({ method: 'POST', url: '/api/times', payload: { token, startsAt } });
const openSlots = async (token: string) => {
  const times = await look(token);
  return times.state === 'open' ? times.slots : [];
};

describe('looking at the times', () => {
  test('a hundred times, by GET and by HEAD, page and all, changes nothing', async () => {
    const pair = await aPair();
    const token = pair.token();
    const before = await pair.stored();
    for (let seen = 0; seen < 100; seen += 1) {
      const method = seen % 2 === 0 ? 'GET' : 'HEAD';
      expect((await app.inject({ method, url: '/api/times', query: { token } })).statusCode).toBe(200);
      const query = { token, pick: '2026-12-01T09:00:00Z' };
      await app.inject({ method, url: '/times', query, headers: { accept: 'text/html' } });
    }
    expect(await pair.stored()).toEqual(before);
  });

  test('shows both people’s zones, each what is theirs to do, and says who sees what', async () => {
    const pair = await aPair();
    const ofReport = await look(pair.token());
    expect(ofReport).toMatchObject({
      state: 'open',
      side: 'report',
      report: { timeZone: 'Europe/Berlin' },
      manager: { timeZone: 'Europe/Berlin' },
      mayAskForOthers: true,
      connectUrl: expect.stringContaining('/connect?token='),
      whoSeesWhat: expect.stringContaining('is not told that you asked'),
    });
    expect(await look(pair.token('manager'))).toMatchObject({
      state: 'open',
      side: 'manager',
      mayAskForOthers: false,
      connectUrl: null,
      whoSeesWhat: expect.stringContaining('Nobody has looked into the calendar'),
    });
  });

  test('with a link that ran out, of another purpose, or none of ours, shows nothing', async () => {
    const pair = await aPair();
    const { organizationId, conversationId, report } = pair;
    const link = { organizationId, conversationId, personId: report.id, expiresAt: clock.now().add({ hours: 1 }) };
    expect(await look(pair.token('report', -1))).toMatchObject({ state: 'expired' });
    for (const url of [confirmUrl(context, link), connectUrl(context, link)]) {
      expect(await look(tokenOf(url))).toMatchObject({ state: 'invalid' });
      expect((await pick(tokenOf(url), '2026-12-01T09:00:00Z')).statusCode).toBe(410);
    }
    expect(await look('nonsense')).toMatchObject({ state: 'invalid' });
    expect((await pick(pair.token('report', -1), '2026-12-01T09:00:00Z')).statusCode).toBe(410);
  });
});

describe('a click', () => {
  test('picks, again is harmless, and the page then says kindly that it is settled', async () => {
    const pair = await aPair();
    const { organizationId, conversationId, manager, report } = pair;
    const [, second, third] = await openSlots(pair.token());
    const picked = await pick(pair.token(), second!.startsAt);
    expect(picked.json<PickResponse>()).toEqual({ outcome: 'picked', sentence: expect.stringContaining('Thank you') });
    const after = await pair.stored();
    for (const [who, startsAt] of [
      ['report', second!.startsAt],
      ['manager', third!.startsAt],
    ] as const) {
      const again = (await pick(pair.token(who), startsAt)).json<PickResponse>();
      expect(again).toEqual({ outcome: 'closed', sentence: expect.stringContaining('settled already') });
    }
    expect(await pair.stored()).toEqual(after);

    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['stands']);
    for (const who of ['report', 'manager'] as const) {
      expect(await look(pair.token(who))).toMatchObject({
        state: 'settled',
        slot: { startsAt: second!.startsAt, endsAt: second!.endsAt },
        sentence: expect.stringContaining('in both calendars'),
      });
    }
    for (const { workEmail } of [manager, report]) {
      expect((await world.seenBy(workEmail)).map(({ start }) => start.toString())).toEqual([second!.startsAt]);
    }
  });

  test('of the two at once counts as one', async () => {
    const pair = await aPair();
    const slots = await openSlots(pair.token());
    const answers = await Promise.all([
      pick(pair.token(), slots[0]!.startsAt),
      pick(pair.token('manager'), slots[1]!.startsAt),
      pick(pair.token(), slots[2]!.startsAt),
    ]);
    const outcomes = answers.map((answer) => answer.json<PickResponse>().outcome);
    expect(outcomes.toSorted()).toEqual(['closed', 'closed', 'picked']);
    expect((await pair.stored()).events).toHaveLength(1);
  });

  test('on "none of these fits" brings others once', async () => {
    const pair = await aPair();
    const before = await openSlots(pair.token());
    const others = () => app.inject({ method: 'POST', url: '/api/times/others', payload: { token: pair.token() } });
    expect((await others()).json<PickResponse>().outcome).toBe('others_offered');
    const after = await look(pair.token());
    expect(after).toMatchObject({ state: 'open', mayAskForOthers: false });
    expect(after).not.toMatchObject({ slots: before });
    expect((await others()).json<PickResponse>().outcome).toBe('closed');
    expect(await look(pair.token())).toEqual(after);
  });

  test('that says no moment at all is refused', async () => {
    const pair = await aPair();
    expect((await pick(pair.token(), 'soon')).statusCode).toBe(400);
  });
});

describe('signed in', () => {
  test('the manager picks on their own page; nobody else finds it', async () => {
    const pair = await aPair({ reports: 2 });
    const url = `/api/conversations/${pair.conversationId}/times`;
    const as = async (who: 'report' | 'manager' | 'teammate') => ({
      cookie: await pair.cookieOf(who),
      origin: publicUrl,
    });
    const teammate = await as('teammate');
    expect((await app.inject({ url, headers: teammate })).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: `${url}/others`, headers: teammate })).statusCode).toBe(404);
    expect((await app.inject({ url })).statusCode).toBe(401);

    const details = { url: `/api/conversations/${pair.conversationId}`, headers: await as('manager') };
    expect((await app.inject(details)).json()).toMatchObject({ viewer: { mayPickTime: true } });
    const shown = (await app.inject({ url, headers: await as('manager') })).json<TimesResponse>();
    const startsAt = shown.state === 'open' ? shown.slots[0]!.startsAt : '';
    const foreign = { ...(await as('manager')), origin: 'https://elsewhere.example' };
    expect((await app.inject({ method: 'POST', url, headers: foreign, payload: { startsAt } })).statusCode).toBe(403);
    const picked = await app.inject({ method: 'POST', url, headers: await as('manager'), payload: { startsAt } });
    expect(picked.json<PickResponse>().outcome).toBe('picked');
    expect((await app.inject(details)).json()).toMatchObject({ viewer: { mayPickTime: false } });
  });
});
