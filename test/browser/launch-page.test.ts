import { createOrganization } from '@throughline/app/create-organization.ts';
import { grantRole } from '@throughline/app/grant-role.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { openSession } from '@throughline/app/open-session.ts';
import { pauseOrganization } from '@throughline/app/pause-organization.ts';
import { resumeOrganization } from '@throughline/app/resume-organization.ts';
import { outboxRows } from '@throughline/app/testing/outbox-rows.ts';
import { testContext } from '@throughline/app/testing/test-context.ts';
import { buildApp } from '@throughline/api/app.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const base = await testContext({ now: '2026-11-02T08:00:00Z', wall: systemClock.wall() });
const { db } = base;
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = { ...base, publicUrl, mailer: { send: () => Promise.reject(new Error('no mail leaves')) } };
const operator = { kind: 'operator' } as const;

describe.skipIf(chromiumPath === null)('the launch page, in a real browser', () => {
  let browser: Browser;
  let close: () => Promise<void>;
  let organizationId: string;

  beforeAll(async () => {
    organizationId = await aDraft();
    const { app } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: await builtPages() });
    await app.listen({ port, host: '127.0.0.1' });
    close = () => app.close();
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  async function visit(
    { as, ...look }: { as: string } & Parameters<Browser['newContext']>[0],
    work: (page: Page) => Promise<void>,
  ): Promise<void> {
    const visitor = await browser.newContext({ ...look, baseURL: publicUrl });
    try {
      const person = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(as));
      const { token } = await openSession(context, { organizationId, personId: person!.id, method: 'mailed_link' });
      await visitor.addCookies([{ name: 'throughline_session', value: token, url: publicUrl }]);
      const page = await visitor.newPage();
      await page.goto('/launch');
      await work(page);
    } finally {
      await visitor.close();
    }
  }

  async function isInNobodysWay(page: Page): Promise<void> {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
  }

  const state = async () => (await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId)))?.state;
  const dialog = (page: Page) => page.getByRole('dialog');

  test('HR reads what it would come to, writes an announcement, and begins a pilot', async () => {
    await visit({ as: 'hanna@acme.example', viewport: { width: 1280, height: 900 } }, async (page) => {
      await page.getByText('Nothing has been sent.').waitFor();
      await page.getByText('0 of 3').waitFor();
      await page.getByText('3 managers have not connected a calendar.').waitFor();
      const withoutHour = page.getByText('1 pair has no hour in which both are at work.').locator('..');
      await withoutHour.getByText('Show who').click();
      await withoutHour.getByText('Rue Ruiz with Lee Ruiz').waitFor();
      await page.getByRole('table', { name: 'Hours of each manager by month' }).getByText('Max Ruiz').waitFor();
      await page.getByRole('region', { name: 'What the invitation says' }).getByText('Nothing is wrong.').waitFor();
      await page.getByText(/^As (Lee|Max) Ruiz sees it$/).click();
      await page.getByText(/^An invitation from Top Ruiz/).waitFor();
      await isInNobodysWay(page);

      await page.getByRole('button', { name: 'Write an announcement' }).click();
      await page.getByRole('combobox', { name: 'In whose name' }).fill('top@acme.example');
      await page.getByRole('button', { name: 'Show it as a mail' }).click();
      const mail = page.getByRole('region', { name: /^The mail:/ });
      await mail.getByText('Hello Hanna,').waitFor();
      await mail.getByText('Top Ruiz', { exact: true }).waitFor();
      await page.getByLabel('Subject').fill('Something good is coming');
      await page.getByRole('button', { name: 'Announce the launch with it' }).click();
      await page.getByText('Saved. It goes out with the launch').waitFor();
      await page.getByText('5 Nov 2026').first().waitFor();
      await isInNobodysWay(page);

      await page.getByRole('combobox', { name: 'For whom' }).selectOption({ label: 'A pilot: one group' });
      await page.getByText('Say whom the pilot is for.').waitFor();
      await page.getByRole('combobox', { name: 'Group' }).fill('Research');
      await page.getByRole('button', { name: 'Pilot', exact: true }).click();
      await dialog(page).getByText('Begin a pilot for Research?').waitFor();
      await dialog(page).getByText('The announcement goes out now.').waitFor();
      await isInNobodysWay(page);
      expect(await state()).toBe('draft');
      await dialog(page).getByRole('button', { name: 'Begin the pilot' }).click();
      await page.getByText('The pilot has begun. The announcement goes to 2 people.').waitFor();
      await page.getByText(/^A pilot for Research runs since 2 Nov 2026/).waitFor();
    });
    expect(await state()).toBe('pilot');
    const mails = await outboxRows({ db, organizationId, template: 'launch-announcement' });
    expect(mails.map(({ toAddress }) => toAddress).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      'max@acme.example',
      'tim@acme.example',
    ]);
  });

  test('an administrator launches for everyone, on a phone, by night', async () => {
    const look = { colorScheme: 'dark', viewport: { width: 360, height: 800 } } as const;
    await visit({ as: 'adam@acme.example', ...look }, async (page) => {
      await page.getByText('On its way: it has reached 0 people, 2 to go.').waitFor();
      await page.getByText('Nothing of this has been sent.').waitFor();
      await isInNobodysWay(page);
      await page.getByRole('button', { name: 'Launch', exact: true }).press('Enter');
      await dialog(page).getByText('Launch Acme for everyone?').waitFor();
      await isInNobodysWay(page);
      await dialog(page).getByRole('button', { name: 'Launch', exact: true }).press('Enter');
      await page.getByText(/^It is launched for everyone\. The announcement goes to \d people\./).waitFor();
      await page.getByText(/^Live for everyone since 2 Nov 2026/).waitFor();
      await isInNobodysWay(page);
    });
    expect(await state()).toBe('live');
  });

  test('it is paused, goes on, and is taken back by who types its name; what does not fit is said in a sentence', async () => {
    await visit({ as: 'hanna@acme.example' }, async (page) => {
      const press = async (name: string, yes = name) => {
        await page.locator('#content').getByRole('button', { name, exact: true }).click();
        await dialog(page).getByRole('button', { name: yes, exact: true }).click();
      };
      await press('Pause');
      await page.getByText(/^Paused\. No event/).waitFor();
      await resumeOrganization(context, { organizationId, actor: operator });
      await press('Resume');
      await dialog(page).getByText('It is not paused.').waitFor();
      await isInNobodysWay(page);
      await dialog(page).getByRole('button', { name: 'Stay paused' }).click();
      await pauseOrganization(context, { organizationId, actor: operator });
      await press('Resume');
      await page.getByText(/^Live for everyone/).waitFor();

      await page.getByRole('button', { name: 'Withdraw' }).click();
      const yes = dialog(page).getByRole('button', { name: 'Withdraw' });
      await dialog(page).getByText('There is no event still to come.').waitFor();
      expect(await yes.isDisabled()).toBe(true);
      await isInNobodysWay(page);
      await dialog(page).getByLabel('To be sure, type the name: Acme').fill('Acme');
      await yes.click();
      await page.getByText('The launch is taken back. Events to be cancelled: 0.').waitFor();
      await page.getByText(/^Not launched/).waitFor();
    });
    expect(await state()).toBe('draft');
  });
});

/** Top, whose leads are Lee and Max; Rue is in Auckland. Hanna is HR, Adam administers; neither reports to anybody. */
async function aDraft(): Promise<string> {
  const created = await createOrganization(context, {
    slug: 'acme',
    name: 'Acme',
    mailDomains: ['acme.example'],
    timeZone: 'Europe/Berlin',
    demo: false,
    administrator: { givenName: 'Adam', familyName: 'Novak', workEmail: 'adam@acme.example' },
    actor: operator,
  });
  if (created.kind !== 'created') throw new Error(created.kind);
  const { organizationId } = created;
  const person = (name: string, manager: string | null, timeZone = 'Europe/Berlin') => ({
    externalId: name,
    givenName: name,
    familyName: 'Ruiz',
    workEmail: `${name.toLowerCase()}@acme.example`,
    timeZone,
    groups: name === 'Tim' ? ['Research'] : [],
    manager: manager === null ? null : { externalId: manager },
  });
  await importPeople(context, {
    organizationId,
    rows: [
      person('Top', null),
      person('Lee', 'Top'),
      person('Max', 'Top'),
      person('Rue', 'Lee', 'Pacific/Auckland'),
      person('Tim', 'Max'),
      person('Hanna', null),
    ],
  });
  await grantRole(context, { organizationId, workEmail: 'hanna@acme.example', role: 'hr', actor: operator });
  return organizationId;
}
