import { deliverToEndpoint } from '@throughline/app/deliver-to-endpoint.ts';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import { webhookEventTypes } from '@throughline/contracts/v1/webhooks.ts';
import { webhookEndpoint, idempotencyKey } from '@throughline/db/schema/tables.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { webhookEventTypes as domainTypes } from '@throughline/domain/webhook/webhook-event.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { hostileUrls } from '@throughline/security/testing/hostile-urls.ts';
import { createWebhookSender } from '@throughline/runtime/create-webhook-sender.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../../testing/an-office.ts';
import { apiCaller } from '../../testing/api-caller.ts';
import { apiContext } from '../../testing/api-context.ts';
import { buildApp } from '../../app.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const scopes = ['webhooks:read', 'webhooks:write'] as const;
const call = apiCaller({ app, key: (await office.keyWith(...scopes)).key });
const { organizationId } = office;
const path = '/v1/webhook_endpoints';

const happen = (count: number) =>
  context.db.inOrganization(organizationId, (tx) =>
    webhookEventStore(tx).add(
      Array.from({ length: count }, (_, index) => ({
        type: 'report.published' as const,
        at: context.clock.now(),
        data: { report: 'coverage', week: `2027-W${index}` },
      })),
    ),
  );
async function created(given: object = {}) {
  const receiver = await aReceiver();
  const answer = await call('POST', path, { url: receiver.url, ...given });
  expect(answer.status).toBe(201);
  const { secret, ...endpoint } = answer.body;
  const { id } = endpoint;
  return { id: id as string, at: `${path}/${id}`, secret, endpoint, receiver, answer };
}

test('what can be asked for is what is told', () => {
  expect(webhookEventTypes).toEqual(domainTypes);
});

describe('an endpoint', () => {
  test('is made with a secret that is shown this once, and kept sealed', async () => {
    const { at, secret, endpoint, answer } = await created({
      description: 'Payroll',
      event_types: ['conversation.held'],
    });
    expect(secret).toMatch(/^whsec_/);
    expect(answer.headers).toMatchObject({ location: at, 'cache-control': 'no-store' });
    expect(endpoint).toMatchObject({ description: 'Payroll', event_types: ['conversation.held'], state: 'enabled' });
    const read = await call('GET', at);
    expect(read.body).toEqual(endpoint);
    const list = await call('GET', path);
    expect(JSON.stringify([read, list])).not.toContain(secret.slice('whsec_'.length));
    const rows = await context.db.inOrganization(organizationId, (tx) => tx.select().from(webhookEndpoint));
    expect(rows.some((row) => row.secret.toString('latin1').includes(secret))).toBe(false);
  });

  test('is not made to lead inside, and says why', async () => {
    const rules = { ...publicOnly, ports: [443, 8443, 7443] };
    const strict = { ...context, webhooks: createWebhookSender({ rules }) };
    const { app: outside } = await buildApp({ context: strict, signIn: new Map(), demo: null, pagesDir: null });
    const ask = apiCaller({ app: outside, key: (await office.keyWith(...scopes)).key });
    for (const url of hostileUrls(7443)) {
      const answer = await ask('POST', path, { url });
      expect([url, answer.status]).toEqual([url, 400]);
      expect(answer.body.errors).toEqual([{ in: 'body', pointer: '/url', detail: expect.stringMatching(/\w/) }]);
    }
    const { at } = await created();
    expect((await ask('PATCH', at, { url: 'https://169.254.169.254/' })).body.errors[0]).toMatchObject({
      pointer: '/url',
      detail: 'leads into a private network: an address of the public internet is needed',
    });
    await outside.close();
  });

  test.each([
    ['no url', {}, '/url'],
    ['an event nobody knows', { url: 'https://hr.example.com', event_types: ['conversation.said'] }, '/event_types/0'],
    ['an attribute nobody asked for', { url: 'https://hr.example.com', secret: 'whsec_x' }, ''],
    ['no event at all', { url: 'https://hr.example.com', event_types: [] }, '/event_types'],
  ])('is refused with %s', async (_what, given, pointer) => {
    const answer = await call('POST', path, given);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  test('is changed by its ETag, and not by one that has been overtaken', async () => {
    const { at } = await created();
    const { etag } = (await call('GET', at)).headers;
    const changed = await call('PATCH', at, { description: 'A' }, { 'if-match': String(etag) });
    expect(changed).toMatchObject({ status: 200, body: { description: 'A' } });
    const late = await call('PATCH', at, { description: 'B' }, { 'if-match': String(etag) });
    expect(late.status).toBe(412);
    expect((await call('GET', at, undefined, { 'if-none-match': String(changed.headers.etag) })).status).toBe(304);
    expect(
      (await call('PATCH', at, { event_types: ['conversation.held', 'conversation.held'] })).body.event_types,
    ).toEqual(['conversation.held']);
    expect((await call('PATCH', at, { event_types: null })).body.event_types).toBeNull();
  });

  test('is switched off and on, and taken out', async () => {
    const { at, receiver, id } = await created();
    await happen(1);
    expect((await call('PATCH', at, { state: 'disabled' })).body).toMatchObject({
      state: 'disabled',
      disabled_because: 'asked',
    });
    await deliverToEndpoint(context, { organizationId, endpointId: id });
    expect(receiver.received).toEqual([]);
    expect((await call('POST', `${at}/replay`, { since: '2020-01-01T00:00:00Z' })).status).toBe(409);
    expect((await call('PATCH', at, { state: 'enabled' })).body).toMatchObject({ state: 'enabled', disabled_at: null });
    expect((await call('DELETE', at)).status).toBe(204);
    expect((await call('GET', at)).status).toBe(404);
    expect((await call('GET', `${at}/deliveries`)).status).toBe(404);
  });

  test('has a new secret beside the former one for as long as is asked, or at once', async () => {
    const { at, secret } = await created();
    const rotated = await call('POST', `${at}/rotate_secret`, { overlap_hours: 2 });
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    const until = context.clock.wall().add({ hours: 2 });
    expect(
      Temporal.Instant.from(rotated.body.previous_secret_expires_at).until(until).abs().total('minutes'),
    ).toBeLessThan(1);
    expect((await call('GET', at)).body.previous_secret_expires_at).toBe(rotated.body.previous_secret_expires_at);
    expect((await call('POST', `${at}/rotate_secret`)).status).toBe(200);
    const leaked = await call('POST', `${at}/rotate_secret`, { overlap_hours: 0 });
    expect(leaked.body.previous_secret_expires_at).toBeNull();
    expect((await call('POST', `${at}/rotate_secret`, { overlap_hours: 169 })).status).toBe(400);
  });

  test('comes twentieth and last, and nothing of a secret is kept with an Idempotency-Key', async () => {
    const many = await anOffice({ context });
    const ask = apiCaller({ app, key: (await many.keyWith(...scopes)).key });
    const headers = { 'idempotency-key': 'once' };
    const statuses: number[] = [];
    for (let made = 0; made < 21; made += 1)
      statuses.push((await ask('POST', path, { url: 'https://hr.example.com' }, headers)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(201), 409]);
    const kept = await context.db.inOrganization(many.organizationId, (tx) => tx.select().from(idempotencyKey));
    expect(kept).toEqual([]);
    const first = await ask('GET', `${path}?page_size=15`);
    expect(first.body.results).toHaveLength(15);
    expect((await ask('GET', `${path}?page_size=15&cursor=${first.body.next}`)).body.results).toHaveLength(5);
  });
});

describe('deliveries', () => {
  test('are listed newest first and whole, page by page, also while more are added', async () => {
    const { at, id } = await created();
    await happen(5);
    const seen: string[] = [];
    let page = await call('GET', `${at}/deliveries?page_size=2`);
    expect(page.headers.link).toContain('rel="next"');
    for (;;) {
      seen.push(...page.body.results.map((row: { event: { data: { week: string } } }) => row.event.data.week));
      if (page.body.next === null) break;
      await happen(1);
      page = await call('GET', `${at}/deliveries?page_size=2&cursor=${page.body.next}`);
    }
    expect(seen).toEqual(['2027-W4', '2027-W3', '2027-W2', '2027-W1', '2027-W0']);
    const back = await call('GET', `${at}/deliveries?page_size=2&cursor=${page.body.previous}`);
    expect(back.body.results).toHaveLength(2);
    await deliverToEndpoint(context, { organizationId, endpointId: id });
    const delivered = await call('GET', `${at}/deliveries?state=delivered&page_size=1`);
    expect(delivered.body.results).toMatchObject([{ state: 'delivered', attempts: 1, last_status: 204 }]);
    expect((await call('GET', `${at}/deliveries?state=waiting`)).body.results).toEqual([]);
  });

  test('another list’s cursor is none, another organisation’s leads nowhere', async () => {
    const [one, other] = [await created(), await created()];
    await happen(3);
    const { next } = (await call('GET', `${one.at}/deliveries?page_size=1`)).body;
    expect((await call('GET', `${other.at}/deliveries?cursor=${next}`)).status).toBe(400);
    const [list, , rowId] = JSON.parse(Buffer.from(next, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify([list, 'after', rowId, foreign.organizationId])).toString('base64url');
    expect((await call('GET', `${one.at}/deliveries?cursor=${forged}`)).status).toBe(404);
  });

  test('are sent again one at a time or since a moment, once for each Idempotency-Key', async () => {
    const { at, id, receiver } = await created();
    context.clock.advanceBy({ hours: 1 });
    await happen(2);
    await deliverToEndpoint(context, { organizationId, endpointId: id });
    const [newest] = (await call('GET', `${at}/deliveries`)).body.results;
    const again = await call('POST', `${at}/deliveries/${newest.id}/replay`);
    expect(again).toMatchObject({ status: 200, body: { state: 'waiting', event: newest.event } });
    const since = { since: context.clock.now().toString(), include_delivered: true };
    const headers = { 'idempotency-key': 'replay-1' };
    const answers = [
      await call('POST', `${at}/replay`, since, headers),
      await call('POST', `${at}/replay`, since, headers),
    ];
    // The other waits already.
    expect(answers.map(({ body }) => body)).toEqual([{ replayed: 1 }, { replayed: 1 }]);
    await deliverToEndpoint(context, { organizationId, endpointId: id });
    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.ids()).size).toBe(2);
  });

  test('a test says at once what came of it', async () => {
    const { at, receiver, secret } = await created();
    expect((await call('POST', `${at}/test`)).body).toMatchObject({
      state: 'delivered',
      last_status: 204,
      event: { type: 'webhook.test' },
    });
    expect(receiver.verified(secret)).toHaveLength(1);
    await receiver.stop();
    expect((await call('POST', `${at}/test`)).body).toMatchObject({ state: 'failed', last_error: 'no_connection' });
    await receiver.start();
  });
});

test('another organisation’s endpoint and its deliveries are nothing here', async () => {
  const endpointId = await foreign.webhookEndpoint();
  const { at } = await created();
  await happen(1);
  const [own] = (await call('GET', `${at}/deliveries`)).body.results;
  const theirs = `${path}/${endpointId}`;
  const statuses = [
    await call('GET', theirs),
    await call('PATCH', theirs, { state: 'disabled' }),
    await call('PATCH', theirs, { url: 'https://169.254.169.254/' }),
    await call('DELETE', theirs),
    await call('GET', `${theirs}/deliveries`),
    await call('POST', `${theirs}/test`),
    await call('POST', `${theirs}/rotate_secret`, {}),
    await call('POST', `${theirs}/replay`, { since: '2020-01-01T00:00:00Z' }),
    await call('POST', `${theirs}/deliveries/${own.id}/replay`),
  ].map(({ status }) => status);
  expect(statuses).toEqual(statuses.map(() => 404));
  expect((await call('GET', path)).body.results.map(({ id }: { id: string }) => id)).not.toContain(endpointId);
  const [row] = await context.db.inOrganization(foreign.organizationId, (tx) => tx.select().from(webhookEndpoint));
  expect(row).toMatchObject({ state: 'enabled', version: 1 });
});
