import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { CalendarStore } from '../../../core/calendar/calendar-store.ts';
import type { ExchangeLog } from '../../../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../../../core/faults/fault-store.ts';
import { changesAnnounced, presentChange, presentLifecycle } from './change-notification.ts';
import type { LifecycleEvent } from './change-notification.ts';
import { deliverNotifications } from './deliver-notifications.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

export type NotificationSender = {
  /** Tells a subscription's lifecycle address, if it has one; a removed subscription is gone at once. */
  readonly announce: (args: { subscription: Subscription; lifecycleEvent: LifecycleEvent }) => void;
  /** Waits until no notification is on its way. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
};

/** Changes that come together are announced together, of whichever subscriptions at one address. */
const gatherMilliseconds = 40;
const mostInOne = 100;

type Notification = { readonly subscription: Subscription; readonly content: JsonObject };

export function createNotificationSender({
  subscriptions,
  calendars,
  faults,
  log,
}: {
  subscriptions: Subscriptions;
  calendars: CalendarStore;
  faults: FaultStore;
  log: ExchangeLog;
}): NotificationSender {
  const gathering = new Map<string, { readonly notifications: Notification[]; readonly timer: NodeJS.Timeout }>();
  const underway = new Set<Promise<void>>();
  const closing = new AbortController();

  const gather = ({ address, notification }: { address: string; notification: Notification }): void => {
    const known = gathering.get(address);
    if (known !== undefined) {
      known.notifications.push(notification);
      if (known.notifications.length >= mostInOne) flush(address);
      return;
    }
    const timer = setTimeout(() => flush(address), gatherMilliseconds);
    timer.unref();
    gathering.set(address, { notifications: [notification], timer });
  };

  const flush = (address: string): void => {
    const gathered = gathering.get(address);
    gathering.delete(address);
    if (gathered === undefined || closing.signal.aborted) return;
    clearTimeout(gathered.timer);
    const accounts = new Set(gathered.notifications.map(({ subscription }) => subscription.account));
    for (const account of accounts) {
      const notifications = gathered.notifications.filter(({ subscription }) => subscription.account === account);
      const target = { account, method: 'POST', path: new URL(address).pathname };
      if (faults.take({ kinds: ['drop_push'], target }) === undefined) continue;
      for (const dropped of notifications) gathered.notifications.splice(gathered.notifications.indexOf(dropped), 1);
    }
    if (gathered.notifications.length === 0) return;
    const delays = [...accounts].map((account) => {
      const target = { account, method: 'POST', path: new URL(address).pathname };
      return faults.take({ kinds: ['delay_push'], target })?.milliseconds ?? 0;
    });
    const sent = send({ address, notifications: gathered.notifications, delay: Math.max(...delays) });
    underway.add(sent);
    void sent.finally(() => underway.delete(sent));
  };

  const send = async ({
    address,
    notifications,
    delay,
  }: {
    address: string;
    notifications: readonly Notification[];
    delay: number;
  }): Promise<void> => {
    const contents = notifications.map(({ content }) => content);
    const signal = closing.signal;
    const taken = await deliverNotifications({ address, notifications: contents, delay, log, signal });
    if (taken || signal.aborted) return;
    const changes = notifications.filter(({ content }) => content['lifecycleEvent'] === undefined);
    const concerned = new Map(changes.map(({ subscription }) => [subscription.id, subscription]));
    for (const subscription of concerned.values()) announce({ subscription, lifecycleEvent: 'missed' });
  };

  const announce: NotificationSender['announce'] = ({ subscription, lifecycleEvent }) => {
    if (lifecycleEvent === 'subscriptionRemoved') subscriptions.remove(subscription.id);
    const address = subscription.lifecycleNotificationUrl;
    if (address === null) return;
    gather({ address, notification: { subscription, content: presentLifecycle({ subscription, lifecycleEvent }) } });
  };

  calendars.onChange((event, before) => {
    for (const subscription of subscriptions.of(event.account)) {
      for (const changeType of changesAnnounced({ event, before })) {
        if (!subscription.changeTypes.includes(changeType)) continue;
        const content = presentChange({ subscription, event, changeType });
        gather({ address: subscription.notificationUrl, notification: { subscription, content } });
      }
    }
  });

  return {
    announce,
    settle: async () => {
      while (gathering.size > 0 || underway.size > 0) {
        for (const address of gathering.keys()) flush(address);
        await Promise.all(underway);
      }
    },
    close: () => {
      for (const { timer } of gathering.values()) clearTimeout(timer);
      closing.abort();
    },
  };
}
