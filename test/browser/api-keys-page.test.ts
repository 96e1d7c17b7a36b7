import { openSession } from '@throughline/app/open-session.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });

describe.skipIf(chromiumPath === null)('the page of API keys, in a real browser', () => {
  let world: World;
  let browser: Browser;
  let former = '';

  beforeAll(async () => {
    world = await openWorld({ now: begin, rows, hr: email.hanna, pagesDir: await builtPages() });
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(() => browser?.close());

  /** As Hanna, who administers too. */
  async function visit(
    work: (page: Page) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    const context = await browser.newContext({ ...options, baseURL: world.apiUrl });
    const { context: app, organizationId } = world;
    const hanna = await app.db.inOrganization(organizationId, async (tx) => {
      const person = await peopleStore(tx).byEmail(email.hanna);
      if (person === null) throw new Error('nobody has that address');
      const grantedAt = app.clock.now();
      await accessStore(tx).grantRole({ personId: person.id, role: 'administrator', grantedById: null, grantedAt });
      return person;
    });
    const { token } = await openSession(app, { organizationId, personId: hanna.id, method: 'mailed_link' });
    await context.addCookies([{ name: 'throughline_session', value: token, url: world.apiUrl }]);
    try {
      await work(await context.newPage());
    } finally {
      await context.close();
    }
  }
  const called = async (key: string) =>
    (await fetch(`${world.apiUrl}/v1/employees`, { headers: { authorization: `Bearer ${key}` } })).status;

  test('an administrator makes a key by keyboard and sees it once', async () => {
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('link', { name: 'API keys' }).press('Enter');
        await page.getByText('No system can call yet').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByLabel('What it is for').fill('Workday');
        await page.getByLabel('Read people, reporting lines and time off').press('Space');
        await page.getByRole('button', { name: 'Make the key' }).press('Enter');
        former = await page.getByLabel('Key', { exact: true }).inputValue();
        expect(await called(former)).toBe(200);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.reload();
        await page.getByText(/Last used .* (Berlin|London|New York)\. Good until/).waitFor();
        expect(await page.content()).not.toContain(former);
      },
      { colorScheme: 'dark' },
    );
  });

  test('another takes its place on a phone, and the former is revoked by who knows which it is', async () => {
    await visit(
      async (page) => {
        await page.goto('/api-keys');
        await page.getByRole('button', { name: /^Make a key to replace Workday/ }).click();
        expect(await page.getByLabel('What it is for').inputValue()).toBe('Workday');
        await page.getByRole('button', { name: 'Make the key' }).click();
        const latter = await page.getByLabel('Key', { exact: true }).inputValue();
        expect([await called(former), await called(latter)]).toEqual([200, 200]);
        const which = former.slice(-4).split('').join(' ');
        await page.getByRole('button', { name: `Revoke Workday, which ends in ${which}` }).click();
        await page.getByRole('dialog').getByText('Revoke Workday?').waitFor();
        await page.getByLabel(/^To be sure, type its last four characters/).fill('nope');
        const yes = page.getByRole('dialog').getByRole('button', { name: 'Revoke it for good' });
        expect(await yes.isDisabled()).toBe(true);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByLabel(/^To be sure, type its last four characters/).fill(former.slice(-4));
        await yes.click();
        await page.getByRole('heading', { name: 'Good for nothing any more' }).waitFor();
        expect([await called(former), await called(latter)]).toEqual([401, 200]);
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('an error says so and offers another try', async () => {
    await visit(async (page) => {
      await page.route('**/api/api-keys', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/api-keys');
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.unroute('**/api/api-keys');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'Good keys' }).waitFor();
    });
  });
});
