import { createServer } from 'node:http';
import { freePort } from '@throughline/testing/free-port.ts';
import { buildSandbox } from '@throughline/sandbox/app.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';

const client = { clientId: 'application', clientSecret: 'secret', redirectUris: [] };
const port = await freePort();
const back = `http://localhost:${port}/back`;
const scope = 'openid profile offline_access Calendars.ReadWrite';

describe.skipIf(chromiumPath === null)("Microsoft's sign-in, as the sandbox shows it", () => {
  let browser: Browser | undefined;
  let page: Page;
  let url: string;
  let close: (() => Promise<void>) | undefined;

  /** Where the application would be. */
  const application = createServer((_request, response) => response.end('back again'));

  beforeAll(async () => {
    application.listen(port, 'localhost');
    const sandbox = await buildSandbox({
      dataDirectory: null,
      clockCallback: null,
      googleClient: null,
      microsoftClient: client,
    });
    url = (await sandbox.listen()).url;
    close = sandbox.close;
    const account = { email: 'ida@contoso.example', displayName: 'Ida Berg', timeZone: 'Europe/Madrid' };
    await fetch(`${url}/control/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...account, provider: 'microsoft' }),
    });
    browser = await launchBrowser(chromiumPath ?? '');
    page = await (await browser.newContext()).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await close?.();
    application.close();
  });

  const open = async (path: string): Promise<void> => {
    const query = { client_id: client.clientId, redirect_uri: back, scope, state: 'here', response_type: 'code' };
    await page.goto(`${url}/${path}?${new URLSearchParams(query).toString()}`);
  };
  const press = async (name: string): Promise<void> => page.getByRole('button', { name }).click();
  const returned = async (): Promise<Record<string, string>> => {
    await page.waitForURL(`${back}**`);
    return Object.fromEntries(new URL(page.url()).searchParams);
  };

  test('a person may not allow it, the administrator does, and then the person may', async () => {
    await open('common/oauth2/v2.0/authorize');
    expect(await accessibilityProblems(page)).toEqual([]);
    await press('Accept');
    await page.getByRole('heading', { name: 'Need admin approval' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await press('Return to the application');
    expect(await returned()).toMatchObject({ error: 'access_denied', error_subcode: 'cancel', state: 'here' });

    await open('contoso.example/v2.0/adminconsent');
    await page.getByText('Have full access to your calendars').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await press('Accept');
    expect(await returned()).toMatchObject({ admin_consent: 'True', tenant: expect.any(String), state: 'here' });

    await open('contoso.example/oauth2/v2.0/authorize');
    await press('Accept');
    expect(await returned()).toMatchObject({ code: expect.any(String), state: 'here' });
  });
});
