import { importPeople } from '@throughline/app/import-people.ts';
import { openDueConversations } from '@throughline/app/open-due-conversations.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { anOffice } from '@throughline/api/testing/an-office.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { ownHoursStore } from '@throughline/db/own-hours-store.ts';
import { handover } from '@throughline/db/schema/tables.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const clouds = await twoClouds({ now: '2027-01-10T11:00:00Z', offered: ['google'] });
const { db } = clouds;
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = {
  ...clouds,
  world: clouds.worlds.google,
  publicUrl,
  mailer: { send: () => Promise.reject(new Error('no mail leaves')) },
};

describe.skipIf(chromiumPath === null)('what life changes, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;

  beforeAll(async () => {
    context.clock.advanceWallBy(context.clock.wall().until(systemClock.wall()));
    const signIn = providerSignIns({ settings: clouds.settings, oidc: null, wall: context.clock.wall });
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
    { organizationId, personId, path }: { organizationId: string; personId: string; path: string },
    work: (page: Page) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    const { token } = await openSession(context, { organizationId, personId, method: 'mailed_link' });
    const visitor = await browser.newContext({ ...options, baseURL: publicUrl });
    await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
    try {
      const page = await visitor.newPage();
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await work(page);
    } finally {
      await visitor.close();
    }
  }

  const looks = [
    { colorScheme: 'light', viewport: { width: 1280, height: 900 } },
    { colorScheme: 'dark', viewport: { width: 375, height: 800 } },
  ] as const;

  async function isInNobodysWay(page: Page): Promise<void> {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  /** Ana reported to Ben, and reports to Lea now. */
  async function aChange() {
    const office = await anOffice({ context });
    const { organizationId, report, people: named } = office;
    await importPeople(context, {
      organizationId,
      rows: [
        { ...namesOf(named.leader), externalId: 'lea' },
        { ...namesOf(report), externalId: null, manager: { externalId: 'lea' } },
      ],
      actor: { kind: 'operator' },
    });
    await openDueConversations(context, { organizationId });
    const latest = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
    const conversationId = latest.find(({ reportId }) => reportId === report.id)!.id;
    return { ...office, conversationId, lea: named.leader };
  }

  test('a report finds the offer at home, writes a card by keyboard, releases it and takes it back', async () => {
    const { organizationId, report, lea, conversationId } = await aChange();
    const path = `/conversations/${conversationId}/handover`;
    const ana = { organizationId, personId: report.id };
    const released = async () => (await db.inOrganization(organizationId, (tx) => tx.select().from(handover)))[0];
    await visit({ ...ana, path: '/' }, async (page) => {
      await page.getByRole('link', { name: 'Write a card' }).press('Enter');
      await page.getByRole('heading', { name: 'Handover card' }).waitFor();
      await page.getByRole('textbox', { name: 'What I’d like you to know' }).fill('Mornings are best.');
      await page.getByText('Saved.').waitFor();
      expect((await released())?.releasedAt).toBeNull();
      await isInNobodysWay(page);
      await page.getByRole('button', { name: /^Let .* read it/ }).press('Enter');
      await page.getByRole('dialog').waitFor();
      await isInNobodysWay(page);
      await page.getByRole('button', { name: 'Let them read it' }).press('Enter');
      await page.getByRole('button', { name: 'Take it back' }).waitFor();
    });
    for (const look of looks) {
      await visit(
        { organizationId, personId: lea.id, path },
        async (page) => {
          await page.getByText('Mornings are best.').waitFor();
          await isInNobodysWay(page);
        },
        look,
      );
      await visit({ ...ana, path }, isInNobodysWay, look);
    }
    await visit({ ...ana, path }, async (page) => {
      await page.getByRole('button', { name: 'Take it back' }).press('Enter');
      await page.getByText('Only you can read this.').waitFor();
    });
    await visit({ organizationId, personId: lea.id, path }, async (page) => {
      await page.getByRole('alert').waitFor();
      expect(await page.getByText('Mornings are best.').count()).toBe(0);
    });
  });

  test('HR states an exemption and names a stand-in, renews one and ends the other; refusals are in words', async () => {
    const { organizationId, people: named, report, manager } = await anOffice({ context });
    const hr = { organizationId, personId: named.hr.id, path: '/exemptions' };
    for (const look of looks) await visit(hr, isInNobodysWay, look);
    await visit(hr, async (page) => {
      const exemption = page.getByRole('form', { name: 'State an exemption' });
      await exemption.getByLabel('Who').fill('ana');
      await page.getByRole('option', { name: new RegExp(report.displayName) }).click();
      await exemption.getByLabel('Category').selectOption('hold');
      await exemption.getByLabel('Last day').fill('2029-01-01');
      await exemption.getByRole('button', { name: 'Do not ask them until then' }).press('Enter');
      await page.getByText('It may last 365 days at most').waitFor();
      await exemption.getByLabel('Last day').fill('2027-03-31');
      await exemption.getByRole('button', { name: 'Do not ask them until then' }).press('Enter');
      await page.getByRole('cell', { name: /Hold, which looks like leave/ }).waitFor();

      const acting = page.getByRole('form', { name: 'Name an acting manager' });
      await acting.getByLabel('Manager').fill(manager.workEmail);
      await acting.getByLabel('Stands in').fill(named.leader.workEmail);
      await acting.getByLabel('Last day').fill('2027-03-31');
      await page.keyboard.press('Escape');
      await acting.getByRole('button', { name: 'Let them stand in' }).press('Enter');
      await page.getByRole('table', { name: 'Acting managers' }).waitFor();
      await isInNobodysWay(page);

      await page.getByRole('button', { name: /^Another last day for/ }).press('Enter');
      const another = page.getByRole('form', { name: /^Another last day for/ });
      await another.getByLabel('Last day').fill('2027-04-30');
      await another.getByRole('button', { name: 'Keep this day' }).press('Enter');
      await page.getByText('30 Apr 2027').waitFor();
      await page.getByRole('button', { name: /^End it today/ }).press('Enter');
      await page.getByText('Nobody stands in for anybody.').waitFor();
    });
    await visit({ ...hr, personId: named.administrator.id }, async (page) => {
      await page.getByRole('alert').waitFor();
      expect(await page.getByText(/Hold, which/).count()).toBe(0);
    });
  });

  test('somebody says their hours and zone by keyboard, and takes them back', async () => {
    const { organizationId, report } = await anOffice({ context });
    const mine = { organizationId, personId: report.id, path: '/hours' };
    const stored = async () => {
      const said = await db.inOrganization(organizationId, (tx) => ownHoursStore(tx).of(report.id));
      return said?.own;
    };
    for (const look of looks) await visit(mine, isInNobodysWay, look);
    await visit(mine, async (page) => {
      await page.getByRole('button', { name: /out of Friday$/ }).press('Enter');
      await page.getByLabel('Monday, to').fill('12:30');
      await page.getByRole('button', { name: 'Save' }).press('Enter');
      await page.getByText('Saved.').waitFor();
      await page.getByText('These are the hours you gave.').waitFor();
    });
    expect((await stored())?.timeZone).toBeNull();
    expect((await stored())?.workingHours).toMatchObject({ 1: [{ from: '09:00', to: '12:30' }] });
    expect((await stored())?.workingHours?.[5]).toBeUndefined();
    await visit(mine, async (page) => {
      await page.locator('input[aria-label="Time zone"]').fill('Nowhere');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Save' }).press('Enter');
      await page.getByText('That is no time zone like Europe/Berlin.').waitFor();
      await page.getByRole('button', { name: 'Go by HR or my calendar again' }).press('Enter');
      await page.getByText('Nobody has said when you work').waitFor();
    });
    expect(await stored()).toEqual({ workingHours: null, timeZone: null });
  });
});

function namesOf({
  givenName,
  familyName,
  displayName,
  workEmail,
}: Record<'givenName' | 'familyName' | 'displayName' | 'workEmail', string>) {
  return { givenName, familyName, displayName, workEmail };
}
