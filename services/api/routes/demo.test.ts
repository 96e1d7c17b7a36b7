import { beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice, type Office } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';
import { aBrowser } from '../testing/browser.ts';

const { app: live, context } = await apiContext();
const moved: string[] = [];
const { app } = await buildApp({
  context,
  signIn: new Map(),
  pagesDir: null,
  demo: {
    sandboxUrl: 'http://localhost:3001',
    advance: async (duration) => {
      moved.push(duration.toString());
      context.clock.advanceBy(duration);
    },
  },
});

test('without a demo organisation there is nobody to be', async () => {
  const browser = aBrowser(app);
  expect((await browser.post('/api/demo/sign-in', { part: 'hr' })).statusCode).toBe(404);
  expect((await browser.post('/api/demo/clock', { advance: 'P7D' })).statusCode).toBe(404);
  expect((await browser.get('/api/session')).json()).toMatchObject({ demo: null });
});

describe('with one', () => {
  let office: Office;
  beforeAll(async () => {
    office = await anOffice({ context, organization: { demo: true } });
  });

  test('one looks through four people’s eyes, one click each, and every click is a session of its own', async () => {
    const browser = aBrowser(app);
    const { demo } = (await browser.get('/api/session')).json<{
      demo: { parts: { part: string }[]; mailboxUrl: string };
    }>();
    expect(demo.parts.map(({ part }) => part)).toEqual(['hr', 'leader', 'manager', 'report']);
    expect(demo.mailboxUrl).toBe('http://localhost:3001/mailbox');
    const seen = new Set<string>();
    for (const part of ['hr', 'manager', 'report'] as const) {
      expect((await browser.post('/api/demo/sign-in', { part })).statusCode).toBe(200);
      expect(await browser.whoAmI()).toBe(office.people[part].workEmail);
      seen.add(browser.cookies.get('__Host-throughline_session') ?? '');
    }
    expect(seen.size).toBe(3);
    expect((await browser.get(`/api/conversations/${office.conversationId}/agenda`)).statusCode).toBe(200);
  });

  test('the clock moves forward, a month at most, and says what that caused', async () => {
    const browser = aBrowser(app);
    const from = context.clock.now();
    const answer = await browser.post('/api/demo/clock', { advance: 'P7D' });
    expect(answer.json()).toMatchObject({
      from: from.toString(),
      now: from.add({ hours: 168 }).toString(),
      changes: [],
    });
    for (const advance of ['-P1D', 'P0D', 'P32D', 'P2M', 'Pnonsense', 'P1Y', '7', '']) {
      const refused = await browser.post('/api/demo/clock', { advance });
      expect([advance, refused.statusCode]).toEqual([advance, 400]);
      expect(refused.json()).toMatchObject({ errors: [{ in: 'body', pointer: '/advance' }] });
    }
    expect(moved).toEqual(['P7D']);
  });

  test('an installation without the sandbox shows none of it, even where the organisation is there', async () => {
    const browser = aBrowser(live);
    expect((await browser.post('/api/demo/sign-in', { part: 'hr' })).statusCode).toBe(404);
    expect((await browser.post('/api/demo/clock', { advance: 'P7D' })).statusCode).toBe(404);
    expect((await browser.get('/api/session')).json()).toMatchObject({ demo: null });
  });
});
