import { deliverToEndpoint } from '@throughline/app/deliver-to-endpoint.ts';
import { aReceiver } from '@throughline/app/testing/a-receiver.ts';
import type { WebhooksResponse } from '@throughline/contracts/pages/webhooks.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { describe, expect, test } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext();
const office = await anOffice({ context });
const foreign = await anOffice({ context });
const { organizationId } = office;
const cookie = await office.cookieOf('administrator');

async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, payload?: object) {
  const answer = await app.inject({
    method,
    url: `/api/webhooks${path}`,
    headers: { cookie },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.json() };
}
const happen = () =>
  context.db.inOrganization(organizationId, (tx) =>
    webhookEventStore(tx).add([{ type: 'report.published', at: context.clock.now(), data: { week: '2027-W04' } }]),
  );

describe('the page of webhooks', () => {
  test('is empty before anybody is told', async () => {
    expect(await ask('GET', '')).toMatchObject({ status: 200, body: { endpoints: [], full: false, telling: 'yes' } });
  });

  test('adds an endpoint, tests it, shows what it was told and sends that again', async () => {
    const receiver = await aReceiver();
    const added = await ask('POST', '', { url: receiver.url, description: 'Payroll' });
    expect(added.body).toMatchObject({
      secret: expect.stringMatching(/^whsec_/),
      page: { endpoints: [{ description: 'Payroll' }] },
    });
    const { id, secret } = added.body;
    const tested = await ask('POST', `/${id}/test`);
    expect(tested.body).toMatchObject({ delivery: { state: 'delivered', last_status: 204 } });
    await happen();
    await deliverToEndpoint(context, { organizationId, endpointId: id });
    const page: WebhooksResponse = (await ask('GET', '')).body;
    const [endpoint] = page.endpoints;
    // A test is no event.
    expect(endpoint?.counts).toEqual({ waiting: 0, delivered: 1, failed: 0, skipped: 0 });
    expect(endpoint?.deliveries.map(({ event }) => event.type)).toEqual(['report.published', 'webhook.test']);
    expect(JSON.stringify(page)).not.toContain(secret);
    const again = await ask('POST', `/${id}/deliveries/${endpoint?.deliveries[0]?.id}/replay`);
    expect(again.body.endpoints[0].counts).toMatchObject({ waiting: 1, delivered: 0 });

    expect((await ask('PUT', `/${id}/state`, { state: 'disabled' })).body.endpoints[0].counts).toMatchObject({
      skipped: 1,
    });
    expect((await ask('POST', `/${id}/replay`)).status).toBe(409);
    await ask('PUT', `/${id}/state`, { state: 'enabled' });
    expect((await ask('POST', `/${id}/replay`)).body).toMatchObject({ replayed: 1 });
    expect((await ask('POST', `/${id}/secret`)).body.secret).not.toBe(secret);
    expect((await ask('DELETE', `/${id}`)).body.endpoints).toEqual([]);
  });

  test('says at the field why an address cannot be', async () => {
    const answer = await ask('POST', '', { url: 'https://10.0.0.1/' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/url' }] } });
  });

  test('knows nothing of another organisation’s endpoint', async () => {
    const endpointId = await foreign.webhookEndpoint();
    const statuses = [
      await ask('PUT', `/${endpointId}/state`, { state: 'disabled' }),
      await ask('DELETE', `/${endpointId}`),
      await ask('POST', `/${endpointId}/test`),
      await ask('POST', `/${endpointId}/secret`),
      await ask('POST', `/${endpointId}/replay`),
      await ask('POST', `/${endpointId}/deliveries/${endpointId}/replay`),
    ].map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 404));
  });
});
