import { openSession } from '@throughline/app/open-session.ts';
import { setWorksCouncil } from '@throughline/app/set-works-council.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { conversation } from '@throughline/db/schema/tables.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email, calendars } = smallCompany({ cloudOf: () => 'google' });

describe.skipIf(chromiumPath === null)('the page of who needs a date, in a real browser', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    world = await openWorld({ now: begin, rows, calendars, hr: email.hanna, pagesDir: await builtPages() });
    await world.settle();
    await allDueOn('2026-05-27');
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(() => browser?.close());

  async function allDueOn(date: string): Promise<void> {
    await world.context.db.inOrganization(world.organizationId, (tx) =>
      tx.update(conversation).set({ dueOn: Temporal.PlainDate.from(date) }),
    );
  }

  async function visit(
    work: (page: Page) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    const context = await browser.newContext({ ...options, baseURL: world.apiUrl });
    const { context: app, organizationId } = world;
    const hanna = await app.db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(email.hanna));
    if (hanna === null) throw new Error('nobody has that address');
    const { token } = await openSession(app, { organizationId, personId: hanna.id, method: 'mailed_link' });
    await context.addCookies([{ name: 'throughline_session', value: token, url: world.apiUrl }]);
    try {
      await work(await context.newPage());
    } finally {
      await context.close();
    }
  }

  test('HR finds it by keyboard, sees why and what helps, and narrows it in the address', async () => {
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('navigation').getByRole('link', { name: 'Who needs a date' }).press('Enter');
        const table = page.getByRole('table', { name: 'Who needs a date' });
        const ana = table.getByRole('row', { name: /Ana Example/ });
        await ana.getByText('The manager’s calendar is not connected yet.').waitFor();
        await ana.getByText(/^The manager is asked by mail/).waitFor();
        const mail = await ana.getByRole('link', { name: 'Write to the manager' }).getAttribute('href');
        expect(mail).toContain(`mailto:${email.mona}?`);
        expect(mail).toContain(encodeURIComponent(`${world.apiUrl}/connect`));
        expect(await accessibilityProblems(page)).toEqual([]);

        await page.getByRole('link', { name: /Manager’s calendar not connected$/ }).press('Enter');
        await page.waitForURL(/reason=manager_not_connected/);
        await page.getByLabel('Manager', { exact: true }).selectOption({ label: 'Marc Example' });
        await page.getByText('2 people need a date.').waitFor();
        await page.getByLabel('Name').fill('elisa');
        await page.getByText('1 person needs a date.').waitFor();
        const file = await page.getByRole('link', { name: 'Download as CSV' }).getAttribute('href');
        const csv = await (await page.request.get(file ?? '')).text();
        expect(csv.trim().split('\r\n')).toHaveLength(2);
        await page.reload();
        await page.getByText('1 person needs a date.').waitFor();
        await page.getByLabel('Name').fill('nobody at all');
        await page.getByText('Nobody matches').waitFor();
        await page.getByRole('button', { name: 'Everybody' }).press('Enter');
        await ana.waitFor();
        await page.emulateMedia({ media: 'print' });
        expect(await page.getByRole('navigation').isVisible()).toBe(false);
        expect(await page.getByLabel('Name').isVisible()).toBe(false);
      },
      { colorScheme: 'dark' },
    );
  });

  test('on a phone the home page counts and leads there; it is live; calendars are told in numbers', async () => {
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('list', { name: 'How many, by reason' }).waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        const numbers = page.getByRole('list', { name: 'Calendars in numbers' });
        await numbers.getByText('3 not connected, of managers with a conversation ahead').waitFor();
        await page.getByRole('link', { name: 'The list' }).click();
        await page.getByRole('table', { name: 'Who needs a date' }).waitFor();

        await world.advance({ hours: 4 });
        await world.connectFromMail(email.mona);
        await world.settle();
        await page.reload();
        const ana = page.getByRole('row', { name: /Ana Example/ });
        await ana.getByText(/the invitation leaves with the manager’s first plan/).waitFor();
        await ana.getByText('Nothing is needed.').waitFor();
        await numbers.getByText('1 working').waitFor();
        await numbers.getByText(/was read on/).waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
        expect(Number(overflow)).toBeLessThanOrEqual(0);
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('an error offers another try, everybody with a date is good news, and units alone are said to be', async () => {
    await visit(async (page) => {
      await page.route('**/api/needs-a-date?*', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/needs-a-date');
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      await page.unroute('**/api/needs-a-date?*');
      await allDueOn('2026-12-01');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('Everybody has a date').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);

      const { context, organizationId } = world;
      await setWorksCouncil(context, { organizationId, worksCouncil: true, actor: { kind: 'operator' } });
      await page.reload();
      await page.getByText('With your works council’s terms there is no list by person').waitFor();
      await page.getByText(/it is not told how single calendars stand/).waitFor();
      expect(await page.locator('#content').getByText('Example').count()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
});
