import type { SandboxClock } from '../../../core/clock/sandbox-clock.ts';
import type { NotificationSender } from './notification-sender.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';

export type LifetimeWatch = {
  /** Tells those that near their end, and ends those that reached it. */
  readonly check: () => void;
  readonly close: () => void;
};

const checkEveryMilliseconds = 30_000;
const day = 24 * 60 * 60 * 1000;

/** The clock may move without anybody calling: the lives of subscriptions are looked at now and then, and when it moved. */
export function watchLifetimes({
  subscriptions,
  sender,
  clock,
}: {
  subscriptions: Subscriptions;
  sender: NotificationSender;
  clock: SandboxClock;
}): LifetimeWatch {
  const check = (): void => {
    for (const subscription of subscriptions.expired()) {
      sender.announce({ subscription, lifecycleEvent: 'subscriptionRemoved' });
    }
    const now = clock.now().epochMilliseconds;
    for (const subscription of subscriptions.living()) {
      if (subscription.warned || !nearsItsEnd({ subscription, now })) continue;
      subscriptions.save({ ...subscription, warned: true });
      sender.announce({ subscription, lifecycleEvent: 'reauthorizationRequired' });
    }
  };
  const timer = setInterval(check, checkEveryMilliseconds);
  timer.unref();
  return { check, close: () => clearInterval(timer) };
}

/** In the last quarter of its life, but not more than a day ahead. */
function nearsItsEnd({ subscription, now }: { subscription: Subscription; now: number }): boolean {
  const { renewedAt, expiresAt } = subscription;
  return expiresAt - now <= Math.min(day, (expiresAt - renewedAt) / 4);
}
