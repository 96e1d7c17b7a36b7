import { connectionStore } from '@throughline/db/connection-store.ts';
import { setAttendance } from '@throughline/app/set-attendance.ts';
import { expect, test } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext, publicUrl } from '../testing/api-context.ts';
import { aBrowser, pathOf, type Browser } from '../testing/browser.ts';

const { app, context } = await apiContext();
const { world, db } = context;
const operator = { kind: 'operator' } as const;

/** Ben, whose calendar is connected, signed in; his organisation has attendance on. */
async function aManagerAtTheirPage() {
  const office = await anOffice({ context });
  const { organizationId, manager, report } = office;
  for (const { workEmail: email } of [manager, report]) await world.addPerson({ email });
  const [name = '', token = ''] = (await office.cookieOf('manager')).split('=');
  const browser = aBrowser(app, { [name]: token });
  const begun = await browser.post('/api/connection/begin', { provider: 'google' });
  const { authorizationUrl } = begun.json<{ authorizationUrl: string }>();
  await browser.follow(pathOf(await world.consent({ authorizationUrl, email: manager.workEmail })));
  await setAttendance(context, { organizationId, on: true, actor: operator });
  const row = () => db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
  return { ...office, browser, row };
}

const consentOf = async (browser: Browser) =>
  (await browser.get('/api/connection')).json<{ attendance: { consent: string } | null }>().attendance?.consent;

async function leave(browser: Browser): Promise<string> {
  const begun = await browser.post('/api/connection/attendance/begin');
  return begun.json<{ authorizationUrl: string }>().authorizationUrl;
}

async function land(browser: Browser, back: URL) {
  const { origin, pathname, searchParams } = await browser.follow(pathOf(back));
  expect(origin).toBe(publicUrl);
  return `${pathname}?${searchParams.toString()}`;
}

test('a manager agrees on the provider’s page, is back on theirs, and takes it back', async () => {
  const { browser, manager, row } = await aManagerAtTheirPage();
  expect(await consentOf(browser)).toBe('not_asked');
  const signedIn = browser.cookies.get('__Host-throughline_session');
  const back = await world.consent({ authorizationUrl: await leave(browser), email: manager.workEmail });
  expect(await land(browser, back)).toBe('/connect?result=attendance_agreed');
  expect(browser.cookies.get('__Host-throughline_session')).toBe(signedIn);
  expect(await consentOf(browser)).toBe('agreed');
  expect((await browser.post('/api/connection/attendance/withdraw')).statusCode).toBe(204);
  expect(await consentOf(browser)).toBe('not_asked');
  expect((await browser.post('/api/connection/attendance/withdraw')).statusCode).toBe(204);
  expect(await row()).toMatchObject({ status: 'active' });
});

test('a manager says no: the page says that nothing has changed, and nothing has', async () => {
  const { browser, manager, row } = await aManagerAtTheirPage();
  const before = await row();
  const back = await world.consent({
    authorizationUrl: await leave(browser),
    email: manager.workEmail,
    untick: 'meetings',
  });
  expect(await land(browser, back)).toBe('/connect?result=attendance_declined');
  expect(await row()).toEqual(before);
});

test('what one browser began no other can finish', async () => {
  const { browser, manager, row } = await aManagerAtTheirPage();
  const before = await row();
  const back = await world.consent({ authorizationUrl: await leave(browser), email: manager.workEmail });
  expect(await land(aBrowser(app), back)).toBe('/connect?result=failed&reason=other_browser');
  expect(await row()).toEqual(before);
});

test('where it is off, or there is no calendar, nobody is sent anywhere', async () => {
  const { browser, organizationId, cookieOf } = await aManagerAtTheirPage();
  const [name = '', token = ''] = (await cookieOf('report')).split('=');
  const report = aBrowser(app, { [name]: token });
  const without = await report.post('/api/connection/attendance/begin');
  expect([without.statusCode, without.json<{ detail: string }>().detail]).toEqual([
    409,
    expect.stringContaining('Connect it first'),
  ]);
  await setAttendance(context, { organizationId, on: false, actor: operator });
  const off = await browser.post('/api/connection/attendance/begin');
  expect([off.statusCode, off.json<{ detail: string }>().detail]).toEqual([
    409,
    'Your organisation has not turned this on.',
  ]);
  expect((await browser.get('/api/connection')).json()).toMatchObject({ attendance: null });
});
