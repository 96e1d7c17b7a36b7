import { openSession } from '@throughline/app/open-session.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });
const csv = (text: string) => ({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

describe.skipIf(chromiumPath === null)('the page of imports, in a real browser', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    world = await openWorld({ now: begin, rows, hr: email.hanna, pagesDir: await builtPages() });
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(() => browser?.close());

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

  test('a file is asked about, mapped, looked at and taken in, by keyboard and in the dark', async () => {
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('link', { name: 'Imports' }).press('Enter');
        await page.getByText('Nothing has been imported yet.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page
          .getByLabel('A file of people')
          .setInputFiles(csv('Email,Who,Start date,Salary\nzoe@example.com,Zoë Braun,03/04/2021,90000\n'));
        await page.getByText('No columns hold names').waitFor();
        await page.getByText('is the day first, or the month?').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByLabel('Who is read as').selectOption({ label: 'Full name' });
        await page.getByLabel('3 April: the day comes first').press(' ');
        await page.getByText('1 row', { exact: false }).first().waitFor();
        await page.getByLabel('stays as they are').press(' ');
        await page.getByRole('button', { name: 'Look at what would change' }).press('Enter');
        await page.getByText('are being compared with who is here').waitFor();
        await world.settle();
        await page.getByText('It waits for somebody to say that it is right.').waitFor();
        await page.getByRole('cell', { name: 'zoe@example.com' }).waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Take it in' }).press('Enter');
        await page.getByText('It is being taken in.').waitFor();
        await world.settle();
        await page.getByText('Done: 1 person came.').waitFor();
        await page.getByRole('cell', { name: /Zoë Braun/ }).waitFor();
        await page.getByText(/Approved .* by Hanna/).waitFor();
      },
      { colorScheme: 'dark' },
    );
  });

  test('many leaving are approved by typing how many, on a phone; withdrawing leaves everybody here', async () => {
    await visit(
      async (page) => {
        await page.goto('/imports');
        await page
          .getByLabel('A file of people')
          .setInputFiles(csv('Email,First name,Last name\nzoe@example.com,Zoë,Braun\n'));
        await page.getByRole('button', { name: 'Look at what would change' }).click();
        await page.getByText('are being compared').waitFor();
        await world.settle();
        const title = await page.getByText(/\d+ of \d+ people would leave/).textContent();
        const leaving = /^\d+/.exec(title ?? '')?.[0] ?? '';
        const takeIn = page.getByRole('button', { name: 'Take it in' });
        expect(await takeIn.isDisabled()).toBe(true);
        await page.getByLabel('People leaving').fill('1');
        expect(await takeIn.isDisabled()).toBe(true);
        await page.getByLabel('People leaving').fill(leaving);
        expect(await takeIn.isEnabled()).toBe(true);
        await page.getByLabel('Which rows').selectOption({ label: 'Leaving' });
        await page.getByText('The file does not have them.').first().waitFor();
        expect(new URL(page.url()).search).toBe('?result=leaving');
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Withdraw it' }).click();
        await page.getByText('Withdrawn: nothing was changed.').waitFor();
        await page.getByRole('link', { name: 'All imports' }).click();
        await page.getByRole('table', { name: 'Earlier imports' }).getByText('Done: 1 person came.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('an error says so and offers another try', async () => {
    await visit(async (page) => {
      await page.route('**/api/imports', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/imports');
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      await page.unroute('**/api/imports');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('table', { name: 'Earlier imports' }).waitFor();
    });
  });
});
