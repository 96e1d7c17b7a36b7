import type { AppContext } from '@throughline/app/context.ts';
import { buildApp } from '@throughline/api/app.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';

describe.skipIf(chromiumPath === null)('the page of the API’s description, in a real browser', () => {
  let browser: Browser;
  let origin: string;
  let close: () => Promise<void>;

  beforeAll(async () => {
    // It holds no data: nothing of a context is asked but where the API answers.
    const context = { publicUrl: 'http://localhost' } as AppContext & { publicUrl: string };
    const { app } = await buildApp({ context, signIn: new Map(), demo: null, pagesDir: null });
    close = () => app.close();
    origin = await app.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser(chromiumPath ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
  });

  test.each([
    ['light, on a desk', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
    ['dark, on a phone', { colorScheme: 'dark', viewport: { width: 390, height: 844 } }],
  ] as const)('is read %s, by everybody, and asks nobody else for anything', async (_how, options) => {
    const visitor = await browser.newContext({ ...options, baseURL: origin });
    const page = await visitor.newPage();
    const wrong: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(origin)) wrong.push(request.url());
    });
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) wrong.push(message.text());
    });
    await page.goto('/docs/');
    await page.getByRole('heading', { name: 'Throughline', exact: true }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/docs/#tag/employees/POST/v1/employees');
    await page.getByRole('heading', { name: 'State a person, new or known' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toMatch(
      options.colorScheme === 'dark' ? /rgb\((\d|1\d), / : /rgb\(255, /,
    );
    expect(wrong).toEqual([]);
    await visitor.close();
  });
});
