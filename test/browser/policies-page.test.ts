import { openSession } from '@throughline/app/open-session.ts';
import { publishPolicy } from '@throughline/app/publish-policy.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });

describe.skipIf(chromiumPath === null)('the policy workshop, in a real browser', () => {
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

  /** As somebody else, at another desk. */
  async function publishMeanwhile(intervalDays: number): Promise<void> {
    const { context: app, organizationId } = world;
    const all = await app.db.inOrganization(organizationId, (tx) => policyStore(tx).all());
    const before = all.toSorted((a, b) => b.version - a.version)[0]!;
    const policy = { ...before, rules: { ...before.rules, intervalDays } };
    await publishPolicy(app, { organizationId, policy, note: 'Meanwhile', actor: { kind: 'operator' } });
  }
  const fits = (page: Page) => page.evaluate('document.documentElement.scrollWidth <= innerWidth');

  test('a draft is tried on our people, survives a reload and is published with a note, by keyboard and in the dark', async () => {
    await visit(
      async (page) => {
        await page.goto('/');
        await page.getByRole('link', { name: 'Policies' }).press('Enter');
        await page.getByText('Every 180 days, 60 minutes, invited 21 days ahead.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('link', { name: /^Draft a change to/ }).press('Enter');
        const interval = page.getByLabel('From one conversation to the next');
        await interval.fill('40');
        await page.getByText('Expected a whole number: 90 to 365 days.').waitFor();
        expect(await page.getByRole('button', { name: 'Look at what it would do' }).isDisabled()).toBe(true);
        await interval.fill('90');
        await page.getByLabel('Invited ahead').fill('12');
        await page.getByText('Further rules').press('Enter');
        await page.getByLabel('People may move one as close as').fill('14');
        await page.getByRole('button', { name: 'Look at what it would do' }).press('Enter');
        await page.getByText('Expected no more than lead_time_days.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByLabel('People may move one as close as').fill('10');
        await page.getByRole('button', { name: 'Look at what it would do' }).press('Enter');
        await page.getByText(/^\d.* hours? more: /).waitFor();
        await page.getByRole('table', { name: 'Hours by manager and quarter' }).getByText('Mona Example').waitFor();
        await page.getByLabel('Name or manager').fill('Caio');
        await page.getByText(/^Why$/).press('Enter');
        await page.getByText(/applies because it is for everyone/).waitFor();
        expect(await page.getByRole('table', { name: 'Who would be due when' }).getByRole('row').count()).toBe(2);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.reload();
        expect(await interval.inputValue()).toBe('90');
        await page.getByText('2 rules differ from the version that stands.').waitFor();
        await page.getByLabel('What changes, and why').fill('Growth talks came too late');
        await page.getByRole('button', { name: 'Publish as a new version' }).press('Enter');
        await page.getByRole('dialog').getByText('It acts at once.').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Publish it' }).press('Enter');
        await page.getByText('Version 2 is published').waitFor();
        await page.getByText('Every 90 days, 60 minutes, invited 12 days ahead.').waitFor();
        await page.getByText('Growth talks came too late').waitFor();
      },
      { colorScheme: 'dark' },
    );
  });

  test('on a phone a draft is tried on a file, whose bad rows are named and whose people are nowhere afterwards', async () => {
    await visit(
      async (page) => {
        await page.goto('/policies?draft=*');
        await page.getByLabel('Name', { exact: true }).fill('Everybody, gently');
        await page.getByLabel('For', { exact: true }).selectOption({ label: 'Everyone' });
        await page.getByLabel('the people in a file').check();
        const text = [
          'Email,First name,Last name,Manager Email',
          'zoe@example.com,Zoë,Braun,',
          ...Array.from({ length: 45 }, (_, at) => `p${at}@example.com,P${at},Li,zoe@example.com`),
          'nobody,Wes,Orr,zoe@example.com',
        ].join('\n');
        await page
          .getByLabel('A file of people')
          .setInputFiles({ name: 'team.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
        await page.getByText('Line 48, “Email” is not a mail address.').waitFor();
        await page.getByText(/^Zoë Braun: 4\d conversations fall due from /).waitFor();
        await page.getByText('1 to 20 of 45 people').waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        expect(await fits(page)).toBe(true);
        const { context: app, organizationId } = world;
        const known = await app.db.inOrganization(organizationId, (tx) => peopleStore(tx).all());
        expect(known.map(({ givenName }) => givenName)).not.toContain('Zoë');
      },
      { viewport: { width: 390, height: 844 } },
    );
  });

  test('when somebody publishes meanwhile it says so, and the draft is still there to publish after', async () => {
    await visit(async (page) => {
      await page.goto('/policies');
      await page.getByRole('link', { name: /^Draft a change to/ }).click();
      await page.getByLabel('Length of a conversation').fill('75');
      await page.getByLabel('What changes, and why').fill('More room');
      await page.getByRole('button', { name: 'Publish as a new version' }).click();
      await page.getByRole('dialog').waitFor();
      await publishMeanwhile(120);
      await page.getByRole('button', { name: 'Publish it' }).click();
      await page.getByText('Somebody published a version meanwhile').waitFor();
      await page.getByRole('heading', { name: /after version 3/ }).waitFor();
      expect(await page.getByLabel('Length of a conversation').inputValue()).toBe('75');
      expect(await page.getByLabel('From one conversation to the next').inputValue()).toBe('120');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Publish as a new version' }).click();
      await page.getByRole('button', { name: 'Publish it' }).click();
      await page.getByText('Every 120 days, 75 minutes, invited 12 days ahead.').waitFor();
    });
  });

  test('an error says so and offers another try', async () => {
    await visit(async (page) => {
      await page.route('**/api/policies', (route) => route.fulfill({ status: 503, body: '' }));
      await page.goto('/policies');
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      await page.unroute('**/api/policies');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('version 4').waitFor();
    });
  });
});
