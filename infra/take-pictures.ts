import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { installedProgram } from '@throughline/testing/installed-program.ts';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { bookedConversation, isBeforeDue } from './gallery/booked-conversation.ts';
import { seeAs } from './gallery/demo-eyes.ts';
import { mailedLink } from './gallery/mailed-link.ts';

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
      await seeAs({ page, origin, part: 'manager' });
      const id = await bookedConversation({ page, origin, scope: 'my_reports', fits: isBeforeDue });
      await page.goto(`${origin}/conversations/${id}`);
    },
  },
  {
    name: 'agenda',
    look: desktop,
    go: async (page) => {
      await seeAs({ page, origin, part: 'report' });
      const id = await bookedConversation({ page, origin, scope: 'mine' });
      await page.goto(`${origin}/conversations/${id}/agenda`);
    },
  },
  {
    name: 'coverage-dark',
    look: { ...desktop, colorScheme: 'dark' },
    go: async (page) => {
      await seeAs({ page, origin, part: 'hr' });
      await page.goto(`${origin}/coverage`);
      // The chart's code comes after the page.
      await page.locator('.recharts-line').first().waitFor();
    },
  },
  {
    name: 'coverage-units',
    look: desktop,
    go: async (page) => {
      await seeAs({ page, origin, part: 'hr' });
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
      await page.goto(await mailedLink({ page, origin, path: '/confirm', fits: isUnanswered }));
    },
  },
];

async function openWeeklyEmail(page: Page): Promise<void> {
  await seeAs({ page, origin, part: 'leader' });
  await page.goto(`${origin}/digest`);
  await page
    .getByRole('region', { name: /^The mail/ })
    .getByRole('img')
    .waitFor();
}

function isUnanswered({ state, answer }: { state: string; answer?: string | null }): boolean {
  return state === 'open' && answer === null;
}

const mostLooks = 12;

/** From a connect mail over the consent page to the plan that waits. */
async function connectWaitingManager(page: Page): Promise<void> {
  const isWaiting = ({ purpose, connection }: { purpose: string; connection: unknown }) =>
    purpose === 'organize' && connection === null;
  await page.goto(await mailedLink({ page, origin, path: '/connect', fits: isWaiting }));
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
