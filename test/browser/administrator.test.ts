import { openSession } from '@throughline/app/open-session.ts';
import { setAttendance } from '@throughline/app/set-attendance.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { builtPages } from './built-pages.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: (name) => (name === 'hanna' ? 'google' : 'microsoft') });

describe.skipIf(chromiumPath === null)('an administrator comes first, in a real browser', () => {
  let world: World;
  let browser: Browser;
  let link = '';

  beforeAll(async () => {
    world = await openWorld({ now: begin, rows, hr: email.hanna, pagesDir: await builtPages() });
    browser = await launchBrowser(chromiumPath ?? '');
    await world.advance({ hours: 8 });
  });
  afterAll(() => browser?.close());

  async function visit(
    address: string | null,
    work: (page: Page, context: BrowserContext) => Promise<void>,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<void> {
    const context = await browser.newContext({ ...options, baseURL: world.apiUrl });
    if (address !== null) {
      const { context: app, organizationId } = world;
      const person = await app.db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(address));
      if (person === null) throw new Error(`nobody has the address ${address}`);
      const { token } = await openSession(app, { organizationId, personId: person.id, method: 'mailed_link' });
      await context.addCookies([{ name: 'throughline_session', value: token, url: world.apiUrl }]);
    }
    try {
      await work(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }

  const connectMails = async () =>
    (await world.control.mails({ since: begin })).filter(({ links }) =>
      links.some((url) => new URL(url).pathname === '/connect'),
    );

  test('before the grant nobody is asked, and whoever comes by themselves is told why', async () => {
    expect(await connectMails()).toEqual([]);
    await visit(email.mona, async (page) => {
      await page.goto('/connect');
      await page.getByText('Your Microsoft 365 administrator has to allow this first').waitFor();
      expect(await page.getByRole('button', { name: 'Connect Outlook' }).count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Connect Google Calendar' }).count()).toBe(1);
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });

  test('HR makes the text to pass on, by keyboard alone', async () => {
    await visit(
      email.hanna,
      async (page, context) => {
        await context.grantPermissions(['clipboard-read', 'clipboard-write']);
        await page.goto('/');
        await page.getByText('Calendars wait for an administrator').waitFor();
        await page.getByRole('link', { name: 'Get the text to pass on' }).press('Enter');
        await page.getByRole('heading', { level: 1, name: 'Calendars' }).waitFor();
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.getByRole('button', { name: 'Make the text to pass on' }).press('Enter');
        const text = page.getByLabel('To pass on');
        await text.waitFor();
        await page.getByRole('button', { name: 'Copy the text' }).press('Enter');
        await page.getByText('Copied.').waitFor();
        const copied = await page.evaluate(() => navigator.clipboard.readText());
        expect(copied).toBe(await text.inputValue());
        link = /https?:\S+\/calendars\/allow\?token=\S+/.exec(copied)?.[0] ?? '';
        expect(link).not.toBe('');
        const mail = await page.getByRole('link', { name: 'Write a mail with it' }).getAttribute('href');
        expect(mail).toContain(encodeURIComponent(link));
        expect(await accessibilityProblems(page)).toEqual([]);
      },
      { colorScheme: 'dark' },
    );
  });

  test('whoever opens the link reads what it is about, says no, and then yes', async () => {
    await visit(null, async (page) => {
      await page.goto(link);
      await page.getByText('Calendars.ReadWrite').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('link', { name: 'Continue to Microsoft' }).click();
      await page.waitForURL(/\/v2\.0\/adminconsent/);
      await page.getByRole('button', { name: /cancel/i }).click();
      await page.getByText('Nothing was allowed').waitFor();
      await page.getByRole('link', { name: 'Continue to Microsoft' }).click();
      await page.getByRole('button', { name: /accept/i }).click();
      await page.getByText('Thank you, it is allowed').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.goto(link);
      await page.getByText('It is allowed already').waitFor();
    });
    await visit(email.hanna, async (page) => {
      await page.goto('/calendars');
      await page.getByText('Allowed by your Microsoft 365 administrator').waitFor();
    });
  });

  test('after the grant managers are asked, and connect the calendar that is theirs', async () => {
    await world.settle();
    expect((await connectMails()).flatMap(({ to }) => to)).toContain(email.mona);
    await visit(email.mona, async (page) => {
      await page.goto('/connect');
      const offered = page.getByRole('button', { name: /^Connect / });
      await offered.first().waitFor();
      expect(await offered.allInnerTexts()).toEqual(['Connect Outlook', 'Connect Google Calendar']);
      await offered.first().click();
      await page.waitForURL(/\/oauth2\/v2\.0\//);
      await page
        .getByRole('button', { name: /accept|allow|continue/i })
        .first()
        .click();
      await page.waitForURL(/result=connected/);
      await page.getByText(`Outlook is connected: ${email.mona}`).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
  });

  test('attendance has a text of its own to pass on once it is turned on, and a page that says what is kept', async () => {
    const { context: app, organizationId } = world;
    await setAttendance(app, { organizationId, on: true, actor: { kind: 'operator' } });
    let forwarded = '';
    await visit(email.hanna, async (page) => {
      await page.goto('/calendars');
      await page.getByRole('button', { name: 'See the text about attendance to pass on' }).press('Enter');
      const text = await page.getByLabel('To pass on').inputValue();
      forwarded = /https?:\S+\/calendars\/allow\?token=\S+/.exec(text)?.[0] ?? '';
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    await visit(null, async (page) => {
      await page.goto(forwarded);
      await page.getByRole('heading', { level: 1, name: 'Allow attendance' }).waitFor();
      await page.getByText('OnlineMeetingArtifact.Read.All').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('link', { name: 'Continue to Microsoft' }).click();
      await page.getByRole('button', { name: /accept/i }).click();
      await page.getByText('Managers can now agree to it').waitFor();
    });
  });

  test('whoever signs in chooses between the accounts people have here', async () => {
    await visit(null, async (page) => {
      await page.goto('/sign-in?returnTo=/connect');
      await page.getByRole('link', { name: 'Sign in with Google' }).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
      await page.waitForURL(/\/oauth2\/v2\.0\//);
      await page.locator('select[name=account], input[name=account]').first().waitFor();
      expect(new URL(page.url()).searchParams.get('scope')).toBe('openid profile email');
    });
  });
});
