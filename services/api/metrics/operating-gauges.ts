import { Gauge, type Registry } from 'prom-client';
import type { OperatingFigures } from '@throughline/app/operating-figures.ts';

/** Jobs of each queue by state. */
export type QueueCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is set before each scrape; nothing in it names anybody. */
export function operatingGauges(registry: Registry) {
  const gauge = (name: string, help: string, labelNames: readonly string[]) =>
    new Gauge({ name: `throughline_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  const connections = gauge('connections', 'Calendar connections', ['status']);
  const conversations = gauge('conversations', 'Conversations', ['state']);
  const mails = gauge('mails', 'Mails of the outbox', ['state']);
  const lag = gauge('lag_seconds', 'For how long the oldest due work has waited', ['work']);
  const jobs = gauge('queue_jobs', 'Jobs of the queue', ['queue', 'state']);

  return {
    setFigures({ lagSeconds, ...counts }: OperatingFigures): void {
      for (const one of [connections, conversations, mails]) one.reset();
      for (const [status, count] of counts.connections) connections.set({ status }, count);
      for (const [state, count] of counts.conversations) conversations.set({ state }, count);
      for (const [state, count] of counts.mails) mails.set({ state }, count);
      lag.set({ work: 'mails' }, lagSeconds.mails);
      lag.set({ work: 'ended_conversations' }, lagSeconds.endedConversations);
    },

    setQueues(counts: QueueCounts): void {
      for (const [queue, states] of Object.entries(counts)) {
        for (const [state, count] of Object.entries(states)) jobs.set({ queue, state }, count);
      }
    },
  };
}
