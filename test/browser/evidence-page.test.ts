import { openSession } from '@throughline/app/open-session.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import type { Company } from '@throughline/app/testing/a-company.ts';
import { aLivedCompany } from '@throughline/app/testing/a-lived-company.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const clouds = await twoClouds({ now: '2027-03-01T09:05:00Z', offered: ['google'] });
const { db, clock } = clouds;
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = { ...clouds, publicUrl, mailer: { send: () => Promise.reject(new Error('no mail leaves')) } };

describe.skipIf(chromiumPath === null)('the evidence pack, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;
  let company: Company;

  beforeAll(async () => {
    clock.advanceWallBy(clock.wall().until(systemClock.wall()));
    company = await aLivedCompany({ db, syncedAt: clock.now().add({ hours: 24 * 60 }) });
    await publishCoverage(context, { organizationId: company.organization.id });
    const signIn = providerSignIns({ settings: clouds.settings, oidc: null, wall: clock.wall });
    const { app } = await buildApp({ context, signIn, demo: null, pagesDir: await builtPages() });
    await app.listen({ port, host: '127.0.0.1' });
    close = () => app.close();
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  async function visit(
    { personId, ...look }: { personId: string } & Parameters<Browser['newContext']>[0],
    work: (page: Page) => Promise<void>,
  ): Promise<void> {
    const visitor = await browser.newContext({ ...look, baseURL: publicUrl });
    try {
      const { id: organizationId } = company.organization;
      const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
      await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
      await work(await visitor.newPage());
    } finally {
      await visitor.close();
    }
  }

  test('a manager releases the team’s dates on a phone; HR then finds them, a slide and a PDF; taken back they are gone', async () => {
    const manager = company.managers[0]!;
    const phone = { viewport: { width: 390, height: 844 } };
    await visit({ personId: manager.id, ...phone }, async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Release your team’s dates' }).click();
      await page.getByRole('dialog').getByText('0 of 3 have a date').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Release them' }).click();
      await page.getByText('until you take it back').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    });
    await visit({ personId: company.hr.id, colorScheme: 'dark' }, async (page) => {
      await page.goto('/');
      await page.getByRole('link', { name: 'Evidence' }).press('Enter');
      await page.getByText(`${manager.displayName}: 0 of 3 have a date.`).waitFor();
      const slide = page.getByRole('img', { name: /^Coverage\./ });
      await expect
        .poll(() => slide.evaluate((image) => (image as HTMLImageElement).naturalWidth), { timeout: 20_000 })
        .toBe(1920);
      expect(await accessibilityProblems(page)).toEqual([]);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'One page as PDF (A4)' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('career-conversations-2027-W09.pdf');
    });
    await visit({ personId: manager.id }, async (page) => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByRole('button', { name: 'Release your team’s dates' }).waitFor();
      await page.goto('/evidence');
      await page.getByText('This is not open to you').waitFor();
    });
    await visit({ personId: company.hr.id, ...phone }, async (page) => {
      await page.goto('/evidence');
      await page.getByRole('heading', { name: 'Unevenness' }).waitFor();
      expect(await page.getByText(manager.displayName).count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });
});
