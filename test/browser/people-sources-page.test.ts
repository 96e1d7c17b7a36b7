import { openSession } from '@throughline/app/open-session.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { anIssuer } from '@throughline/api/testing/an-issuer.ts';
import { anOffice } from '@throughline/api/testing/an-office.ts';
import { aBambooSource } from '@throughline/app/testing/a-bamboo-source.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const issuer = await anIssuer();
const clouds = await twoClouds({ now: '2027-01-25T11:00:00Z', offered: [] });
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = {
  ...clouds,
  world: clouds.worlds.google,
  publicUrl,
  mailer: { send: () => Promise.reject(new Error('no mail leaves')) },
};
context.clock.advanceWallBy(context.clock.wall().until(systemClock.wall()));
const oidc = { issuer: issuer.url, clientId: 'throughline', clientSecret: 'secret' };
const signIn = providerSignIns({ settings: clouds.settings, oidc, wall: context.clock.wall });
const pagesDir = chromiumPath === null ? null : await builtPages();
const { app } = await buildApp({ context, signIn, demo: null, pagesDir });
await app.listen({ port, host: '127.0.0.1' });
const browser = chromiumPath === null ? null : await launchBrowser(chromiumPath);
afterAll(async () => {
  await browser?.close();
  await app.close();
});

const office = await anOffice({ context });
const { organizationId, people } = office;
const bamboo = await aBambooSource(context);
bamboo.has(2);
for (const name of ['main', 'second']) await bamboo.addTo({ organizationId, name });

async function openAs(part: 'hr' | 'administrator', given: Parameters<Browser['newContext']>[0]) {
  const { token } = await openSession(context, { organizationId, personId: people[part].id, method: 'oidc' });
  const visitor = await browser!.newContext({ ...given, baseURL: publicUrl });
  await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
  const page = await visitor.newPage();
  await page.goto('/people-sources');
  await page.getByRole('heading', { level: 1, name: 'People sources' }).waitFor();
  await page.getByRole('table', { name: /HR systems/ }).waitFor();
  return page;
}

test.skipIf(browser === null)(
  'HR looks, pulls and puts the systems in order, by keyboard and in the dark',
  async () => {
    const page = await openAs('hr', { colorScheme: 'dark' });
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Look what a pull from main would do' }).press('Enter');
    await page.getByText('2 read: 2 would come, 0 of 0 would leave.').waitFor();
    await page.getByRole('button', { name: 'Pull from main now' }).press('Enter');
    await page.getByRole('status').getByText('2 read: 2 came').waitFor();
    await page.getByRole('button', { name: 'second counts more' }).press('Enter');
    await page.getByText('1. second').waitFor();
    expect(await page.getByRole('button', { name: 'Sign in with a provider alone' }).count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.context().close();
  },
);

test.skipIf(browser === null)(
  'an administrator turns mailed sign-in off on a phone, is told what becomes of links, and refused while no issuer works',
  async () => {
    const page = await openAs('administrator', { viewport: { width: 360, height: 740 }, hasTouch: true });
    issuer.said.isDown = true;
    const turn = async () => {
      await page.getByRole('button', { name: 'Sign in with a provider alone' }).tap();
      await page.getByText('lead to the sign-in first').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'A provider alone', exact: true }).tap();
    };
    await turn();
    await page.getByRole('alert').getByText('Nobody could sign in any more').waitFor();
    issuer.said.isDown = false;
    await turn();
    await page.getByText('and in no other way.').waitFor();
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(scrolls).toBe(false);
    expect(await accessibilityProblems(page)).toEqual([]);
    const organization = await context.db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
    expect(organization?.ssoOnly).toBe(true);
    await page.context().close();
  },
);
