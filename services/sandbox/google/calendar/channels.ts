import { createHash } from 'node:crypto';
import type { SandboxClock } from '../../core/clock/sandbox-clock.ts';
import type { Journal } from '../../core/state/journal.ts';
import { openTable } from '../../core/state/table.ts';

/** Where changes of one calendar are announced. */
export type Channel = {
  readonly id: string;
  readonly account: string;
  /** The application that opened it; only the same one may stop it. */
  readonly clientId: string | null;
  readonly address: string;
  readonly token: string | null;
  readonly resourceId: string;
  readonly resourceUri: string;
  /** Milliseconds, by the sandbox's clock. */
  readonly expiration: number;
  readonly messages: number;
};

export type Channels = {
  readonly find: (id: string) => Channel | undefined;
  readonly save: (channel: Channel) => void;
  readonly stop: (id: string) => void;
  /** The living channels of a calendar. */
  readonly of: (account: string) => Channel[];
  readonly all: () => Channel[];
  readonly clear: () => void;
};

export function openChannels({ journal, clock }: { journal: Journal; clock: SandboxClock }): Channels {
  const table = openTable<Channel>({ name: 'google-channels', journal });
  const living = (): Channel[] => {
    const now = clock.now().epochMilliseconds;
    return [...table.values()].filter((channel) => channel.expiration > now);
  };
  return {
    find: (id) => living().find((channel) => channel.id === id),
    save: (channel) => table.set(channel.id, channel),
    stop: table.delete,
    of: (account) => living().filter((channel) => channel.account === account),
    all: living,
    clear: table.clear,
  };
}

/** The same for every channel on one calendar, whoever opens it. */
export function resourceIdOf(account: string): string {
  return createHash('sha256').update(`events ${account}`).digest('base64url').slice(0, 27);
}
