import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarPush, ProviderChannel, PushRequest } from '@throughline/app/ports/calendar-push.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import { canBePushedTo } from '../push-address.ts';
import type { GoogleClient } from './client.ts';

/** As long as there are: Google gives what it likes and says how long. */
const askedSeconds = 30 * 24 * 60 * 60;

const channel = z.object({
  resourceId: z.string(),
  expiration: z
    .string()
    .regex(/^\d+$/)
    .transform((text) => Temporal.Instant.fromEpochMilliseconds(Number(text))),
});

/** A message is its headers (developers.google.com/workspace/calendar/api/guides/push). */
const message = z.object({
  'x-goog-channel-id': z.string().max(64),
  'x-goog-channel-token': z.string().max(256),
  // The first, `sync`, says only that the channel is open.
  'x-goog-resource-state': z.enum(['exists', 'not_exists']),
});

/** Channels on the account's own calendar. Google prolongs none, names none and stops one for its resource id as well. */
export function googlePush({ client, isStandIn }: { client: GoogleClient; isStandIn: boolean }): CalendarPush {
  return {
    reaches: (address) => canBePushedTo({ address, isStandIn }),
    covers: () => true,

    async open({ auth, channelId, credential, address }) {
      const { resourceId, expiration } = await client.call({
        auth,
        effect: 'write',
        answer: channel,
        send: (options) =>
          client.api.events.watch(
            {
              calendarId: 'primary',
              requestBody: {
                id: channelId,
                type: 'web_hook',
                address,
                token: credential,
                params: { ttl: String(askedSeconds) },
              },
            },
            options,
          ),
      });
      return { providerChannelId: channelId, providerResourceId: resourceId, expiresAt: expiration };
    },

    renew: null,
    close: (input) => stop({ client, ...input }),

    /** The resource id is the same for every channel on one calendar, so one that is known stops those that are not. */
    async closeLost({ auth, channelIds, known }) {
      const providerResourceId = known.find((one) => one.providerResourceId !== null)?.providerResourceId ?? null;
      if (providerResourceId === null) return false;
      for (const providerChannelId of channelIds) {
        await stop({ client, auth, channel: { providerChannelId, providerResourceId } });
      }
      return true;
    },

    receive: ({ headers }: PushRequest) => {
      const { data } = message.safeParse(headers);
      return {
        status: 200,
        text: null,
        messages:
          data === undefined
            ? []
            : [
                {
                  credential: data['x-goog-channel-token'],
                  providerChannelId: data['x-goog-channel-id'],
                  news: 'changed' as const,
                },
              ],
      };
    },
  };
}

async function stop({
  client,
  auth,
  channel: { providerChannelId: id, providerResourceId: resourceId },
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  channel: ProviderChannel;
}): Promise<void> {
  try {
    await client.call({
      auth,
      effect: 'write',
      answer: z.unknown(),
      send: (options) => client.api.channels.stop({ requestBody: { id, resourceId } }, options),
    });
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'not_found') throw error;
  }
}
