import type { Wake } from '@throughline/app/ports/queue.ts';

/** Queues of their own, so that a slow calendar or receiver holds up neither mails nor sweeps. */
export const queueNames = ['sweeps', 'conversations', 'connections', 'outbox', 'webhooks'] as const;
export type QueueName = (typeof queueNames)[number];

export function queueOf(wake: Wake): QueueName {
  switch (wake.name) {
    case 'run-sweep':
      return 'sweeps';
    case 'book-conversation':
      return 'conversations';
    case 'sync-connection':
      return 'connections';
    case 'relay-outbox':
      return 'outbox';
    case 'deliver-webhooks':
      return 'webhooks';
  }
}

/** The same for two wakes that ask for the same. BullMQ keeps `:` for itself. */
export function subjectOf(wake: Wake): string {
  switch (wake.name) {
    case 'run-sweep':
      return `${wake.sweep}.${wake.organizationId ?? 'all'}`;
    case 'book-conversation':
      return wake.conversationId;
    case 'sync-connection':
      return wake.connectionId;
    case 'relay-outbox':
      return wake.organizationId;
    case 'deliver-webhooks':
      return wake.endpointId;
  }
}
