import { auditStore } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { tokenRefreshStore } from '@throughline/db/token-refresh-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { describe, expect, test } from 'vitest';
import { askAdminConsent } from './ask-admin-consent.ts';
import { withCalendar } from './calendar-access.ts';
import { completeAdminConsent } from './complete-admin-consent.ts';
import { openDueConversations } from './open-due-conversations.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { twoClouds } from './testing/two-clouds.ts';

const context = await twoClouds();
const { db, clock, sandbox } = context;
const world = context.worlds.microsoft;
const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

let teams = 0;

/** A manager on Outlook whose tenant granted and who connected. */
async function aConnectedManager() {
  const domain = `withdrawn${(teams += 1)}.example`;
  const team = await aTeam({ context, organization: { mailDomains: [domain] } });
  const { organizationId } = team;
  const manager = { ...team.manager, workEmail: `ben@${domain}` };
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([manager]));
  await openAccounts({ world, people: [manager] });
  await openDueConversations(context, { organizationId });
  await grant({ organizationId, domain });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const connection = () => db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
  const { id: connectionId } = (await connection())!;
  return { organizationId, domain, manager, access: { context, organizationId, connectionId }, connection };
}

const rowOf = ({ organizationId, domain }: { organizationId: string; domain: string }) =>
  db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));

async function grant(of: { organizationId: string; domain: string }) {
  const asked = await askAdminConsent(context, { ...of, actor: { kind: 'operator' } });
  if (asked.kind === 'refused') throw new Error(`${of.domain} needs nothing`);
  const { tenantId } = (await rowOf(of))!;
  const answer = { granted: true, tenant: tenantId };
  await completeAdminConsent(context, { provider: 'microsoft', state: asked.link.token, answer });
}

async function mailsOf({ organizationId }: { organizationId: string }, between = async () => {}) {
  const contents: MailContent[] = [];
  const renderMail = async ({ content }: { content: MailContent }) => {
    contents.push(content);
    return { subject: '', html: '', text: '' };
  };
  await openDueConversations(context, { organizationId });
  await sendDueReminders(context, { organizationId });
  await between();
  await relayOutbox({ ...context, mailer: accepting, renderMail }, { organizationId });
  return contents;
}

const noticesOf = async (...given: Parameters<typeof mailsOf>) =>
  (await mailsOf(...given)).filter(({ template }) => template === 'reconnect-notice');

const expired = (access: { organizationId: string; connectionId: string }) =>
  db.inOrganization(access.organizationId, async (tx) => {
    const { refreshNumber, ...row } = (await connectionStore(tx).byId(access.connectionId))!;
    const tokens = {
      refreshToken: row.refreshToken!,
      accessToken: row.accessToken!,
      accessTokenExpiresAt: context.clock.wall(),
      scopes: row.scopes,
    };
    await tokenRefreshStore(tx).storeTokens({ lease: { id: row.id, refreshNumber }, tokens });
  });

describe('a consent that an administrator took back', () => {
  test('is noticed with the next refresh: nobody is asked, nothing is called again, until it is granted anew', async () => {
    const given = await aConnectedManager();
    const { domain, access, connection } = given;
    await sandbox.control('POST', 'tenants', { domain, adminConsented: false });
    await expired(access);
    const read = () => withCalendar(access, (provider, auth) => provider.timeZone({ auth }));
    await expect(read()).rejects.toMatchObject({ kind: 'admin_needed' });
    expect(await connection()).toMatchObject({ status: 'reconnect_required', lastError: 'admin_needed' });
    expect(await rowOf(given)).toMatchObject({ consent: 'needed', consentAskedAt: null });
    const calls = (await world.exchanges()).length;
    await expect(read()).rejects.toMatchObject({ kind: 'grant_revoked' });
    expect((await world.exchanges()).length).toBe(calls);
    expect(await noticesOf(given)).toEqual([]);

    await sandbox.control('POST', 'tenants', { domain, adminConsented: true });
    await grant(given);
    expect(await noticesOf(given)).toHaveLength(1);
    const entries = await db.inOrganization(given.organizationId, (tx) => auditStore(tx).latest({ limit: 20 }));
    expect(entries.filter(({ action }) => action === 'admin_consent.needed')).toHaveLength(1);
  });

  test('holds back a notice that was written down before', async () => {
    const given = await aConnectedManager();
    const { organizationId, access } = given;
    await db.inOrganization(organizationId, (tx) =>
      connectionStore(tx).markReconnectRequired({
        id: access.connectionId,
        because: 'revoked',
        reason: 'grant_revoked',
        now: clock.now(),
      }),
    );
    const takenBack = () =>
      db.inOrganization(organizationId, async (tx) => {
        const row = (await calendarDomainStore(tx).byDomain(given.domain))!;
        await calendarDomainStore(tx).put({ ...row, consent: 'needed', consentGrantedAt: null });
      });
    expect(await noticesOf(given, takenBack)).toEqual([]);
  });
});

test('a further domain of a tenant that granted needs no second grant', async () => {
  const given = await aConnectedManager();
  const { organizationId, manager } = given;
  const { tenantId } = (await rowOf(given))!;
  const domain = `more-${given.domain}`;
  await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...manager, workEmail: `ben@${domain}` }]));
  const { calendars } = context;
  const { adminConsent } = calendars.provider('microsoft').oauth;
  const sameTenant = {
    ...context,
    calendars: {
      ...calendars,
      provider: (name: 'google' | 'microsoft') => {
        const provider = calendars.provider(name);
        if (name === 'google') return provider;
        return {
          ...provider,
          oauth: { ...provider.oauth, adminConsent: { ...adminConsent!, tenantOf: async () => tenantId } },
        };
      },
    },
  };
  await openDueConversations(sameTenant, { organizationId });
  expect(await rowOf({ organizationId, domain })).toMatchObject({ tenantId, consent: 'granted' });
});
