import AxeBuilder from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { installedProgram } from '@throughline/testing/installed-program.ts';

/**
 * Null, with a word, where no Chromium is installed; an error where nothing may be skipped. The shell without windows
 * opens a page in half the time.
 */
export const chromiumPath = installedProgram(
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
);

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
}

/** What a page breaks of WCAG 2.2 A and AA, as one line each, once nothing fades in or out any more. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  );
  // In the page alone: nothing here lies in frames of somebody else's, for which a second page would be opened.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
    .setLegacyMode(true)
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
