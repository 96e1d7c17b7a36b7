import { openSession } from '@throughline/app/open-session.ts';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { publishPolicy } from '@throughline/app/publish-policy.ts';
import type { Company } from '@throughline/app/testing/a-company.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { aRandomOrganisation } from '@throughline/api/testing/a-random-organisation.ts';
import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const clouds = await twoClouds({ now: '2027-01-04T09:05:00Z', offered: ['google'] });
const { clock } = clouds;
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = { ...clouds, publicUrl, mailer: { send: () => Promise.reject(new Error('no mail leaves')) } };
const weeks = 9;

describe.skipIf(chromiumPath === null)('the dashboard, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;
  let company: Company;
  let young: Company;

  beforeAll(async () => {
    clock.advanceWallBy(clock.wall().until(systemClock.wall()));
    company = await aRandomOrganisation({ context: { ...context, world: clouds.worlds.google }, seed: 3 });
    young = await aRandomOrganisation({ context: { ...context, world: clouds.worlds.google }, seed: 4 });
    const { organization, policy } = company;
    for (let week = 0; week < weeks; week += 1) {
      await asSession(context.adminUrl, (client) =>
        client.query('UPDATE connection SET synced_at = $1', [clock.now().toString()]),
      );
      await publishCoverage(context, { organizationId: organization.id });
      if (week === 3)
        await publishPolicy(context, {
          organizationId: organization.id,
          policy: { ...policy, rules: { ...policy.rules, reportPrepDays: 10 } },
          note: 'Ten days to prepare, as people asked',
          actor: { kind: 'operator' },
        });
      clock.advanceBy({ days: 7 });
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
    { as, path, ...look }: { as?: Company; path: string } & Parameters<Browser['newContext']>[0],
    work: (page: Page) => Promise<void>,
  ): Promise<void> {
    const { organization, hr } = as ?? company;
    const visitor = await browser.newContext({ ...look, baseURL: publicUrl });
    try {
      const { token } = await openSession(context, {
        organizationId: organization.id,
        personId: hr.id,
        method: 'mailed_link',
      });
      await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
      const page = await visitor.newPage();
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await work(page);
    } finally {
      await visitor.close();
    }
  }

  async function isInNobodysWay(page: Page): Promise<void> {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  const dashboard = async (page: Page, query = '') =>
    (await (await page.request.get(`/api/coverage${query}`)).json()) as CoverageDashboard;

  test('somebody walks the units by keyboard, goes into one, and finds back up', async () => {
    await visit({ path: '/coverage', colorScheme: 'dark' }, async (page) => {
      const { verdict, listed } = await dashboard(page);
      await page.getByText(verdict).waitFor();
      const tree = page.getByRole('treegrid', { name: 'Units' });
      const rows = tree.locator('[role=row][aria-level]');
      const openable = listed.findIndex((unit) => unit.has_below);
      const focused = () => page.evaluate('document.activeElement.innerText') as Promise<string>;
      await rows.first().focus();
      for (let step = 0; step < openable; step += 1) await page.keyboard.press('ArrowDown');
      expect(await focused()).toContain(listed[openable]!.name);
      const before = await rows.count();
      await page.keyboard.press('ArrowRight');
      await rows.nth(before).waitFor();
      expect(await rows.nth(openable).getAttribute('aria-expanded')).toBe('true');
      await isInNobodysWay(page);
      await page.keyboard.press('ArrowRight');
      const below = await dashboard(page, `?unit=${listed[openable]!.unit}`);
      expect(await focused()).toContain(below.listed[0]!.name);
      expect(await rows.nth(openable + 1).getAttribute('aria-level')).toBe('2');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => rows.count()).toBe(before);
      await page.keyboard.press('End');
      await page.keyboard.press('Home');
      expect(await focused()).toContain(listed[0]!.name);
      for (let step = 0; step < openable; step += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: `Coverage of ${listed[openable]!.name}` }).waitFor();
      expect(new URL(page.url()).searchParams.get('unit')).toBe(listed[openable]!.unit);
      expect(await focused()).toContain(listed[openable]!.name);
      await page.getByText(below.verdict).waitFor();
      await page.reload();
      const way = page.getByRole('navigation', { name: 'From your own unit to this one' });
      await way.getByRole('link').first().press('Enter');
      await page.getByText(verdict).waitFor();
      expect(new URL(page.url()).search).toBe('');
    });
  });

  test.each([
    { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 1280, height: 900 } },
    { colorScheme: 'light', viewport: { width: 375, height: 800 } },
    { colorScheme: 'dark', viewport: { width: 375, height: 800 } },
  ] as const)('it is in nobody’s way: $colorScheme, $viewport.width wide', async (look) => {
    await visit({ path: '/coverage', ...look }, async (page) => {
      await page.locator('.recharts-line').first().waitFor();
      await isInNobodysWay(page);
    });
  });

  test('each cell of the heat map says its number and leads to its unit and week, and a hidden one says why', async () => {
    await visit({ path: '/coverage?kind=groups' }, async (page) => {
      const { listed } = await dashboard(page, '?kind=groups');
      const map = page.getByRole('table', { name: 'Percent by unit and week' });
      const drawn = listed.filter((unit) => unit.weeks.some(({ share }) => share !== null));
      const shown = drawn.flatMap((unit) => unit.weeks.map((week) => ({ unit, week })));
      expect(await map.getByRole('cell').count()).toBe(shown.length);
      const cells = await map.getByRole('cell').allInnerTexts();
      for (const [place, { week }] of shown.entries()) {
        const { share, hidden_because: because } = week;
        if (share === null) expect(cells[place]).toContain(because);
        else expect(cells[place]?.trim()).toBe(String(Math.round((100 * share.numerator) / share.denominator)));
      }
      const first = shown.find(({ week }) => week.share !== null)!;
      const { numerator, denominator } = first.week.share!;
      const link = map.getByRole('link', { name: `${numerator} of ${denominator}: ${first.unit.name}` }).first();
      await link.press('Enter');
      await page.getByRole('heading', { level: 1, name: `Coverage of ${first.unit.name}` }).waitFor();
      const { searchParams } = new URL(page.url());
      expect([searchParams.get('unit'), searchParams.get('week')]).toEqual([first.unit.unit, first.week.iso_week]);
    });
  });

  test('filters stand in the address, and what is shown can be taken along', async () => {
    await visit({ path: '/coverage' }, async (page) => {
      await page.getByText('Groups', { exact: true }).click();
      await page.getByLabel(/^Only units under/).check();
      const { weeks: all } = await dashboard(page);
      await page.getByLabel('Figures of').selectOption(all[2]!);
      const query = `?week=${all[2]}&kind=groups&under_target=true`;
      await expect
        .poll(() => Object.fromEntries(new URL(page.url()).searchParams))
        .toEqual({
          week: all[2],
          kind: 'groups',
          under_target: 'true',
        });
      const { listed } = await dashboard(page, query);
      await expect.poll(() => page.locator('[role=row][aria-level]').count()).toBe(listed.length);
      const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
      const csv = await (await page.request.get(href ?? '')).text();
      expect(csv.split('\r\n')).toHaveLength(listed.length + 3);
      await isInNobodysWay(page);
    });
  });

  test('on paper there is no navigation, all is in the light, and nothing is folded', async () => {
    await visit({ path: '/coverage', colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      expect(await page.getByRole('navigation', { name: 'Pages' }).isVisible()).toBe(false);
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
      expect(await page.locator('details:not([open])').count()).toBe(0);
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('light');
      await page.evaluate('window.dispatchEvent(new Event("afterprint"))');
      expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
      expect(await page.locator('details[open]').count()).toBe(0);
    });
  });

  test('before the first figures, and where a unit is not one’s own, it says so; after a failure it can be tried again', async () => {
    await visit({ as: young, path: '/coverage' }, async (page) => {
      await page.getByText('The first weekly figures are not taken yet.').waitFor();
      await isInNobodysWay(page);
    });
    await visit({ path: '/coverage?unit=leader:nobody' }, async (page) => {
      await page.getByText('That is no unit of yours in that week.').waitFor();
      await page.getByRole('link', { name: 'To your own unit and the latest week' }).click();
      await page.getByRole('treegrid', { name: 'Units' }).waitFor();
      await page.route('**/api/coverage?*', (route) => route.fulfill({ status: 503, body: '' }));
      await page.getByLabel(/^Only units under/).click();
      await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
      await isInNobodysWay(page);
      await page.unroute('**/api/coverage?*');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: /^Units under/ }).waitFor();
    });
  });
});
