import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarPush, PushMessage, PushNews, PushReceipt } from '@throughline/app/ports/calendar-push.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import { canBePushedTo } from '../push-address.ts';
import type { GraphClient } from './client.ts';
import { pathOfLink } from './path-of-link.ts';

/** "Under seven days" (learn.microsoft.com/graph/api/resources/subscription), and Outlook refuses the last minutes of them. */
const askedMinutes = 10_000;
const mostTokenCharacters = 2_048;

const moment = z.string().transform((text) => Temporal.Instant.from(text));
const subscription = z.object({ id: z.string(), expirationDateTime: moment });
const page = z.object({
  value: z.array(z.object({ id: z.string(), notificationUrl: z.string().nullish() })),
  '@odata.nextLink': z.string().optional(),
});

/** learn.microsoft.com/graph/change-notifications-delivery-webhooks */
const handshake = z.object({ validationToken: z.string().min(1).max(mostTokenCharacters) });
const notification = z.object({
  subscriptionId: z.string(),
  clientState: z.string().max(128),
  /** learn.microsoft.com/graph/change-notifications-lifecycle-events */
  lifecycleEvent: z.enum(['reauthorizationRequired', 'subscriptionRemoved', 'missed']).nullish(),
});
const notifications = z.object({ value: z.array(z.unknown()) });

const newsOf: Readonly<Record<'reauthorizationRequired' | 'subscriptionRemoved' | 'missed', PushNews>> = {
  reauthorizationRequired: 'renewal_wanted',
  subscriptionRemoved: 'removed',
  missed: 'missed',
};

/** Subscriptions to the mailbox's events. */
export function microsoftPush({ client, isStandIn }: { client: GraphClient; isStandIn: boolean }): CalendarPush {
  const call = <Answer>(
    input: Omit<Parameters<typeof client.call<Answer>>[0], 'effect'> & { effect?: 'read' | 'write' },
  ): Promise<Answer> => client.call<Answer>({ effect: 'write', ...input });

  /** Of one subscription Graph says `ResourceNotFound` too, as it does of a mailbox: here it is the subscription that is gone. */
  const callAbout = async <Answer>(
    id: string,
    input: Omit<Parameters<typeof call<Answer>>[0], 'path'>,
  ): Promise<Answer> => {
    try {
      return await call({ ...input, path: `/subscriptions/${encodeURIComponent(id)}` });
    } catch (error) {
      if (!(error instanceof CalendarError) || error.kind !== 'mailbox_gone') throw error;
      throw new CalendarError({ kind: 'not_found', message: error.message, cause: error.cause });
    }
  };

  const close = async ({ auth, id }: { auth: CalendarAuth; id: string }): Promise<void> => {
    try {
      await callAbout(id, { auth, answer: z.unknown(), send: (request) => request.delete() });
    } catch (error) {
      if (!(error instanceof CalendarError) || error.kind !== 'not_found') throw error;
    }
  };

  return {
    reaches: (address) => canBePushedTo({ address, isStandIn }),
    // A subscription takes Calendars.Read, which says more of a calendar than Calendars.ReadBasic.
    covers: (purpose) => purpose === 'organize',

    async open({ auth, credential, address, lifecycleAddress, now }) {
      const { id, expirationDateTime } = await call({
        auth,
        path: '/subscriptions',
        answer: subscription,
        send: (request) =>
          request.post({
            changeType: 'created,updated,deleted',
            resource: '/me/events',
            notificationUrl: address,
            // From the start: it cannot be added later.
            lifecycleNotificationUrl: lifecycleAddress,
            expirationDateTime: askedUntil(now),
            clientState: credential,
          }),
      });
      return { providerChannelId: id, providerResourceId: null, expiresAt: expirationDateTime };
    },

    /** Reauthorises as well. */
    async renew({ auth, channel, now }) {
      const { expirationDateTime } = await callAbout(channel.providerChannelId, {
        auth,
        answer: subscription,
        send: (request) => request.patch({ expirationDateTime: askedUntil(now) }),
      });
      return expirationDateTime;
    },

    close: ({ auth, channel }) => close({ auth, id: channel.providerChannelId }),

    async closeLost({ auth, known, address }) {
      const keep = new Set(known.map(({ providerChannelId }) => providerChannelId));
      for (let path: string | null = '/subscriptions'; path !== null;) {
        const listed: z.infer<typeof page> = await call({
          auth,
          effect: 'read',
          path,
          answer: page,
          send: (request) => request.get(),
        });
        const lost = listed.value.filter(({ id, notificationUrl }) => notificationUrl === address && !keep.has(id));
        for (const { id } of lost) await close({ auth, id });
        const next = listed['@odata.nextLink'];
        path = next === undefined ? null : pathOfLink(next);
      }
      return true;
    },

    receive({ query, body }): PushReceipt {
      const { data } = handshake.safeParse(query);
      if (data !== undefined) return { status: 200, text: data.validationToken, messages: [] };
      return { status: 202, text: null, messages: messagesIn(body) };
    },
  };
}

function askedUntil(now: Temporal.Instant): string {
  return now.add({ minutes: askedMinutes }).toString({ smallestUnit: 'second' });
}

/** One post can hold those of several subscriptions; each stands for itself. */
function messagesIn(body: string): readonly PushMessage[] {
  const { data } = notifications.safeParse(jsonOf(body));
  return (data?.value ?? []).flatMap((item) => {
    const one = notification.safeParse(item).data;
    if (one === undefined) return [];
    const { subscriptionId: providerChannelId, clientState: credential, lifecycleEvent } = one;
    return [{ credential, providerChannelId, news: lifecycleEvent ? newsOf[lifecycleEvent] : 'changed' }];
  });
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
