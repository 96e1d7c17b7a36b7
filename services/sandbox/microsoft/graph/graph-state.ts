import { openCalls } from '../../core/calls/call.ts';
import type { Calls } from '../../core/calls/call.ts';
import type { Cloud } from '../../core/cloud.ts';
import type { ExchangeLog } from '../../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import type { Journal } from '../../core/state/journal.ts';
import { openCategories } from './mailbox/categories.ts';
import type { Categories } from './mailbox/categories.ts';
import { openMailboxSettings } from './mailbox/mailbox-settings.ts';
import type { MailboxSettings } from './mailbox/mailbox-settings.ts';
import { createNotificationSender } from './subscriptions/notification-sender.ts';
import type { NotificationSender } from './subscriptions/notification-sender.ts';
import { openSubscriptions } from './subscriptions/subscriptions.ts';
import type { Subscriptions } from './subscriptions/subscriptions.ts';
import { watchLifetimes } from './subscriptions/watch-lifetimes.ts';
import { createMailboxLimits } from './throttling/mailbox-limits.ts';
import type { MailboxLimits } from './throttling/mailbox-limits.ts';

/** What Graph keeps beside the calendars. */
export type GraphState = {
  readonly settings: MailboxSettings;
  readonly categories: Categories;
  readonly limits: MailboxLimits;
  readonly calls: Calls;
  readonly subscriptions: Subscriptions;
  readonly sender: NotificationSender;
  /** Ends the subscriptions of an account, or of all, as when a grant is revoked. */
  readonly endSubscriptions: (account: string | null) => void;
  readonly settle: () => Promise<void>;
  readonly clear: () => void;
  readonly close: () => void;
};

export function openGraphState({
  cloud,
  journal,
  faults,
  log,
}: {
  cloud: Cloud;
  journal: Journal;
  faults: FaultStore;
  log: ExchangeLog;
}): GraphState {
  const { calendars, clock } = cloud;
  const settings = openMailboxSettings({ journal });
  const categories = openCategories({ journal });
  const limits = createMailboxLimits({ clock });
  const calls = openCalls({ journal, name: 'microsoft-calls' });
  const subscriptions = openSubscriptions({ journal, clock });
  const sender = createNotificationSender({ subscriptions, calendars, faults, log });
  const lifetimes = watchLifetimes({ subscriptions, sender, clock });
  return {
    settings,
    categories,
    limits,
    calls,
    subscriptions,
    sender,
    endSubscriptions: (account) => {
      for (const subscription of account === null ? subscriptions.living() : subscriptions.of(account)) {
        sender.announce({ subscription, lifecycleEvent: 'subscriptionRemoved' });
      }
    },
    settle: async () => {
      lifetimes.check();
      await sender.settle();
    },
    clear: () => {
      for (const kept of [settings, categories, limits, calls, subscriptions]) kept.clear();
    },
    close: () => {
      lifetimes.close();
      sender.close();
    },
  };
}
