import { aBooking } from '@throughline/app/testing/a-booking.ts';
import { confirmUrl } from '@throughline/app/mail-links.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { setSsoOnly } from '@throughline/app/set-sso-only.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { anIssuer } from '@throughline/api/testing/an-issuer.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { afterAll, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

const issuer = await anIssuer();
const clouds = await twoClouds({ now: '2026-11-02T10:00:00Z', offered: ['google'] });
const port = await freePort();
const publicUrl = `http://127.0.0.1:${port}`;
const context = {
  ...clouds,
  world: clouds.worlds.google,
  publicUrl,
  mailer: { send: () => Promise.reject(new Error('no mail leaves')) },
};
const { db, clock } = context;
clock.advanceWallBy(clock.wall().until(systemClock.wall()));
const oidc = { issuer: issuer.url, clientId: 'throughline', clientSecret: 'secret' };
const signIn = providerSignIns({ settings: clouds.settings, oidc, wall: clock.wall });
const pagesDir = chromiumPath === null ? null : await builtPages();
const { app } = await buildApp({ context, signIn, demo: null, pagesDir });
await app.listen({ port, host: '127.0.0.1' });
const browser = chromiumPath === null ? null : await launchBrowser(chromiumPath);
afterAll(async () => {
  await browser?.close();
  await app.close();
});

test.skipIf(browser === null)(
  'where people sign in at their own issuer alone, a link of a mail leads there and back to what it was about',
  async () => {
    const { organizationId, conversationId, report, event } = await aBooking({ context });
    clock.set(event.endsAt.add({ hours: 1 }).toString());
    await endConversations(context, { organizationId });
    const actor = { kind: 'operator' } as const;
    await setSsoOnly(context, { organizationId, ssoOnly: true, canSignIn: true, actor });
    issuer.said.claims = { email: report.workEmail, email_verified: true };
    const expiresAt = clock.now().add({ hours: 24 });
    const link = confirmUrl(context, { organizationId, conversationId, personId: report.id, expiresAt });

    const visitor = await browser!.newContext();
    const page = await visitor.newPage();
    issuer.said.isDown = true;
    await page.goto(`${link}&answer=happened`);
    const button = page.getByRole('link', { name: `Sign in with ${new URL(issuer.url).host}` });
    await button.waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await button.press('Enter');
    await page.getByRole('alert').getByText('does not answer just now').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    issuer.said.isDown = false;
    await button.press('Enter');
    await page.getByRole('heading', { name: 'Did it take place?' }).waitFor();
    expect(new URL(page.url()).searchParams.get('answer')).toBe('happened');
    const answerOf = () =>
      db.inOrganization(organizationId, (tx) => evidenceStore(tx).ownAnswer({ conversationId, side: 'report' }));
    expect(await answerOf()).toBeNull();
    await page.getByRole('button', { name: 'It took place' }).click();
    await expect.poll(answerOf, { timeout: 10_000 }).toBe('happened');
    await visitor.close();
  },
);
