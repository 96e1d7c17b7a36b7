import { z } from 'zod';
import { GraphError } from '../graph-error.ts';
import type { ChangeType } from './subscriptions.ts';

const changeType = z.enum(['created', 'updated', 'deleted']);

export const subscriptionRequest = z.object({
  changeType: z.string().transform((text, context): ChangeType[] => {
    const parsed = z
      .array(changeType)
      .min(1)
      .safeParse(text.split(',').map((name) => name.trim().toLowerCase()));
    if (parsed.success) return [...new Set(parsed.data)];
    context.addIssue({ code: 'custom', message: `not a list of change types: ${text}` });
    return z.NEVER;
  }),
  notificationUrl: z.url(),
  lifecycleNotificationUrl: z.url().nullish(),
  resource: z.string().min(1),
  expirationDateTime: z.iso.datetime({ offset: true }),
  clientState: z.string().max(128).nullish(),
  latestSupportedTlsVersion: z.enum(['v1_0', 'v1_1', 'v1_2', 'v1_3']).nullish(),
});

export type SubscriptionRequest = z.infer<typeof subscriptionRequest>;

/** lifecycleNotificationUrl cannot come later, nor anything else change. */
export const subscriptionChange = z.strictObject({
  expirationDateTime: z.iso.datetime({ offset: true }).optional(),
  notificationUrl: z.url().optional(),
});

const minute = 60_000;

/** learn.microsoft.com/graph/api/resources/subscription: shorter ones are made as long. */
const shortestMinutes = 45;

/** The documentation says "under seven days", 10,080 minutes; Outlook refuses more than this and says so. */
const longestMinutes = 10_070;

/** @returns milliseconds @throws GraphError 400 for one too far ahead */
export function readExpiration({ text, now }: { text: string; now: number }): number {
  const asked = Temporal.Instant.from(text).epochMilliseconds;
  if (asked > now + longestMinutes * minute) {
    throw new GraphError({
      status: 400,
      code: 'ExtensionError',
      message: `Subscription expiration can only be ${longestMinutes} minutes in the future.`,
    });
  }
  return Math.max(asked, now + shortestMinutes * minute);
}

/** Whose events a resource means: `me` or the user named, and the calendar where one is named. */
export type EventsResource = { readonly user: string | null; readonly calendar: string | null };

/** @throws GraphError 400 for anything but a mailbox's events */
export function readResource(resource: string): EventsResource {
  const found = /^\/?(?:me|users(?:\/([^/]+)|\('([^']+)'\)))(?:\/calendars\/([^/]+)|\/calendar)?\/events\/?$/i.exec(
    resource,
  );
  if (found === null) throw invalidRequest(`The resource '${resource}' does not support change notifications here.`);
  const [, user, quoted, calendar] = found;
  return { user: user ?? quoted ?? null, calendar: calendar === undefined ? null : decodeURIComponent(calendar) };
}

/** Graph takes https only. Addresses on this machine are let through, or nobody could try notifications here. */
export function checkNotificationUrl(address: string): void {
  const url = new URL(address);
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return;
  throw invalidRequest(`The notification URL must be https: ${address}`);
}

export function invalidRequest(message: string): GraphError {
  return new GraphError({ status: 400, code: 'InvalidRequest', message });
}
