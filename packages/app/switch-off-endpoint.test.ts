import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeWebhookEndpoint } from './change-webhook-endpoint.ts';
import { deliverToEndpoint } from './deliver-to-endpoint.ts';
import type { MailContent } from './ports/mail-content.ts';
import type { Mailer } from './ports/mailer.ts';
import { relayOutbox } from './relay-outbox.ts';
import { aToldPair } from './testing/a-told-pair.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const now = '2027-01-20T09:00:00Z';
const context = await testContext({ now, wall: machineTime() });
const { db, clock } = context;
const actor = { kind: 'operator' } as const;
beforeEach(() => clock.set(now));

/** With Ana and Ben administering. */
async function administered() {
  const told = await aToldPair({ context });
  await db.inOrganization(told.organizationId, async (tx) => {
    for (const { id: personId } of [told.manager, told.report]) {
      const grant = { personId, role: 'administrator', grantedById: null, grantedAt: clock.now() } as const;
      await accessStore(tx).grantRole(grant);
    }
  });
  const { organizationId } = told;
  return { ...told, notices: () => outboxRows({ db, organizationId, template: 'webhook-notice' }) };
}

/** Sends what waits, and answers what those mails say. */
async function mailed({ organizationId }: { organizationId: string }): Promise<readonly MailContent[]> {
  const contents: MailContent[] = [];
  const mailer: Mailer = {
    send: async ({ onHandover }) => {
      await onHandover();
      return { kind: 'accepted' };
    },
  };
  const renderMail = ({ content }: { content: MailContent }) => {
    contents.push(content);
    return { subject: '', html: '', text: '' };
  };
  await relayOutbox({ ...context, mailer, renderMail }, { organizationId });
  return contents.filter(({ template }) => template === 'webhook-notice');
}

describe('an endpoint that fails for days', () => {
  test('is switched off after five, and its administrators are told once', async () => {
    const told = await administered();
    told.receiver.answer = (response) => void response.writeHead(500).end();
    let hours = 0;
    for (; hours < 24 * 8 && (await told.endpoints())[0]?.state === 'enabled'; hours += 1) {
      await told.happen();
      await deliverToEndpoint(context, told);
      clock.advanceBy({ hours: 1 });
    }
    expect(hours / 24).toBeGreaterThan(4.9);
    expect(hours / 24).toBeLessThan(5.5);
    const [endpoint] = await told.endpoints();
    expect(endpoint).toMatchObject({ state: 'disabled', disabledBecause: 'failing' });
    expect(new Set((await told.deliveries()).map(({ state }) => state))).toEqual(new Set(['failed', 'skipped']));
    const before = told.receiver.received.length;
    await told.happen();
    await deliverToEndpoint(context, told);
    expect(told.receiver.received).toHaveLength(before);

    const mails = await mailed(told);
    expect(mails.map(({ givenName }) => givenName).toSorted()).toEqual(['Ana', 'Ben']);
    expect(mails[0]).toMatchObject({
      because: 'failing',
      host: new URL(told.receiver.url).host,
      since: endpoint?.failingSince,
      webhooksUrl: 'http://throughline.example/webhooks',
    });
    expect(await told.notices()).toHaveLength(2);
    const audited = await db.inOrganization(told.organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
    expect(audited).toMatchObject([{ action: 'webhook_endpoint.switched_off', actorKind: 'throughline' }]);
  });

  test('is not, when it stumbles once after a week in which nothing happened', async () => {
    const told = await administered();
    told.receiver.answer = (response) => void response.writeHead(500).end();
    await told.happen();
    await deliverToEndpoint(context, told);
    clock.advanceBy({ hours: 24 * 7 });
    await deliverToEndpoint(context, told);
    expect(await told.endpoints()).toMatchObject([{ state: 'enabled' }]);
    told.receiver.answer = (response) => void response.writeHead(204).end();
    clock.advanceBy({ hours: 24 });
    await deliverToEndpoint(context, told);
    expect(await told.endpoints()).toMatchObject([{ state: 'enabled', failingSince: null }]);
    expect(await told.notices()).toEqual([]);
  });

  test('is forgiven as soon as something gets through', async () => {
    const told = await administered();
    for (let day = 0; day < 12; day += 1) {
      const status = day % 3 === 2 ? 204 : 500;
      told.receiver.answer = (response) => void response.writeHead(status).end();
      await told.happen();
      await deliverToEndpoint(context, told);
      clock.advanceBy({ hours: 24 });
    }
    expect(await told.endpoints()).toMatchObject([{ state: 'enabled' }]);
  });
});

describe('an endpoint whose receiver answers 410', () => {
  test('is switched off at once, and nothing that waits is sent', async () => {
    const told = await administered();
    await told.happen(20);
    told.receiver.answer = (response) => void response.writeHead(410).end();
    await deliverToEndpoint(context, told);
    await deliverToEndpoint(context, told);
    expect(told.receiver.received.length).toBeLessThanOrEqual(8);
    expect(await told.endpoints()).toMatchObject([{ state: 'disabled', disabledBecause: 'gone' }]);
    expect(await told.deliveries()).toMatchObject(Array.from({ length: 20 }, () => ({ state: 'skipped' })));
    expect(await mailed(told)).toMatchObject([{ because: 'gone' }, { because: 'gone' }]);
  });

  test('is not written about once somebody has looked after it', async () => {
    const told = await administered();
    await told.happen();
    told.receiver.answer = (response) => void response.writeHead(410).end();
    await deliverToEndpoint(context, told);
    await changeWebhookEndpoint(context, { ...told, actor, change: { state: 'enabled' } });
    expect(await mailed(told)).toEqual([]);
    expect(await told.notices()).toMatchObject([{ state: 'dropped' }, { state: 'dropped' }]);
  });
});
