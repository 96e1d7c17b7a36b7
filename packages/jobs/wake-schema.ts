import type { Wake } from '@throughline/app/ports/queue.ts';
import { z } from 'zod';

const id = z.uuid();

/** The door of the workers: what stands in the queue's store may come from another version, or from anybody. */
export const wakeSchema = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('run-sweep'),
    sweep: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    organizationId: id.nullable(),
  }),
  z.strictObject({ name: z.literal('book-conversation'), organizationId: id, conversationId: id }),
  z.strictObject({ name: z.literal('sync-connection'), organizationId: id, connectionId: id }),
  z.strictObject({ name: z.literal('relay-outbox'), organizationId: id }),
  z.strictObject({ name: z.literal('deliver-webhooks'), organizationId: id, endpointId: id }),
]) satisfies z.ZodType<Wake>;
