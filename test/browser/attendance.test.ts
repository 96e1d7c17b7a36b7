import { openSession } from '@throughline/app/open-session.ts';
import { setAttendance } from '@throughline/app/set-attendance.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });
const heading = /let Throughline see whether you both joined the call, never more/;

describe.skipIf(chromiumPath === null)('attendance is asked for apart, in a real browser', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    world = await openWorld({ now: begin, rows, hr: email.hanna, pagesDir: await builtPages() });
    browser = await launchBrowser(chromiumPath ?? '');
    await world.advance({ hours: 8 });
    await world.connectFromMail(email.mona);
  });
  afterAll(() => browser?.close());

  async function visit(address: string, work: (page: Page) => Promise<void>, dark = false): Promise<void> {
    const colorScheme = dark ? 'dark' : 'light';
    const context = await browser.newContext({ baseURL: world.apiUrl, colorScheme });
    const { context: app, organizationId } = world;
    const person = await app.db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(address));
    if (person === null) throw new Error(`nobody has the address ${address}`);
    const { token } = await openSession(app, { organizationId, personId: person.id, method: 'mailed_link' });
    await context.addCookies([{ name: 'throughline_session', value: token, url: world.apiUrl }]);
    try {
      const page = await context.newPage();
      await page.goto('/connect');
      await work(page);
    } finally {
      await context.close();
    }
  }

  test('where it is off, the page of a connected calendar does not speak of it', async () => {
    await visit(email.mona, async (page) => {
      await page.getByText(`Google Calendar is connected: ${email.mona}`).waitFor();
      expect(await page.getByText(/joined the call/).count()).toBe(0);
    });
  });

  test('a manager reads what it is, says no and then yes, and takes it back, by keyboard alone', async () => {
    const { context, organizationId } = world;
    await setAttendance(context, { organizationId, on: true, actor: { kind: 'operator' } });
    await visit(
      email.mona,
      async (page) => {
        await page.getByRole('heading', { name: heading }).waitFor();
        await page.getByText('meeting in person is every bit as good').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        const allow = page.getByRole('button', { name: 'Allow it at Google' });
        await allow.press('Enter');
        await page.waitForURL(/\/o\/oauth2\/v2\/auth/);
        await page.getByRole('button', { name: /cancel/i }).press('Enter');
        await page.waitForURL(/result=attendance_declined/);
        await page.getByText('Nothing has changed').waitFor();
        await page.getByText(`Google Calendar is connected: ${email.mona}`).waitFor();
        await allow.press('Enter');
        await page.waitForURL(/\/o\/oauth2\/v2\/auth/);
        await page.getByRole('button', { name: /allow|continue|accept/i }).press('Enter');
        await page.waitForURL(/result=attendance_agreed/);
        await page.getByText('Thank you, that is all').waitFor();
        await page.getByText('You have agreed.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Take it back' }).press('Enter');
        await allow.waitFor();
        await page.getByText(`Google Calendar is connected: ${email.mona}`).waitFor();
      },
      true,
    );
  });

  test('a report is told, and has nothing to press', async () => {
    await visit(email.ana, async (page) => {
      await page.getByRole('heading', { name: 'Whether you both joined the call' }).waitFor();
      await page.getByText(/recognised by the account you connect here, never by name/).waitFor();
      expect(await page.getByRole('button', { name: /Allow it/ }).count()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
});
