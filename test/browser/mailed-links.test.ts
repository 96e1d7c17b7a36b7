import {
  confirmUrl,
  connectUrl,
  linkPurposes,
  signInUrl,
  stopMailsUrl,
  timesUrl,
} from '@throughline/app/mail-links.ts';
import { endConversations } from '@throughline/app/end-conversations.ts';
import { aBlindTeam } from '@throughline/app/testing/a-blind-team.ts';
import { aBooking } from '@throughline/app/testing/a-booking.ts';
import { twoClouds } from '@throughline/app/testing/two-clouds.ts';
import { buildApp } from '@throughline/api/app.ts';
import { providerSignIns } from '@throughline/api/sign-in/provider-sign-ins.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import { everyRow } from '@throughline/db/testing/every-row.ts';
import { createMailRenderer } from '@throughline/mail/render-mail.ts';
import { sampleMails } from '@throughline/mail/testing/sample-mails.ts';
import { systemClock } from '@throughline/runtime/clock.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { accessibilityProblems, chromiumPath, launchBrowser } from './browser.ts';
import { builtPages } from './built-pages.ts';

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
const signIn = providerSignIns({ settings: clouds.settings, oidc: null, wall: clock.wall });
const pagesDir = chromiumPath === null ? null : await builtPages();
const { app, declared } = await buildApp({ context, signIn, demo: null, pagesDir });
await app.listen({ port, host: '127.0.0.1' });
const browser = chromiumPath === null ? null : await launchBrowser(chromiumPath);
afterAll(async () => {
  await browser?.close();
  await app.close();
});

/** A report who has times to pick from, and a conversation that has just ended, which is what `endedAt` is for. */
const begin = clock.now();
const blind = await aBlindTeam({ context });
const booking = await aBooking({ context });
const endedAt = booking.event.endsAt.add({ hours: 1 });
clock.set(endedAt.toString());
await endConversations(context, { organizationId: booking.organizationId });
clock.set(begin.toString());

const expiresAt = endedAt.add({ hours: 24 * 30 });
const { organizationId, conversationId, report, manager } = booking;
const confirm = confirmUrl(context, { organizationId, personId: report.id, conversationId, expiresAt });
const times = timesUrl(context, {
  organizationId: blind.organizationId,
  personId: blind.report.id,
  conversationId: blind.conversationId,
  expiresAt,
});
const [proposal] = await blind.proposals();
const signInLinkId = await db.inOrganization(organizationId, (tx) =>
  accessStore(tx).addSignInLink({
    personId: report.id,
    returnTo: '/',
    expiresAt: clock.wall().add({ minutes: 15 }),
  }),
);
const person = { organizationId, personId: manager.id };

/** One of each kind of link that works without a sign-in, as mails hold them, by where it leads. */
const links: readonly { readonly path: string; readonly url: string; readonly now: Temporal.Instant }[] = [
  ...['happened', 'did_not_happen', 'moved', 'folded_into_one_on_one'].map((answer) => ({
    path: '/confirm',
    url: `${confirm}&answer=${answer}`,
    now: endedAt,
  })),
  { path: '/times', url: times, now: begin },
  { path: '/times', url: `${times}&pick=${encodeURIComponent(proposal!.slots[0]!.start.toString())}`, now: begin },
  { path: '/connect', url: connectUrl(context, { ...person, expiresAt }), now: begin },
  { path: '/mails/stop', url: stopMailsUrl(context, { ...person, template: 'monday-mail', now: begin }), now: begin },
  {
    path: '/sign-in/link',
    url: signInUrl(context, {
      organizationId,
      personId: report.id,
      signInLinkId,
      expiresAt: clock.wall().add({ minutes: 15 }),
    }),
    now: begin,
  },
];

const everything = () =>
  Promise.all([organizationId, blind.organizationId].map((id) => everyRow({ db, organizationId: id })));

const addressOf = (url: string) => url.slice(publicUrl.length);

test('every link that a mail can hold is among those looked at here', async () => {
  const renderMail = createMailRenderer();
  const inMails = new Set<string>();
  for (const { content, unsubscribeUrl } of sampleMails) {
    const { html } = await renderMail({ content, unsubscribeUrl });
    const urls = [...html.matchAll(/https?:\/\/[^"<\s]+/g)].map(([url]) => new URL(url.replaceAll('&amp;', '&')));
    for (const url of urls.filter(({ search }) => search.includes('token='))) {
      const answer = url.searchParams.get('answer');
      inMails.add(url.pathname + (answer === null ? '' : ` ${answer}`));
    }
  }
  const here = links.map(({ url }) => {
    const { pathname, searchParams } = new URL(url);
    return pathname + (searchParams.has('answer') ? ` ${searchParams.get('answer')}` : '');
  });
  // What managers find in their Monday mail names no answer.
  expect([...inMails].filter((path) => path !== '/confirm').toSorted()).toEqual([...new Set(here)].toSorted());
  // Two more are passed on by people, and looked at in `administrator.test.ts`.
  expect(Object.keys(linkPurposes).toSorted()).toEqual(
    ['adminConsent', 'attendanceConsent', 'confirm', 'connect', 'signIn', 'stopMails', 'times'].toSorted(),
  );
});

describe.each(links)('$path $url', ({ url, now }) => {
  test('opened a hundred times by GET and HEAD, with all that its page asks for, changes nothing', async () => {
    clock.set(now.toString());
    const before = await everything();
    const token = new URL(url).searchParams.get('token') ?? '';
    const asked = declared.filter(({ method, access }) => method === 'GET' && access.kind === 'mailed_link');
    expect(asked.length).toBeGreaterThan(2);
    for (let time = 0; time < 100; time += 1) {
      const method = time % 2 === 0 ? 'GET' : 'HEAD';
      await app.inject({ method, url: addressOf(url), headers: { accept: 'text/html' } });
      // One of these is what the page asks; none may change anything.
      const { url: path } = asked[time % asked.length]!;
      await app.inject({ method, url: `${path}?${new URLSearchParams({ token }).toString()}` });
    }
    expect(await everything()).toEqual(before);
  });

  test.skipIf(chromiumPath === null)('opened by a browser that runs its scripts, changes nothing', async () => {
    clock.set(now.toString());
    const before = await everything();
    const visitor = await browser!.newContext();
    try {
      const page = await visitor.newPage();
      const posted: string[] = [];
      page.on('request', (request) => {
        if (request.method() !== 'GET') posted.push(`${request.method()} ${request.url()}`);
      });
      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await accessibilityProblems(page)).toEqual([]);
      await page.reload();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(posted).toEqual([]);
    } finally {
      await visitor.close();
    }
    expect(await everything()).toEqual(before);
  });
});
