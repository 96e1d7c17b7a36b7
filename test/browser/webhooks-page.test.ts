import { openSession } from '@throughline/app/open-session.ts';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });

describe.skipIf(chromiumPath === null)('the page of webhooks, in a real browser', () => {
  let world: World;
  let browser: Browser;

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

  test('an administrator adds an endpoint by keyboard, keeps its secret and tests it', async () => {
    const receiver = await aReceiver();
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('link', { name: 'Webhooks' }).press('Enter');
        await page.getByText('No system is told yet').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('textbox', { name: 'Address' }).fill('https://10.0.0.1/');
        await page.getByRole('button', { name: 'Add it' }).press('Enter');
        await page.getByText('leads into a private network').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url);
        await page.getByLabel('What it is').fill('Payroll');
        await page.getByRole('button', { name: 'Add it' }).press('Enter');
        const secret = await page.getByLabel('Secret', { exact: true }).inputValue();
        expect(secret).toMatch(/^whsec_/);
        await page.getByRole('heading', { name: 'Payroll' }).waitFor();
        await page.getByRole('button', { name: 'Send a test to Payroll' }).press('Enter');
        await page.getByText('The test arrived.').waitFor();
        expect(receiver.verified(secret)).toHaveLength(1);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.reload();
        await page.getByRole('heading', { name: 'Payroll' }).waitFor();
        expect(await page.getByText(secret).count()).toBe(0);
      },
      { colorScheme: 'dark' },
    );
  });

  test('what did not arrive is seen with its zone, and sent again', async () => {
    const { context: app, organizationId } = world;
    await app.db.inOrganization(organizationId, (tx) =>
      webhookEventStore(tx).add([{ type: 'report.published', at: app.clock.now(), data: { week: '2026-W19' } }]),
    );
    await visit(
      async (page) => {
        await page.goto('/webhooks');
        await page.getByRole('button', { name: 'Switch Payroll off' }).click();
        await page.getByText(/Switched off since .* (Berlin|London|New York)/).waitFor();
        await page.getByText('not sent', { exact: true }).first().waitFor();
        await page.getByRole('button', { name: 'Switch Payroll on' }).click();
        await page.getByRole('button', { name: 'Send what did not arrive at Payroll' }).click();
        await page.getByText('1 event is on its way.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await world.settle();
        await page.reload();
        const log = page.getByRole('table', { name: 'What Payroll was told lately' });
        await log.getByText('the weekly figures are out').first().waitFor();
        await page.getByText('Works.').waitFor();
        await page
          .getByRole('button', { name: /^Send again: the weekly figures/ })
          .first()
          .click();
        await log.getByText('waiting', { exact: true }).first().waitFor();
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('an error says so and offers another try, and taking an endpoint out is asked about', async () => {
    await visit(async (page) => {
      await page.route('**/api/webhooks', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/webhooks');
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.unroute('**/api/webhooks');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('button', { name: 'Take out Payroll' }).click();
      await page.getByRole('dialog').getByText('Take out Payroll?').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Keep it' }).press('Enter');
      await page.getByRole('button', { name: 'Take out Payroll' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Take it out' }).click();
      await page.getByText('No system is told yet').waitFor();
    });
  });
});
