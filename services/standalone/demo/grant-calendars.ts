import type { AppContext } from '@throughline/app/context.ts';
import { askAdminConsent } from '@throughline/app/ask-admin-consent.ts';
import { calendarsPage } from '@throughline/app/calendars-page.ts';
import { z } from 'zod';
import { openBrowser } from './browser.ts';

const consent = z.object({ authorizationUrl: z.string() });

/**
 * Whoever administers the company's calendars gets the page that was forwarded to them, follows it to their provider
 * and grants, for each mail domain that waits for it. `origin` is where the API answers.
 */
export async function grantCalendars({
  context,
  organizationId,
  origin,
}: {
  context: AppContext;
  organizationId: string;
  origin: string;
}): Promise<void> {
  const { domains } = await calendarsPage(context, { organizationId });
  for (const { domain, consent: state } of domains) {
    if (state !== 'needed') continue;
    const asked = await askAdminConsent(context, { organizationId, domain, actor: { kind: 'operator' } });
    if (asked.kind === 'refused') throw new Error(`${domain} waits for an administrator who need not do anything`);
    await grant({ origin, token: asked.link.token, domain });
  }
}

async function grant({ origin, token, domain }: { origin: string; token: string; domain: string }): Promise<void> {
  const browser = openBrowser();
  const page = await browser.request(`${origin}/api/admin-consent?token=${encodeURIComponent(token)}`);
  if (!page.ok) throw new Error(`The page for the administrator of ${domain} was refused: ${await page.text()}`);
  const authorization = new URL(consent.parse(await page.json()).authorizationUrl);
  const decided = await browser.postForm(new URL(authorization.pathname, authorization).href, [
    ...authorization.searchParams,
    ['decision', 'accept'],
  ]);
  const callback = decided.headers.get('location');
  if (callback === null) throw new Error(`Granting for ${domain} led nowhere: ${await decided.text()}`);

  const { pathname, search } = new URL(callback);
  const done = await browser.request(`${origin}${pathname}${search}`);
  const landed = done.headers.get('location') ?? '';
  if (!landed.includes('result=granted')) throw new Error(`Granting for ${domain} ended at ${landed || done.status}`);
}
