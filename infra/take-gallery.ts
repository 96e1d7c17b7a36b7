import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installedProgram } from '@throughline/testing/installed-program.ts';
import { chromium, type Browser, type Page } from 'playwright-core';
import { seeAs } from './gallery/demo-eyes.ts';
import type { GalleryPage } from './gallery/gallery-page.ts';
import { galleryPages } from './gallery/gallery-pages.ts';
import { looks } from './gallery/looks.ts';
import { mailPages } from './gallery/mail-pages.ts';
import { sheet } from './gallery/sheet.ts';

/**
 * A sheet of every page and every mail, on a desk, dark and on a phone: `npm run gallery`, with a running demo's address
 * behind it where that is another, and with names where not all are wanted. What could not be seen is told at the end.
 */
const [origin = 'http://localhost:3000', ...wanted] = process.argv.slice(2);
const folder = path.join(import.meta.dirname, 'pictures/gallery');
const isWanted = ({ name }: { name: string }) => wanted.length === 0 || wanted.includes(name);

async function picturesOf(browser: Browser, go: (page: Page) => Promise<void>): Promise<Buffer> {
  const pictures = [];
  for (const { look, width } of looks) {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/Berlin', ...look });
    const page = await context.newPage();
    await go(page);
    pictures.push({ png: await page.screenshot({ animations: 'disabled' }), width });
    await context.close();
  }
  return sheet({ browser, pictures });
}

async function open({ page, gallery: { as, at } }: { page: Page; gallery: GalleryPage }): Promise<void> {
  if (as !== null) await seeAs({ page, origin, part: as });
  const address = typeof at === 'string' ? at : await at({ page, origin });
  await page.goto(new URL(address, origin).href);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForLoadState('networkidle');
  // What is still loading is drawn as grey bars.
  await page.waitForFunction(() => document.querySelector('.mantine-Skeleton-root') === null);
}

const executablePath = installedProgram('chromium', 'chromium-browser', 'google-chrome');
if (executablePath === null) throw new Error('Chromium has to be installed to make pictures.');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const missed: string[] = [];
try {
  const sheets = [
    ...galleryPages.map((gallery) => ({
      name: gallery.name,
      go: (page: Page) => open({ page, gallery }),
    })),
    ...(await mailPages()).map(({ name, html }) => ({
      name: `mail-${name}`,
      go: (page: Page) => page.setContent(html),
    })),
  ];
  for (const { name, go } of sheets.filter(isWanted)) {
    try {
      await writeFile(path.join(folder, `${name}.jpg`), await picturesOf(browser, go));
      console.log(`infra/pictures/gallery/${name}.jpg`);
    } catch (error) {
      missed.push(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
} finally {
  await browser.close();
}
for (const line of missed) console.error(`not seen: ${line}`);
process.exitCode = missed.length === 0 ? 0 : 1;
