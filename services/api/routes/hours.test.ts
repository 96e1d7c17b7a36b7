import type { HoursResponse } from '@throughline/contracts/pages/hours.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const nine = [{ from: '09:00', to: '12:30' }];
const week = [nine, nine, [], [], [], [], []];

async function put(payload: unknown, part: 'report' | 'manager' = 'report') {
  const headers = { cookie: await office.cookieOf(part), origin: publicUrl };
  return app.inject({ method: 'PUT', url: '/api/hours', headers, payload: payload as object });
}

test('each reads and sets their own hours and nobody else’s', async () => {
  expect((await put({ week, timeZone: 'Europe/Lisbon' })).json<HoursResponse>()).toMatchObject({
    week,
    weekFrom: 'you',
  });
  const of = async (part: 'report' | 'manager') =>
    (await app.inject({ url: '/api/hours', headers: { cookie: await office.cookieOf(part) } })).json<HoursResponse>();
  expect(await of('report')).toMatchObject({ week, timeZone: 'Europe/Lisbon', timeZoneFrom: 'you' });
  expect(await of('manager')).toMatchObject({ weekFrom: 'policy', timeZoneFrom: 'hr' });
});

test.each([
  ['a week without any hour', { week: [[], [], [], [], [], [], []], timeZone: null }],
  ['six days', { week: week.slice(1), timeZone: null }],
  ['an end before its beginning', { week: [[{ from: '12:00', to: '09:00' }], ...week.slice(1)], timeZone: null }],
  ['stretches that overlap', { week: [[...nine, { from: '12:00', to: '13:00' }], ...week.slice(1)], timeZone: null }],
  ['a zone there is not', { week, timeZone: 'Europe/Nowhere' }],
])('%s is refused', async (_what, payload) => {
  expect((await put(payload)).statusCode).toBe(400);
});
