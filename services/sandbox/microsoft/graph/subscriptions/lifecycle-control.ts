import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { lifecycleEvents } from './change-notification.ts';
import type { NotificationSender } from './notification-sender.ts';
import type { Subscriptions } from './subscriptions.ts';

const lifecycleRequest = z
  .strictObject({
    subscriptionId: z.string().optional(),
    account: z.string().toLowerCase().optional(),
    event: z.enum(lifecycleEvents),
  })
  .refine((given) => (given.subscriptionId === undefined) !== (given.account === undefined), {
    message: 'say either subscriptionId or account',
  });

/** POST /control/lifecycle: has Graph announce something about a subscription, or about all of an account. */
export function lifecycleControl({
  app,
  subscriptions,
  sender,
}: {
  app: FastifyInstance;
  subscriptions: Subscriptions;
  sender: NotificationSender;
}): void {
  app.post('/control/lifecycle', (request) => {
    const { subscriptionId, account, event } = lifecycleRequest.parse(request.body);
    const concerned = subscriptions
      .living()
      .filter((subscription) => subscription.id === subscriptionId || subscription.account === account);
    for (const subscription of concerned) sender.announce({ subscription, lifecycleEvent: event });
    return { announced: concerned.length };
  });
}
