import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession } from '@throughline/app/open-session.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { builtPages } from './built-pages.ts';
import { readRecord } from '../scenarios/record.ts';
import { smallCompany } from '../scenarios/small-company.ts';
import { openWorld, type World } from '../scenarios/world.ts';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';

const begin = Temporal.Instant.from('2026-05-04T06:00:00Z');
const { rows, email } = smallCompany({ cloudOf: () => 'google' });

describe.skipIf(chromiumPath === null)('the pages in a real browser', () => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    world = await openWorld({
      now: begin,
      rows,
      hr: email.hanna,
      pagesDir: await builtPages(),
    });
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
      const person = await world.context.db.inOrganization(world.organizationId, (tx) =>
        peopleStore(tx).byEmail(address),
      );
      if (person === null) throw new Error(`nobody has the address ${address}`);
      const { token } = await openSession(world.context, {
        organizationId: world.organizationId,
        personId: person.id,
        method: 'mailed_link',
      });
      await context.addCookies([{ name: 'throughline_session', value: token, url: world.apiUrl }]);
    }
    try {
      await work(await context.newPage(), context);
    } finally {
      await context.close();
    }
  }

  async function mailedLink({ to, path }: { to: string; path: string }): Promise<string> {
    const mails = await world.control.mails({ since: begin });
    const links = mails.filter((mail) => mail.to.includes(to)).flatMap((mail) => mail.links);
    const link = links.findLast((url) => new URL(url).pathname === path && url.includes('token='));
    if (link === undefined) throw new Error(`${to} has no link to ${path}`);
    return link;
  }

  const sessions = async () =>
    Number((await readRecord<{ count: string }>(world.adminUrl, 'SELECT count(*) FROM session'))[0]?.count);

  test('signing in by mail waits for a click, and works once', async () => {
    await visit(null, async (page) => {
      await page.goto('/sign-in');
      await page.getByRole('textbox', { name: /mail/i }).fill(email.ana);
      await page.getByRole('button', { name: /link/i }).click();
      await page
        .getByText(/on its way|check your|sent/i)
        .first()
        .waitFor();
    });
    await world.settle();
    const link = await mailedLink({ to: email.ana, path: '/sign-in/link' });
    const before = await sessions();
    await visit(null, async (page) => {
      await page.goto(link);
      await page.waitForLoadState('networkidle');
      expect(await sessions()).toBe(before);
      await page
        .getByRole('main')
        .getByRole('button', { name: /sign me in/i })
        .click();
      await page.getByRole('heading', { name: /ana/i }).waitFor();
      expect(await sessions()).toBe(before + 1);
    });
    await visit(null, async (page) => {
      await page.goto(link);
      await page
        .getByRole('main')
        .getByRole('button', { name: /sign me in/i })
        .click();
      await page
        .getByText(/no longer|used|new one|older/i)
        .first()
        .waitFor();
      expect(await sessions()).toBe(before + 1);
    });
  });

  test('a manager clicks the connect mail, consents, sees the plan and sends it', async () => {
    const link = await mailedLink({ to: email.mona, path: '/connect' });
    const connections = async () => (await readRecord(world.adminUrl, 'SELECT id FROM connection')).length;
    await visit(null, async (page) => {
      await page.goto(link);
      await page
        .getByRole('button', { name: /connect.*google|google/i })
        .first()
        .click();
      await page.waitForURL(/\/o\/oauth2\//);
      await page.getByRole('checkbox').first().uncheck();
      await page.getByRole('button', { name: /allow|accept|continue/i }).click();
      await page.waitForURL(/result=missing_scopes/);
      expect(await connections()).toBe(0);

      await page.goto(link);
      await page
        .getByRole('button', { name: /connect.*google|google/i })
        .first()
        .click();
      await page.waitForURL(/\/o\/oauth2\//);
      await page.getByRole('button', { name: /allow|accept|continue/i }).click();
      await page.waitForURL(/result=connected/);
      expect(await connections()).toBe(1);

      await world.settle();
      await page.goto('/plan');
      for (const name of ['Ana', 'Ben', 'Caio']) await page.getByText(`${name} Example`).first().waitFor();
      await page.getByRole('button', { name: /send now/i }).click();
      await page.getByText('Your plan has been sent').waitFor();
    });
    await world.settle();
    const booked = await readRecord(world.adminUrl, `SELECT id FROM conversation WHERE state = 'booked'`);
    expect(booked).toHaveLength(3);
  });

  test('the report chooses other questions by keyboard alone, reads what follows, and takes it back', async () => {
    const [row] = await readRecord<{ id: string }>(
      world.adminUrl,
      `SELECT c.id FROM conversation c JOIN person p ON p.id = c.report_id
       WHERE p.work_email = $1 AND c.state = 'booked' ORDER BY c.sequence LIMIT 1`,
      [email.ben],
    );
    await visit(email.ben, async (page) => {
      await page.goto(`/conversations/${row?.id}/agenda`);
      await page.getByRole('textbox', { name: 'Your notes' }).fill('Something I have not saved yet');
      const before = await page.getByRole('heading', { level: 1 }).innerText();
      await page.getByRole('button', { name: 'Choose other questions…' }).press('Enter');
      await page.getByRole('radio', { checked: true }).press('ArrowUp');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.getByRole('button', { name: 'Use these questions' }).press('Enter');
      const undo = page.getByRole('button', { name: `Undo, back to “${before}”` });
      await undo.waitFor();
      expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(before);
      expect(await page.getByRole('textbox', { name: 'Your notes' }).inputValue()).toBe(
        'Something I have not saved yet',
      );
      expect(await accessibilityProblems(page)).toEqual([]);
      await undo.press('Enter');
      await page.getByRole('heading', { level: 1, name: before }).waitFor();
      await undo.waitFor({ state: 'detached' });
    });
  });

  test('the confirmation page changes nothing by itself; one click does, and repeating is harmless', async () => {
    const ended = async () => {
      const [row] = await readRecord<{ id: string; state: string }>(
        world.adminUrl,
        `SELECT c.id, c.state FROM conversation c JOIN person p ON p.id = c.report_id
         WHERE p.work_email = $1 ORDER BY c.sequence LIMIT 1`,
        [email.ana],
      );
      return row?.state;
    };
    for (let day = 0; day < 92 && (await ended()) !== 'awaiting_confirmation'; day += 1)
      await world.advance({ hours: 24 });
    await world.advance({ hours: 24 });
    const link = await mailedLink({ to: email.ana, path: '/confirm' });
    const evidence = async () => (await readRecord(world.adminUrl, 'SELECT id FROM evidence')).length;
    await visit(null, async (page) => {
      await page.goto(link);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(500);
      expect(await evidence()).toBe(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      const yes = page.getByRole('button', { name: /happened|took place|we talked/i }).first();
      await yes.click();
      await page
        .getByText(/thank you/i)
        .first()
        .waitFor();
      expect(await evidence()).toBe(1);
      await page.reload();
      await page.waitForLoadState('networkidle');
    });
    expect(await evidence()).toBe(1);
    expect(await ended()).toBe('held');
  });

  const places: readonly (readonly [who: string | null, path: string])[] = [
    [null, '/sign-in'],
    [email.ana, '/'],
    [email.mona, '/'],
    [email.mona, '/conversations?scope=my_reports'],
    [email.mona, '/connect'],
    [email.vera, '/coverage'],
    [email.hanna, '/conversations?scope=organization'],
    [email.hanna, '/needs-a-date'],
  ];
  test.each([
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 375 },
  ] as const)('nothing is in the way of anybody: $colorScheme, $width wide', async ({ colorScheme, width }) => {
    const problems: string[] = [];
    for (const [who, path] of places) {
      await visit(
        who,
        async (page) => {
          await page.goto(path);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForLoadState('networkidle');
          problems.push(...(await accessibilityProblems(page)).map((problem) => `${path} ${problem}`));
          const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
          if (Number(overflow) > 0) problems.push(`${path} scrolls sideways by ${String(overflow)}`);
        },
        { colorScheme, viewport: { width, height: 800 } },
      );
    }
    expect(problems).toEqual([]);
  });

  test('the agenda is for the two: a report reads it, HR finds nothing there', async () => {
    const [row] = await readRecord<{ id: string }>(
      world.adminUrl,
      `SELECT c.id FROM conversation c JOIN person p ON p.id = c.report_id
       WHERE p.work_email = $1 AND c.starts_at IS NOT NULL ORDER BY c.sequence LIMIT 1`,
      [email.ben],
    );
    const agenda = `/conversations/${row?.id}/agenda`;
    await visit(email.ben, async (page) => {
      await page.goto(agenda);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Only you can read them').waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
    });
    await visit(email.hanna, async (page) => {
      await page.goto(agenda);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByText('Only you can read them').count()).toBe(0);
      expect((await page.request.get(`/api${agenda}`)).status()).toBe(404);
    });
  });
});
