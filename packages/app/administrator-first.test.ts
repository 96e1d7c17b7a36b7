import { createCalendarRegistry } from '@throughline/calendars/registry.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { describe, expect, test } from 'vitest';
import { askAdminConsent } from './ask-admin-consent.ts';
import { completeAdminConsent } from './complete-admin-consent.ts';
import { openDueConversations } from './open-due-conversations.ts';
import type { Mailer } from './ports/mailer.ts';
import type { MailContent } from './ports/mail-content.ts';
import { relayOutbox } from './relay-outbox.ts';
import { reviewLaunch } from './review-launch.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aTeam, type Team } from './testing/a-team.ts';
import { outboxRows, putOrganization } from './testing/outbox-rows.ts';
import { twoClouds } from './testing/two-clouds.ts';

const context = await twoClouds();
const { db, clock, worlds } = context;
const begin = clock.now();
const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

let teams = 0;

/** A team whose addresses are in a domain of their own, which a Microsoft tenant owns. */
async function anOutlookTeam({ domain = `outlook${(teams += 1)}.example` } = {}): Promise<Team & { domain: string }> {
  clock.set(begin.toString());
  const team = await aTeam({ context, organization: { mailDomains: [domain] }, rules: { rolloutDays: 30 } });
  const moved = [team.manager, ...team.reports].map((person) => ({ ...person, workEmail: `${person.id}@${domain}` }));
  await db.inOrganization(team.organizationId, (tx) => peopleStore(tx).put(moved));
  await context.sandbox.control('POST', 'tenants', { domain, adminConsented: false });
  const [manager = team.manager, ...reports] = moved;
  return { ...team, manager, reports, domain };
}

/** The sweeps, and which mails they wrote. */
async function mailsOf({ organizationId }: Team, at = context): Promise<readonly MailContent[]> {
  const contents: MailContent[] = [];
  const renderMail = async ({ content }: { content: MailContent }) => {
    contents.push(content);
    return { subject: '', html: '', text: '' };
  };
  await openDueConversations(at, { organizationId });
  await sendDueReminders(at, { organizationId });
  await relayOutbox({ ...at, mailer: accepting, renderMail }, { organizationId });
  return contents;
}

async function grant({ organizationId, domain }: Team & { domain: string }): Promise<void> {
  const asked = await askAdminConsent(context, { organizationId, domain, actor: { kind: 'operator' } });
  if (asked.kind === 'refused') throw new Error(`${domain} needs nothing`);
  const { tenantId } = (await rowOf({ organizationId, domain }))!;
  const answer = { granted: true, tenant: tenantId };
  const completed = await completeAdminConsent(context, { provider: 'microsoft', state: asked.link.token, answer });
  expect(completed).toEqual({ kind: 'granted', domains: [domain] });
}

const rowOf = ({ organizationId, domain }: { organizationId: string; domain: string }) =>
  db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));

const waitingFor = ({ organizationId }: Team) =>
  db.inOrganization(organizationId, async (tx) =>
    (await conversationStore(tx).open()).map((conversation) => conversation.waitingFor),
  );

/** What Monday mails and connect requests of forty days say of connecting. */
async function fortyDaysOf(team: Team) {
  const requests: MailContent[] = [];
  const connectUrls: (string | null)[] = [];
  for (let days = 0; days < 40; days += 1) {
    for (const mail of await mailsOf(team)) {
      if (mail.template === 'connect-request') requests.push(mail);
      if (mail.template === 'monday-mail') connectUrls.push(mail.connectUrl);
    }
    clock.advanceBy({ days: 1 });
  }
  return { requests, connectUrls };
}

describe('before an administrator has granted', () => {
  test('no mail has a link to connect, for weeks; after it the first request is the first', async () => {
    const team = await anOutlookTeam();
    const before = await fortyDaysOf(team);
    expect(before.requests).toEqual([]);
    expect(before.connectUrls.length).toBeGreaterThan(0);
    expect(new Set(before.connectUrls)).toEqual(new Set([null]));
    expect(await waitingFor(team)).toEqual(['admin_consent_needed']);
    await grant(team);
    expect(await waitingFor(team)).toEqual(['manager_not_connected']);
    const after = await fortyDaysOf(team);
    expect(after.requests).toMatchObject([{ request: 1 }, { request: 2 }, { request: 3 }]);
    expect(after.connectUrls.every((url) => url?.includes('/connect?token='))).toBe(true);
  });

  test('a preview of the launch names whom it waits for', async () => {
    const team = await anOutlookTeam();
    const { organizationId } = team;
    const draft = { ...team.organization, state: 'draft', launchedOn: null } as const;
    await putOrganization({ db, organization: draft });
    // Drafts are looked up as well, so that a preview knows.
    await openDueConversations(context, { organizationId });
    const preview = () => reviewLaunch(context, { organizationId, target: { kind: 'everyone' } });
    expect(await preview()).toMatchObject({
      pairs: [{ managerIsConnected: false, administratorFirst: 'microsoft' }],
      review: { managers: { connected: 0, toConnect: [], administratorFirst: [team.manager.id] } },
    });
    await grant(team);
    expect(await preview()).toMatchObject({
      pairs: [{ managerIsConnected: false, administratorFirst: null }],
    });
  });

  test('nobody is asked while the provider cannot be', async () => {
    const team = await anOutlookTeam();
    const { organizationId } = team;
    const gone = { ...context, calendars: unreachable() };
    await openDueConversations(gone, { organizationId });
    expect(await rowOf(team)).toBeNull();
    await sendDueReminders(gone, { organizationId });
    expect(await outboxRows({ db, organizationId, template: 'connect-request' })).toEqual([]);
    const mails = await mailsOf(team, gone);
    expect(mails).toMatchObject([{ template: 'monday-mail', connectUrl: null }]);
  });

  test('a connection that breaks is told of only once connecting again can succeed', async () => {
    const team = await anOutlookTeam();
    const { organizationId, manager } = team;
    await openDueConversations(context, { organizationId });
    await db.inOrganization(organizationId, async (tx) => {
      const connections = connectionStore(tx);
      const id = uuid();
      const empty = Buffer.from('sealed');
      const tokens = { refreshToken: empty, accessToken: empty, accessTokenExpiresAt: clock.now(), scopes: [] };
      const account = { accountSubject: 'subject', accountEmail: manager.workEmail };
      const of = { id, personId: manager.id, provider: 'microsoft', purpose: 'organize', ...account } as const;
      await connections.insert({ grant: { ...of, tokens, planHeldUntil: null }, now: clock.now() });
      await connections.markReconnectRequired({ id, because: 'revoked', reason: 'revoked', now: clock.now() });
    });
    const notices = async () => (await mailsOf(team)).filter(({ template }) => template === 'reconnect-notice');
    expect(await notices()).toEqual([]);
    await grant(team);
    expect(await notices()).toHaveLength(1);
  });
});

test('a domain no tenant owns, and an organisation without such a provider, wait for nobody', async () => {
  const domain = 'own-server.example';
  clock.set(begin.toString());
  const { organizationId } = await aTeam({ context, organization: { mailDomains: [domain] } });
  await openDueConversations(context, { organizationId });
  expect(await rowOf({ organizationId, domain })).toMatchObject({ provider: null, consent: 'not_needed' });

  const team = await anOutlookTeam();
  await openDueConversations(context, team);
  expect(await waitingFor(team)).toEqual(['admin_consent_needed']);
  const { calendars } = context;
  const googleAlone = { ...context, calendars: { ...calendars, offered: () => ['google'] as const } };
  await openDueConversations(googleAlone, team);
  expect(await waitingFor(team)).toEqual(['manager_not_connected']);
});

test('what was asked and granted is on record', async () => {
  const team = await anOutlookTeam();
  await openDueConversations(context, team);
  await grant(team);
  const entries = await db.inOrganization(team.organizationId, (tx) => auditStore(tx).latest({ limit: 10 }));
  expect(entries.map(({ action, details }) => [action, details])).toEqual(
    expect.arrayContaining([
      ['admin_consent.asked', { domain: team.domain, provider: 'microsoft' }],
      ['admin_consent.granted', { domain: team.domain, provider: 'microsoft' }],
    ]),
  );
});

/** Microsoft as it is when nobody answers there. */
function unreachable() {
  const microsoft = { ...worlds.microsoft.settings, loginBaseUrl: 'http://127.0.0.1:1' };
  return createCalendarRegistry({ settings: { ...context.settings, microsoft }, wall: context.wall });
}
