import { stopMailsUrl } from '@throughline/app/mail-links.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { withPicturesInside } from '@throughline/app/pictures-inside.ts';
import { previewDigest } from '@throughline/app/preview-digest.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { sendWeeklyDigest } from '@throughline/app/send-weekly-digest.ts';
import type { Company } from '@throughline/app/testing/a-company.ts';
import { aLivedCompany } from '@throughline/app/testing/a-lived-company.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { mailOptOut } from '@throughline/db/schema/tables.ts';
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

describe.skipIf(chromiumPath === null)('the weekly email, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;
  let company: Company;

  beforeAll(async () => {
    clock.advanceWallBy(clock.wall().until(systemClock.wall()));
    company = await aLivedCompany({ db, syncedAt: clock.now().add({ hours: 24 * 60 }) });
    const { organization } = company;
    for (let week = 0; week < 2; week += 1) {
      await publishCoverage(context, { organizationId: organization.id });
      await sendWeeklyDigest(context, { organizationId: organization.id });
      if (week === 0) clock.advanceBy({ days: 7 });
    }
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
    { personId, path, ...look }: { personId: string | null; path: string } & Parameters<Browser['newContext']>[0],
    work: (page: Page) => Promise<void>,
  ): Promise<void> {
    const visitor = await browser.newContext({ ...look, baseURL: publicUrl });
    try {
      if (personId !== null) {
        const { id: organizationId } = company.organization;
        const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
        await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
      }
      const page = await visitor.newPage();
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await work(page);
    } finally {
      await visitor.close();
    }
  }

  const rhythms = () =>
    db.inOrganization(company.organization.id, (tx) =>
      tx.select({ personId: mailOptOut.personId, rhythm: mailOptOut.rhythm }).from(mailOptOut),
    );

  async function isInNobodysWay(page: Page): Promise<void> {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  test.each([
    { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 360, height: 800 } },
  ] as const)('a leader looks at this week’s and at an earlier one, $colorScheme', async (look) => {
    await visit({ personId: company.directors[0]!.id, path: '/digest', ...look }, async (page) => {
      const mail = page.getByRole('region', { name: /^The mail:/ });
      await mail.getByText('Your managers').waitFor();
      expect(await mail.locator('img').evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(
        0,
      );
      await isInNobodysWay(page);
      await page.getByText('Plain text').click();
      await page
        .getByRole('region', { name: /plain text/ })
        .getByText('Manager Director North 1')
        .waitFor();
      await page.getByRole('link', { name: /\b1 Mar\w* 2027/ }).click();
      await page.getByRole('heading', { name: /Week of/ }).waitFor();
      expect(page.url()).toContain('week=2027-W09');
    });
  });

  test('the mail itself is in nobody’s way, by day and by night, on a narrow screen', async () => {
    const { directors, organization } = company;
    const personId = directors[0]!.id;
    const seen = await previewDigest(context, { organizationId: organization.id, personId, readerId: personId });
    if (seen.kind !== 'digest') throw new Error(`There is no mail: ${seen.kind}`);
    for (const colorScheme of ['light', 'dark'] as const) {
      const visitor = await browser.newContext({ colorScheme, viewport: { width: 360, height: 800 } });
      const page = await visitor.newPage();
      await page.setContent(withPicturesInside(seen.mail));
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      await visitor.close();
    }
  });

  test('HR looks at a leader’s, without the counts of managers', async () => {
    const [north] = company.directors;
    await visit({ personId: company.hr.id, path: `/digest?person=${north!.id}` }, async (page) => {
      await page.getByText('Left out here').waitFor();
      expect(
        await page
          .getByRole('region', { name: /^The mail:/ })
          .getByText('Your managers')
          .count(),
      ).toBe(0);
      await isInNobodysWay(page);
    });
  });

  const doors = [
    { door: 'their page', find: 'page' },
    { door: 'the link in the mail, without a sign-in', find: 'link' },
  ] as const;

  test.each(doors)('who gets it says how often on $door, and takes it back', async ({ find }) => {
    const { id: personId } = company.directors[1]!;
    const { id: organizationId } = company.organization;
    const link = stopMailsUrl(context, { organizationId, personId, template: 'weekly-digest', now: clock.now() });
    const path = find === 'page' ? '/digest' : link.slice(publicUrl.length);
    await visit({ personId: find === 'page' ? personId : null, path }, async (page) => {
      await page.getByLabel('On the first Monday of the month').check();
      expect(await rhythms()).toEqual([]);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved. It comes on the first Monday of the month.').waitFor();
      expect(await rhythms()).toEqual([{ personId, rhythm: 'monthly' }]);
      await isInNobodysWay(page);
      await page.getByRole('button', { name: 'Undo' }).click();
      await page.getByText('Saved. It comes every Monday.').waitFor();
      expect(await rhythms()).toEqual([]);
    });
  });
});
