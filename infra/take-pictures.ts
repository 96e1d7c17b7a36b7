import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { installedProgram } from '@throughline/testing/installed-program.ts';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';

/**
 * Makes the pictures of the README from a running demo: `npm run pictures`, with the demo's address behind it where that
 * is another, and with the names of pictures where not all are wanted. `plan` connects one of the three managers who
 * have not connected yet.
 */
const [origin = 'http://localhost:3000', ...wantedNames] = process.argv.slice(2);
const pictures = path.join(import.meta.dirname, 'pictures');

const desktop = { viewport: { width: 1200, height: 800 } } as const;
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

type Picture = {
  readonly name: string;
  readonly look: BrowserContextOptions;
  /** Leads the page to where the picture is taken. */
  readonly go: (page: Page) => Promise<void>;
};

const all: readonly Picture[] = [
  {
    name: 'demo',
    look: desktop,
    go: async (page) => {
      await page.goto(origin);
    },
  },
  {
    name: 'conversation',
    look: desktop,
    go: async (page) => {
      await seeAs(page, 'manager');
      const id = await bookedConversation({ page, scope: 'my_reports', fits: isBeforeDue });
      await page.goto(`${origin}/conversations/${id}`);
    },
  },
  {
    name: 'agenda',
    look: desktop,
    go: async (page) => {
      await seeAs(page, 'report');
      const id = await bookedConversation({ page, scope: 'mine', fits: () => true });
      await page.goto(`${origin}/conversations/${id}/agenda`);
    },
  },
  {
    name: 'coverage-dark',
    look: { ...desktop, colorScheme: 'dark' },
    go: async (page) => {
      await seeAs(page, 'hr');
      await page.goto(`${origin}/coverage`);
      // The chart's code comes after the page.
      await page.locator('.recharts-line').first().waitFor();
    },
  },
  {
    name: 'coverage-units',
    look: desktop,
    go: async (page) => {
      await seeAs(page, 'hr');
      await page.goto(`${origin}/coverage`);
      await page.locator('.recharts-line').first().waitFor();
      await page.getByRole('row', { expanded: false }).first().press('ArrowRight');
      await page.getByRole('heading', { name: 'By unit' }).evaluate((heading) => heading.scrollIntoView());
      await page.mouse.wheel(0, -80);
    },
  },
  { name: 'weekly-email', look: desktop, go: openWeeklyEmail },
  { name: 'weekly-email-phone-dark', look: { ...phone, colorScheme: 'dark' }, go: openWeeklyEmail },
  { name: 'plan', look: desktop, go: connectWaitingManager },
  {
    name: 'confirm-phone',
    look: phone,
    go: async (page) => {
      await page.goto(await mailedLink({ page, path: '/confirm', fits: isUnanswered }));
    },
  },
];

async function seeAs(page: Page, part: 'hr' | 'leader' | 'manager' | 'report'): Promise<void> {
  const answer = await page.request.post(`${origin}/api/demo/sign-in`, { data: { part } });
  if (!answer.ok()) throw new Error(`Nobody can be seen as ${part} at ${origin}: ${await answer.text()}`);
}

async function openWeeklyEmail(page: Page): Promise<void> {
  await seeAs(page, 'leader');
  await page.goto(`${origin}/digest`);
  await page
    .getByRole('region', { name: /^The mail/ })
    .getByRole('img')
    .waitFor();
}

type Row = { readonly id: string; readonly dueOn: string; readonly slot: { readonly startsAt: string } | null };

async function bookedConversation({
  page,
  scope,
  fits,
}: {
  page: Page;
  scope: 'mine' | 'my_reports';
  fits: (row: Row) => boolean;
}): Promise<string> {
  const answer = await page.request.get(`${origin}/api/conversations?scope=${scope}&state=booked`);
  const { rows }: { rows: readonly Row[] } = await answer.json();
  const found = rows.findLast(fits);
  if (found === undefined) throw new Error(`Nobody has a conversation ahead as wanted among ${scope}.`);
  return found.id;
}

function isBeforeDue({ dueOn, slot }: Row): boolean {
  return slot !== null && slot.startsAt < dueOn;
}

type Mail = { readonly links: readonly string[] };

/** Tokens of the links to one of our pages, newest mail first, from the sandbox's mailbox. */
async function mailedTokens({ page, path: wanted }: { page: Page; path: string }): Promise<readonly string[]> {
  const session: { demo: { sandboxUrl: string } | null } = await (
    await page.request.get(`${origin}/api/session`)
  ).json();
  if (session.demo === null) throw new Error(`${origin} is no demo.`);
  const mails: readonly Mail[] = await (await page.request.get(`${session.demo.sandboxUrl}/control/mail`)).json();
  const links = mails.flatMap((mail) => mail.links.map((link) => new URL(link)));
  const tokens = links
    .filter(({ pathname }) => pathname === wanted)
    .map(({ searchParams }) => searchParams.get('token'));
  return [...new Set(tokens.filter((token) => token !== null))].toReversed();
}

/** A mailed link whose page, as the API describes it, is as wanted. */
async function mailedLink<Answer>({
  page,
  path: wanted,
  fits,
}: {
  page: Page;
  path: string;
  fits: (answer: Answer) => boolean;
}): Promise<string> {
  const api = wanted === '/confirm' ? '/api/confirmation' : '/api/connection';
  for (const token of await mailedTokens({ page, path: wanted })) {
    const query = `?token=${encodeURIComponent(token)}`;
    const answer = await page.request.get(`${origin}${api}${query}`);
    if (answer.ok() && fits(await answer.json())) return `${origin}${wanted}${query}`;
  }
  throw new Error(`No mail leads to a page ${wanted} as wanted: begin with a fresh demo.`);
}

function isUnanswered({ state, answer }: { state: string; answer?: string | null }): boolean {
  return state === 'open' && answer === null;
}

const mostLooks = 12;

/** From a connect mail over the consent page to the plan that waits. */
async function connectWaitingManager(page: Page): Promise<void> {
  const isWaiting = ({ purpose, connection }: { purpose: string; connection: unknown }) =>
    purpose === 'organize' && connection === null;
  await page.goto(await mailedLink({ page, path: '/connect', fits: isWaiting }));
  await page.getByRole('button', { name: /google/i }).click();
  await page.getByRole('button', { name: /allow|continue|accept/i }).click();
  await page.waitForURL(`${origin}/connect?*`);
  for (let looks = 0; looks < mostLooks; looks += 1) {
    await page.goto(`${origin}/plan`);
    await page.waitForLoadState('networkidle');
    if ((await page.getByRole('button', { name: /^Why this time/ }).count()) > 0) return;
    await page.waitForTimeout(5_000);
  }
  throw new Error('No plan was made within a minute of connecting.');
}

const executablePath = installedProgram('chromium', 'chromium-browser', 'google-chrome');
if (executablePath === null) throw new Error('Chromium has to be installed to make pictures.');
await mkdir(pictures, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const chosen = all.filter(({ name }) => wantedNames.length === 0 || wantedNames.includes(name));
  for (const { name, look, go } of chosen) {
    const context = await browser.newContext({
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      reducedMotion: 'reduce',
      ...look,
    });
    const page = await context.newPage();
    await go(page);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
    await context.close();
    console.log(`infra/pictures/${name}.png`);
  }
} finally {
  await browser.close();
}
