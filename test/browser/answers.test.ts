import { confirmUrl } from '@throughline/app/mail-links.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { aBooking } from '@throughline/app/testing/a-booking.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { evidence, pulseCount } from '@throughline/db/schema/tables.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const clouds = await twoClouds({ now: '2026-11-02T10:00:00Z', offered: ['google'] });
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = {
  ...clouds,
  world: clouds.worlds.google,
  publicUrl,
  mailer: { send: () => Promise.reject(new Error('no mail leaves')) },
};
const { db, clock } = context;
const begin = clock.now();

describe.skipIf(chromiumPath === null)('what the two say afterwards, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;

  beforeAll(async () => {
    clock.advanceWallBy(clock.wall().until(systemClock.wall()));
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

  async function anEndedOne({ pulse = false }: { pulse?: boolean } = {}) {
    clock.set(begin.toString());
    const booking = await aBooking({ context });
    const { organizationId, conversationId, event, report, manager } = booking;
    clock.set(event.endsAt.add({ hours: 1 }).toString());
    await endConversations(context, { organizationId });
    await db.inOrganization(organizationId, async (tx) => {
      const organization = await organizationStore(tx).lock(organizationId);
      if (organization) await organizationStore(tx).put({ ...organization, pulse });
    });
    const people = { report, manager };
    const expiresAt = clock.now().add({ hours: 24 * 14 });
    return {
      ...booking,
      link: (who: keyof typeof people, answer: string) =>
        `${confirmUrl(context, { organizationId, personId: people[who].id, conversationId, expiresAt })}&answer=${answer}`,
      cookieOf: async (who: keyof typeof people) =>
        (await openSession(context, { organizationId, personId: people[who].id, method: 'mailed_link' })).token,
      said: () => db.inOrganization(organizationId, (tx) => tx.select().from(evidence)),
      counts: () => db.inOrganization(organizationId, (tx) => tx.select().from(pulseCount)),
      soon: event.endsAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate().add({ days: 6 }).toString(),
    };
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

  test('“we moved it” opens a place to say when, and by keyboard alone one of the times both have is picked', async () => {
    const { link, soon, read, said } = await anEndedOne();
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 375],
    ] as const) {
      await visit(
        link('report', 'moved'),
        async (page) => {
          await page.getByText('This one is seen by others').waitFor();
          await page.getByLabel('Day').fill(soon);
          await page.getByLabel('Time, if you know it').fill('11:00');
          await page.keyboard.press('Enter');
          await page
            .getByRole('button', { name: /^Move it to / })
            .first()
            .waitFor();
          expect(await page.getByRole('button', { name: /^Move it to .*Berlin$/ }).count()).toBe(3);
          expect(await accessibilityProblems(page)).toEqual([]);
          const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          expect(Number(overflow)).toBeLessThanOrEqual(0);
        },
        { colorScheme, viewport: { width, height: 800 } },
      );
    }
    expect((await read()).conversation.state).toBe('awaiting_confirmation');
    await visit(link('report', 'moved'), async (page) => {
      await page.getByLabel('Day').fill('2020-01-01');
      await page.keyboard.press('Enter');
      await page.getByText('That day is over.').waitFor();
      await page.getByLabel('Day').fill(soon);
      await page.keyboard.press('Enter');
      await page
        .getByRole('button', { name: /^Move it to / })
        .nth(1)
        .press('Enter');
      await page.getByText('Thank you. It is moved').waitFor();
    });
    const { conversation } = await read();
    expect(conversation.state).toBe('booked');
    expect(conversation.startsAt?.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString()).toBe(soon);
    expect(await said()).toEqual([]);
  });

  test('“part of our 1:1” says kindly why it does not count, and that only its author can see it', async () => {
    const { link, said, read, cookieOf } = await anEndedOne();
    await visit(link('report', 'folded_into_one_on_one'), async (page) => {
      await page.getByRole('button', { name: 'It was part of our 1:1' }).press('Enter');
      await page.getByText(/kept apart from the 1:1.*Only you can see this answer/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    expect(await said()).toMatchObject([{ side: 'report', kind: 'folded_into_one_on_one' }]);
    expect((await read()).conversation.state).toBe('awaiting_confirmation');
    await visit(
      '/',
      async (page) => {
        await page.getByText('Did your career conversation with Ana0 Ruiz take place?').waitFor();
        expect(await page.getByText('You answered').count()).toBe(0);
        await page.getByRole('button', { name: 'It did not' }).click();
        await page.getByText('A new date will be found').waitFor();
      },
      { cookie: await cookieOf('manager') },
    );
    expect((await read()).conversation.state).toBe('unconfirmed');
  });

  test('a report puts it off and takes it back; sooner is offered in words that say who sees it', async () => {
    clock.set(begin.toString());
    const booking = await aBooking({ context });
    const { organizationId, conversationId, report, manager } = booking;
    const cookieOf = async (personId: string) =>
      (await openSession(context, { organizationId, personId, method: 'mailed_link' })).token;
    const page = `/conversations/${conversationId}`;
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 375],
    ] as const) {
      await visit(
        page,
        async (visited) => {
          await visited.getByRole('heading', { name: 'Sooner, or later?' }).waitFor();
          await visited.getByText('2 Nov 2027 at the latest').waitFor();
          expect(await accessibilityProblems(visited)).toEqual([]);
          const overflow = await visited.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          expect(Number(overflow)).toBeLessThanOrEqual(0);
        },
        { colorScheme, viewport: { width, height: 800 }, cookie: await cookieOf(report.id) },
      );
    }
    await visit(
      page,
      async (visited) => {
        await visited.getByLabel('Put it off to').fill('2027-06-01');
        await visited.keyboard.press('Enter');
        await visited.getByText('You put it off to 1 Jun 2027 at the latest.').waitFor();
        await visited.getByText('until then you can take it back without a trace').waitFor();
        await visited.getByRole('button', { name: 'Take it back' }).press('Enter');
        await visited.getByText('Nobody has seen anything of it.').waitFor();
        await visited.getByLabel('Put it off to').fill('2027-07-01');
        await visited.keyboard.press('Enter');
        await visited.getByText('You put it off to 1 Jul 2027 at the latest.').waitFor();
      },
      { cookie: await cookieOf(report.id) },
    );
    await openDueConversations(context, { organizationId });
    await visit(
      page,
      async (visited) => {
        await visited.getByText('Lost its date: another is being found.').waitFor();
        await visited.getByText('Due by 1 July 2027 instead of').waitFor();
        expect(await visited.getByText(/put it off to/).count()).toBe(0);
        expect(await visited.getByText(report.displayName).count()).toBeGreaterThan(0);
        await visited.getByRole('button', { name: 'Ask for it sooner' }).click();
        await visited.getByText('gets a due date like any other').waitFor();
        expect(await accessibilityProblems(visited)).toEqual([]);
        await visited.getByRole('button', { name: 'Ask for it', exact: true }).press('Enter');
        await visited.getByText(/You asked for it sooner, by 23 Nov 2026/).waitFor();
        await visited.getByRole('button', { name: 'Take it back' }).press('Enter');
        await visited.getByText('Nobody has seen anything of it.').waitFor();
        await visited.goto('/');
        await visited.getByRole('button', { name: `Talk sooner with ${report.displayName}` }).press('Enter');
        await visited.getByRole('dialog').getByText('Have it by 23 Nov 2026?').waitFor();
        expect(await accessibilityProblems(visited)).toEqual([]);
        await visited.getByRole('button', { name: 'Ask for it', exact: true }).press('Enter');
        await visited.getByText('Noted. It is carried out within minutes').waitFor();
        expect(await accessibilityProblems(visited)).toEqual([]);
      },
      { cookie: await cookieOf(manager.id) },
    );
  });

  test('whoever confirmed may say what it was like, where their organisation asks, and is not asked again', async () => {
    const { link, counts, cookieOf, conversationId } = await anEndedOne({ pulse: true });
    await visit(link('report', 'happened'), async (page) => {
      expect(await page.getByText('Was it about what you want?').count()).toBe(0);
      await page.getByRole('button', { name: 'It took place' }).click();
      await page.getByText('Was it about what you want?').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Partly' }).press('Enter');
      await page.getByText('Thank you. It is counted').waitFor();
    });
    expect((await counts()).map(({ unit, answer, given }) => ({ unit, answer, given }))).toEqual([
      { unit: 'everyone', answer: 'partly', given: 1 },
    ]);
    await visit(
      `/conversations/${conversationId}`,
      async (page) => {
        await page.getByText('You answered: it took place').waitFor();
        expect(await page.getByText('Was it about what you want?').count()).toBe(0);
      },
      { cookie: await cookieOf('report') },
    );
  });
});
