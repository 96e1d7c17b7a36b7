import type { CalendarStore } from '../../core/calendar/calendar-store.ts';
import type { ExchangeLog } from '../../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import type { Channel, Channels } from './channels.ts';

export type PushSender = {
  /** The first message of a channel, which says only that it is open. */
  readonly announce: (channel: Channel) => void;
  /** Waits until no message is on its way. */
  readonly settle: () => Promise<void>;
  readonly close: () => void;
};

/** Changes that come together are announced together. */
const gatherMilliseconds = 40;
const timeoutMilliseconds = 10_000;
/** Between attempts at an address that answers 500, 502, 503 or 504; other answers are final. */
const retryMilliseconds = [500, 2000];

export function createPushSender({
  channels,
  calendars,
  faults,
  log,
}: {
  channels: Channels;
  calendars: CalendarStore;
  faults: FaultStore;
  log: ExchangeLog;
}): PushSender {
  const gathering = new Map<string, NodeJS.Timeout>();
  const underway = new Set<Promise<void>>();
  const closing = new AbortController();

  const send = (channel: Channel, state: 'sync' | 'exists'): void => {
    const current = channels.find(channel.id);
    if (current === undefined) return;
    const numbered = { ...current, messages: current.messages + 1 };
    channels.save(numbered);
    const target = { account: channel.account, method: 'POST', path: new URL(channel.address).pathname };
    if (faults.take({ kinds: ['drop_push'], target }) !== undefined) return;
    const delay = faults.take({ kinds: ['delay_push'], target })?.milliseconds ?? 0;
    const sent = deliver({ channel: numbered, state, delay, log, signal: closing.signal });
    underway.add(sent);
    void sent.finally(() => underway.delete(sent));
  };

  const announceChange = (account: string): void => {
    gathering.delete(account);
    for (const channel of channels.of(account)) send(channel, 'exists');
  };

  calendars.onChange((event) => {
    if (gathering.has(event.account) || channels.of(event.account).length === 0) return;
    const timer = setTimeout(() => announceChange(event.account), gatherMilliseconds);
    timer.unref();
    gathering.set(event.account, timer);
  });

  return {
    announce: (channel) => send(channel, 'sync'),
    settle: async () => {
      for (const [account, timer] of gathering) {
        clearTimeout(timer);
        announceChange(account);
      }
      await Promise.all(underway);
    },
    close: () => {
      for (const timer of gathering.values()) clearTimeout(timer);
      closing.abort();
    },
  };
}

async function deliver({
  channel,
  state,
  delay,
  log,
  signal,
}: {
  channel: Channel;
  state: 'sync' | 'exists';
  delay: number;
  log: ExchangeLog;
  signal: AbortSignal;
}): Promise<void> {
  const headers = {
    'x-goog-channel-id': channel.id,
    'x-goog-channel-expiration': new Date(channel.expiration).toUTCString(),
    'x-goog-resource-state': state,
    'x-goog-message-number': String(channel.messages),
    'x-goog-resource-id': channel.resourceId,
    'x-goog-resource-uri': channel.resourceUri,
    ...(channel.token === null ? {} : { 'x-goog-channel-token': channel.token }),
  };
  for (const pause of [delay, ...retryMilliseconds]) {
    await pauseFor(pause, signal);
    const status = await post({ address: channel.address, headers, signal });
    const exchange = { method: 'POST', url: channel.address, headers, responseText: '' };
    if (status !== null) log.add({ kind: 'google-push', time: new Date().toISOString(), ...exchange, status });
    if (signal.aborted || status === null || ![500, 502, 503, 504].includes(status)) return;
  }
}

/** The status answered, or null when nothing was: a lost message is not tried again. */
async function post({
  address,
  headers,
  signal,
}: {
  address: string;
  headers: Record<string, string>;
  signal: AbortSignal;
}): Promise<number | null> {
  try {
    const timeout = AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]);
    const response = await fetch(address, { method: 'POST', headers, signal: timeout, redirect: 'manual' });
    await response.body?.cancel();
    return response.status;
  } catch {
    return null;
  }
}

function pauseFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds === 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
