import { Writable } from 'node:stream';
import { confirmUrl } from '@throughline/app/mail-links.ts';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { buildApp } from '../app.ts';
import { anOffice } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { context } = await apiContext();
const office = await anOffice({ context });
const { organizationId, report, conversationId } = office;

const lines: string[] = [];
const logger = pino(
  { level: 'trace' },
  new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  }),
);
const built = { context, signIn: new Map(), demo: null, pagesDir: null, logger };

test('the metrics tell an operator how much there is to do and how far behind it is, and name nobody', async () => {
  const { app } = await buildApp({ ...built, queueCounts: async () => ({ outbox: { waiting: 3, failed: 1 } }) });
  await app.inject({
    url: `/api/conversations/${conversationId}`,
    headers: { cookie: await office.cookieOf('report') },
  });
  const { body, headers } = await app.inject('/metrics');
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toContain('throughline_conversations{state="booked"} 1');
  expect(body).toContain('throughline_lag_seconds{work="ended_conversations"} 3600');
  expect(body).toContain('throughline_lag_seconds{work="mails"} 0');
  expect(body).toContain('throughline_queue_jobs{queue="outbox",state="waiting"} 3');
  expect(body).toMatch(
    /request_duration_seconds_count\{method="GET",route="\/api\/conversations\/:id",status="200"\} 1/,
  );
  expect(body).toContain('process_resident_memory_bytes');
  expect(body).not.toMatch(new RegExp(`${conversationId}|${organizationId}|${report.id}|Ana|Ben`));
  await app.close();
});

test('without database and queue the metrics of the process are still there, and readiness says no', async () => {
  const down = () => Promise.reject(new Error('no database'));
  const db = { ...context.db, acrossOrganizations: down, inOrganization: down, ping: down };
  const { app } = await buildApp({ ...built, context: { ...context, db }, queueCounts: down });
  const { statusCode, body } = await app.inject('/metrics');
  expect(statusCode).toBe(200);
  expect(body).toContain('process_cpu_seconds_total');
  expect((await app.inject('/livez')).statusCode).toBe(200);
  expect((await app.inject('/readyz')).statusCode).toBe(503);
  await app.close();
});

test('while a start is under way readiness says no', async () => {
  const { app } = await buildApp({ ...built, isReady: () => false });
  expect((await app.inject('/readyz')).statusCode).toBe(503);
  await app.close();
});

test('no log line holds a secret or a person’s words, whatever goes wrong', async () => {
  lines.length = 0;
  const canary = 'canary-7f3a';
  const expiresAt = context.clock.now().add({ hours: 1 });
  const link = confirmUrl(context, { organizationId, personId: report.id, conversationId, expiresAt });
  const token = new URL(link).searchParams.get('token') ?? '';
  const { key } = await office.keyWith('conversations:read');
  const cookie = await office.cookieOf('report');
  const failing = new Error('the database went away');
  const broken = { ...context, db: { ...context.db, inOrganization: () => Promise.reject(failing) } };
  for (const used of [context, broken]) {
    const { app } = await buildApp({ ...built, context: used });
    for (const request of [
      { url: `/api/confirmation?token=${token}` },
      { url: `/confirm?token=${token}` },
      { url: `/api/connection?token=${token}` },
      { method: 'POST', url: '/api/confirmation', payload: { token, answer: 'happened' } },
      { method: 'POST', url: '/api/sign-in/redeem', payload: { token } },
      { method: 'POST', url: '/api/sign-in/link', payload: { email: `${canary}@${office.domain}` } },
      { url: `/connect/google/callback?state=${organizationId}.${'a'.repeat(43)}&code=${canary}` },
      { url: `/sign-in/google/callback?state=x&code=${canary}` },
      { url: '/v1/conversations', headers: { authorization: `Bearer ${key}` } },
      { url: '/api/conversations?scope=organization', headers: { cookie } },
      {
        method: 'PUT',
        url: `/api/conversations/${conversationId}/prep`,
        headers: { cookie },
        payload: { text: canary },
      },
      {
        method: 'PUT',
        url: `/api/conversations/${conversationId}/prep`,
        headers: { cookie },
        payload: `{"text":"${canary}`,
      },
    ]) {
      const { body } = await app.inject(request as { url: string });
      expect(body).not.toMatch(/went away|at .*\.ts/);
    }
    await app.close();
  }
  const log = lines.join('');
  expect(log).toContain('"route":"/api/confirmation"');
  expect(log).toContain('the database went away');
  for (const secret of [token, key, cookie.split('=')[1]!, canary, office.domain, 'Ana'])
    expect(log).not.toContain(secret);
});

test('what fails is logged once, with the id the answer bears', async () => {
  lines.length = 0;
  const broken = { ...context, db: { ...context.db, inOrganization: () => Promise.reject(new Error('gone')) } };
  const { app } = await buildApp({ ...built, context: broken });
  const answer = await app.inject({ url: '/api/conversations', headers: { cookie: await office.cookieOf('report') } });
  expect(answer.statusCode).toBe(500);
  const { instance } = answer.json<{ instance: string }>();
  const reqId = instance.replace('urn:uuid:', '');
  const logged = lines.map((line) => JSON.parse(line)).filter((line) => line.reqId === reqId && line.err !== undefined);
  expect(logged).toMatchObject([{ level: 50, msg: 'request failed' }]);
  await app.close();
});
