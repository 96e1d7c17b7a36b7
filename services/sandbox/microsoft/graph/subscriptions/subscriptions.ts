import type { SandboxClock } from '../../../core/clock/sandbox-clock.ts';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';

export type ChangeType = 'created' | 'updated' | 'deleted';

/** Where changes of one mailbox's events are announced. */
export type Subscription = {
  readonly id: string;
  readonly account: string;
  /** The person's id and directory, as notifications name them. */
  readonly creatorId: string;
  readonly tenantId: string;
  readonly clientId: string | null;
  /** As it was asked for. */
  readonly resource: string;
  readonly changeTypes: readonly ChangeType[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | null;
  readonly clientState: string | null;
  readonly latestSupportedTlsVersion: string;
  /** Whether it was asked for with `Prefer: IdType="ImmutableId"`: notifications then bear such ids. */
  readonly immutableIds: boolean;
  /** Milliseconds by the sandbox's clock, as `expiresAt`. */
  readonly renewedAt: number;
  readonly expiresAt: number;
  /** Whether its coming end was announced since it was last renewed. */
  readonly warned: boolean;
};

export type Subscriptions = {
  /** Undefined once it expired. */
  readonly find: (id: string) => Subscription | undefined;
  readonly save: (subscription: Subscription) => void;
  readonly remove: (id: string) => void;
  /** The living ones on a mailbox. */
  readonly of: (account: string) => Subscription[];
  readonly living: () => Subscription[];
  /** Those that expired and were not removed yet. */
  readonly expired: () => Subscription[];
  readonly clear: () => void;
};

export function openSubscriptions({ journal, clock }: { journal: Journal; clock: SandboxClock }): Subscriptions {
  const table = openTable<Subscription>({ name: 'microsoft-subscriptions', journal });

  const living = (): Subscription[] => {
    const now = clock.now().epochMilliseconds;
    return [...table.values()].filter(({ expiresAt }) => expiresAt > now);
  };

  return {
    find: (id) => living().find((subscription) => subscription.id === id),
    save: (subscription) => table.set(subscription.id, subscription),
    remove: table.delete,
    of: (account) => living().filter((subscription) => subscription.account === account),
    living,
    expired: () => {
      const now = clock.now().epochMilliseconds;
      return [...table.values()].filter(({ expiresAt }) => expiresAt <= now);
    },
    clear: table.clear,
  };
}
