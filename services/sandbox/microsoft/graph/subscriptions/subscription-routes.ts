import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { callerOf, openMailbox } from '../graph-access.ts';
import type { Mailbox } from '../graph-access.ts';
import { accessDenied, GraphError, itemNotFound } from '../graph-error.ts';
import { isCalendarOf } from '../mailbox/is-calendar-of.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import { presentSubscription } from './subscription-json.ts';
import {
  checkNotificationUrl,
  invalidRequest,
  readExpiration,
  readResource,
  subscriptionChange,
  subscriptionRequest,
} from './subscription-request.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import { validateEndpoint } from './validate-endpoint.ts';

/** Reading is asked for, and what includes it; ReadBasic is not enough. */
const accepted = ['Calendars.Read', 'Calendars.ReadWrite'];
const subscriptionPath = z.object({ id: z.string() });

/** subscriptions: create, list, get, renew, reauthorize, delete. Each application sees its own. */
export function subscriptionRoutes({
  app,
  microsoft,
  subscriptions,
}: {
  app: FastifyInstance;
  microsoft: MicrosoftCloud;
  subscriptions: Subscriptions;
}): void {
  const { clock } = microsoft.cloud;
  const validate = (address: string): Promise<void> => validateEndpoint({ address, log: microsoft.log });

  const own = (request: FastifyRequest): { caller: Mailbox; subscription: Subscription } => {
    const caller = openMailbox({ microsoft, request, scopes: accepted });
    const subscription = subscriptions.find(subscriptionPath.parse(request.params).id);
    if (subscription === undefined || !isTheirs({ subscription, caller })) throw notFound();
    return { caller, subscription };
  };

  app.post('/v1.0/subscriptions', async (request, reply) => {
    const caller = openMailbox({ microsoft, request, scopes: accepted });
    const parsed = subscriptionRequest.safeParse(request.body ?? {});
    if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
    const given = parsed.data;
    checkResource({ resource: given.resource, caller });
    const { immutableIds } = preferencesOf({ request, reply });
    const expiresAt = readExpiration({ text: given.expirationDateTime, now: clock.now().epochMilliseconds });
    const addresses = new Set([given.notificationUrl, given.lifecycleNotificationUrl ?? given.notificationUrl]);
    for (const address of addresses) checkNotificationUrl(address);
    for (const address of addresses) await validate(address);
    const subscription: Subscription = {
      id: randomUUID(),
      account: caller.account.email,
      creatorId: caller.account.subject,
      tenantId: caller.tenantId,
      clientId: caller.clientId,
      resource: given.resource,
      changeTypes: given.changeType,
      notificationUrl: given.notificationUrl,
      lifecycleNotificationUrl: given.lifecycleNotificationUrl ?? null,
      clientState: given.clientState ?? null,
      latestSupportedTlsVersion: given.latestSupportedTlsVersion ?? 'v1_2',
      immutableIds,
      renewedAt: clock.now().epochMilliseconds,
      expiresAt,
      warned: false,
    };
    subscriptions.save(subscription);
    const context = odataContext('subscriptions/$entity');
    return reply.code(201).send({ ...context, ...presentSubscription({ subscription, withState: true }) });
  });

  app.get('/v1.0/subscriptions', (request) => {
    const caller = callerOf({ microsoft, request });
    const theirs = subscriptions.of(caller.account.email).filter((subscription) => isTheirs({ subscription, caller }));
    const value = theirs.map((subscription) => presentSubscription({ subscription, withState: false }));
    return { ...odataContext('subscriptions'), value };
  });

  app.get('/v1.0/subscriptions/:id', (request) => {
    const { subscription } = own(request);
    return { ...odataContext('subscriptions/$entity'), ...presentSubscription({ subscription, withState: false }) };
  });

  app.patch('/v1.0/subscriptions/:id', async (request) => {
    const { subscription } = own(request);
    const parsed = subscriptionChange.safeParse(request.body ?? {});
    if (!parsed.success) throw invalidRequest(z.prettifyError(parsed.error));
    const { expirationDateTime, notificationUrl = subscription.notificationUrl } = parsed.data;
    const now = clock.now().epochMilliseconds;
    const expiresAt =
      expirationDateTime === undefined ? subscription.expiresAt : readExpiration({ text: expirationDateTime, now });
    if (notificationUrl !== subscription.notificationUrl) {
      checkNotificationUrl(notificationUrl);
      await validate(notificationUrl);
    }
    const renewed = { ...subscription, notificationUrl, expiresAt, renewedAt: now, warned: false };
    subscriptions.save(renewed);
    return {
      ...odataContext('subscriptions/$entity'),
      ...presentSubscription({ subscription: renewed, withState: false }),
    };
  });

  app.post('/v1.0/subscriptions/:id/reauthorize', (request, reply) => {
    own(request);
    return reply.code(204).send();
  });

  app.delete('/v1.0/subscriptions/:id', (request, reply) => {
    subscriptions.remove(own(request).subscription.id);
    return reply.code(204).send();
  });
}

/** @throws GraphError for what is not the caller's own events */
function checkResource({ resource, caller: { account } }: { resource: string; caller: Mailbox }): void {
  const { user, calendar } = readResource(resource);
  if (user !== null && user !== account.subject && user.toLowerCase() !== account.email) throw accessDenied();
  if (calendar !== null && !isCalendarOf({ account, id: calendar })) throw itemNotFound();
}

function isTheirs({ subscription, caller }: { subscription: Subscription; caller: Mailbox }): boolean {
  return subscription.account === caller.account.email && subscription.clientId === caller.clientId;
}

function notFound(): GraphError {
  return new GraphError({ status: 404, code: 'ResourceNotFound', message: 'The object was not found.' });
}
