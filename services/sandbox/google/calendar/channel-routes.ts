import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { GoogleError, invalid } from '../google-error.ts';
import { callerOf, ownCalendar } from './calendar-access.ts';
import { resourceIdOf } from './channels.ts';
import type { Channel, Channels } from './channels.ts';
import type { GoogleCalendar } from './google-calendar.ts';
import type { PushSender } from './push-sender.ts';

const channelRequest = z.object({
  id: z.string().regex(/^[A-Za-z0-9\-_+/=]{1,64}$/),
  type: z.enum(['web_hook', 'webhook']),
  address: z.url(),
  token: z.string().max(256).nullish(),
  expiration: z.coerce.number().int().nullish(),
  params: z.object({ ttl: z.coerce.number().int().positive() }).nullish(),
});

const stopRequest = z.object({ id: z.string(), resourceId: z.string() });
const calendarPath = z.object({ calendarId: z.string() });

const day = 24 * 60 * 60 * 1000;
const usualLifetime = 7 * day;
const longestLifetime = 30 * day;

/** events.watch and channels.stop. */
export function channelRoutes({
  app,
  calendar,
  channels,
  pushes,
}: {
  app: FastifyInstance;
  calendar: GoogleCalendar;
  channels: Channels;
  pushes: PushSender;
}): void {
  const { cloud, grants } = calendar;

  app.post('/calendar/v3/calendars/:calendarId/events/watch', (request) => {
    const caller = callerOf({ request, kind: 'readEvents', cloud, grants });
    const account = ownCalendar({ cloud, caller, calendarId: calendarPath.parse(request.params).calendarId });
    const parsed = channelRequest.safeParse(request.body ?? {});
    if (!parsed.success) throw invalid(`Invalid channel: ${z.prettifyError(parsed.error)}`);
    const given = parsed.data;
    checkAddress(given.address);
    if (channels.find(given.id) !== undefined) {
      throw new GoogleError({
        status: 400,
        reason: 'channelIdNotUnique',
        message: `Channel id ${given.id} not unique`,
      });
    }
    const channel: Channel = {
      id: given.id,
      account: account.email,
      clientId: caller.token.clientId,
      address: given.address,
      token: given.token ?? null,
      resourceId: resourceIdOf(account.email),
      resourceUri: `https://www.googleapis.com/calendar/v3/calendars/${encodeURIComponent(account.email)}/events?alt=json`,
      expiration: expirationOf({ given, now: cloud.clock.now().epochMilliseconds }),
      messages: 0,
    };
    channels.save(channel);
    pushes.announce(channel);
    return {
      kind: 'api#channel',
      id: channel.id,
      resourceId: channel.resourceId,
      resourceUri: channel.resourceUri,
      ...(channel.token === null ? {} : { token: channel.token }),
      expiration: String(channel.expiration),
    };
  });

  app.post('/calendar/v3/channels/stop', (request, reply) => {
    const caller = callerOf({ request, kind: 'channels', cloud, grants });
    const parsed = stopRequest.safeParse(request.body ?? {});
    if (!parsed.success) throw invalid('Invalid channel.');
    const channel = channels.find(parsed.data.id);
    const isTheirs = channel?.account === caller.account.email && channel.clientId === caller.token.clientId;
    if (channel === undefined || !isTheirs || channel.resourceId !== parsed.data.resourceId) {
      const message = `Channel '${parsed.data.id}' not found for project`;
      throw new GoogleError({ status: 404, reason: 'notFound', message });
    }
    channels.stop(channel.id);
    return reply.code(204).send();
  });
}

/** Google takes https only. Addresses on this machine are let through, or nobody could try pushes here. */
function checkAddress(address: string): void {
  const url = new URL(address);
  if (url.protocol === 'https:') return;
  if (url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return;
  throw new GoogleError({
    status: 400,
    reason: 'push.webhookUrlNotHttps',
    message: `WebHook callback must be HTTPS: ${address}`,
  });
}

function expirationOf({ given, now }: { given: z.infer<typeof channelRequest>; now: number }): number {
  const asked = given.params ? now + given.params.ttl * 1000 : given.expiration;
  return Math.min(asked ?? now + usualLifetime, now + longestLifetime);
}
