import { timesUrl } from '@throughline/app/mail-links.ts';
import { mendDates } from '@throughline/app/mend-dates.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { aBlindTeam } from '@throughline/app/testing/a-blind-team.ts';
import { aBooking } from '@throughline/app/testing/a-booking.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { event } from '@throughline/db/schema/tables.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { builtPages } from './built-pages.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';

const clouds = await twoClouds({ now: '2026-11-02T10:00:00Z', offered: ['google'] });
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = {
  ...clouds,
  world: clouds.worlds.google,
  publicUrl,
  mailer: { send: () => Promise.reject(new Error('no mail leaves')) },
};

describe.skipIf(chromiumPath === null)('picking a time in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;

  beforeAll(async () => {
    context.clock.advanceWallBy(context.clock.wall().until(systemClock.wall()));
    const signIn = providerSignIns({ settings: clouds.settings, oidc: null, wall: context.clock.wall });
    const pagesDir = await builtPages();
    const { app } = await buildApp({ context, signIn, demo: null, pagesDir });
    await app.listen({ port, host: '127.0.0.1' });
    close = () => app.close();
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  /** Ana in Tokyo, Ben in Berlin, who starts early. */
  async function aPair() {
    const managerHours = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '07:00', to: '16:00' }]]));
    const team = await aBlindTeam({ context, managerHours, reportZone: 'Asia/Tokyo' });
    const { organizationId, conversationId, report, proposals } = team;
    const expiresAt = context.clock.now().add({ hours: 24 });
    const link = timesUrl(context, { organizationId, conversationId, personId: report.id, expiresAt });
    const [open] = await proposals();
    const events = () => context.db.inOrganization(organizationId, (tx) => tx.select().from(event));
    return { ...team, link, slots: open!.slots, events };
  }

  async function visit(
    address: string,
    work: (page: Page) => Promise<void>,
    { cookie, ...options }: Parameters<Browser['newContext']>[0] & { cookie?: string } = {},
  ): Promise<void> {
    const visitor = await browser.newContext({ ...options, baseURL: publicUrl });
    if (cookie) await visitor.addCookies([{ name: 'throughline_session', value: cookie, url: publicUrl }]);
    try {
      const page = await visitor.newPage();
      await page.goto(address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await work(page);
    } finally {
      await visitor.close();
    }
  }

  test('opening the mailed link changes nothing; both clocks are shown, and one press of a key picks', async () => {
    const { link, slots, events } = await aPair();
    await visit(`${link}&pick=${encodeURIComponent(slots[1]!.start.toString())}`, async (page) => {
      expect(await events()).toEqual([]);
      expect(await accessibilityProblems(page)).toEqual([]);
      const buttons = page.getByRole('button', {
        name: /^Pick this one .*Japan Standard Time.*for you.*Berlin.*for Ben/,
      });
      expect(await buttons.count()).toBe(3);
      await buttons.nth(1).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'A time is settled' }).waitFor();
      expect(await page.getByRole('status').first().textContent()).toMatch(/^Thank you/);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    expect((await events()).map(({ startsAt }) => startsAt.toString())).toEqual([slots[1]!.start.toString()]);
  });

  test('"none of these fits" brings others, and is then no longer there', async () => {
    const { link, events } = await aPair();
    await visit(link, async (page) => {
      const before = await page.getByRole('listitem').allTextContents();
      await page.getByRole('button', { name: 'None of these fits' }).click();
      await page.getByText('These are other times, on other days.').waitFor();
      await page.getByRole('button', { name: 'None of these fits' }).waitFor({ state: 'detached' });
      const after = await page.getByRole('listitem').allTextContents();
      expect(after).toHaveLength(3);
      expect(after.filter((text) => before.includes(text))).toEqual([]);
    });
    expect(await events()).toEqual([]);
  });

  test('a date that something stands over is kept by one click, and opening the question changes nothing', async () => {
    const { organizationId, conversationId, event: booked, manager, sync, read } = await aBooking({ context });
    const over = { start: booked.startsAt.toString(), end: booked.endsAt.toString() };
    await context.world.enter({ email: manager.workEmail, entry: { kind: 'busy', ...over } });
    await sync();
    await mendDates(context, { organizationId });
    const expiresAt = context.clock.now().add({ hours: 24 });
    const link = timesUrl(context, { organizationId, conversationId, personId: manager.id, expiresAt });
    const kinds = async () => (await read()).history.map(({ kind }) => kind);
    for (const colorScheme of ['light', 'dark'] as const) {
      await visit(
        link,
        async (page) => {
          await page.getByRole('heading', { name: 'Does the time still work?' }).waitFor();
          expect(await page.getByRole('button', { name: /^Pick this one/ }).count()).toBe(3);
          expect(await accessibilityProblems(page)).toEqual([]);
        },
        { colorScheme, viewport: { width: 375, height: 800 } },
      );
    }
    expect(await kinds()).not.toContain('date_kept');
    await visit(link, async (page) => {
      await page.getByRole('button', { name: 'Keep it at this time' }).press('Enter');
      await page.getByText('It stays where it is').waitFor();
      await page.getByRole('heading', { name: 'A time is settled' }).waitFor();
    });
    expect(await kinds()).toContain('date_kept');
    expect((await read()).conversation.startsAt?.equals(booked.startsAt)).toBe(true);
  });

  test('the manager picks from the conversation’s page; nothing is in anybody’s way', async () => {
    const { organizationId, conversationId, manager, link, events } = await aPair();
    const { token: cookie } = await openSession(context, {
      organizationId,
      personId: manager.id,
      method: 'mailed_link',
    });
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 375],
    ] as const) {
      await visit(
        link,
        async (page) => {
          expect(await accessibilityProblems(page)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
            0,
          );
        },
        { colorScheme, viewport: { width, height: 800 } },
      );
    }
    await visit(
      `/conversations/${conversationId}`,
      async (page) => {
        await page.getByRole('link', { name: 'Pick a time' }).click();
        await page
          .getByRole('button', { name: /^Pick this one/ })
          .first()
          .click();
        await page.getByRole('heading', { name: 'A time is settled' }).waitFor();
      },
      { cookie },
    );
    expect(await events()).toHaveLength(1);
  });

  test('a link that has run out, or is not one of ours, says so', async () => {
    const { organizationId, conversationId, report, events } = await aPair();
    const expiresAt = context.clock.now().subtract({ hours: 1 });
    await visit(timesUrl(context, { organizationId, conversationId, personId: report.id, expiresAt }), async (page) => {
      await page.getByText('This link has run out.').waitFor();
    });
    await visit('/times?token=nonsense', async (page) => {
      await page.getByText('This link is not complete').waitFor();
    });
    expect(await events()).toEqual([]);
  });
});
