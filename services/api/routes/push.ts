import type { PushRequest } from '@throughline/app/ports/calendar-push.ts';
import { takePush } from '@throughline/app/take-push.ts';
import { calendarProvider } from '@throughline/contracts/pages/calendars.ts';
import { z } from 'zod';
import type { App } from '../app.ts';
import { rateLimits } from '../http/rate-limits.ts';
import type { RouteContext } from '../route-context.ts';

const providers = calendarProvider.options.map((name) => `^${name}$`).join('|');
const params = z.object({ provider: calendarProvider });
/** Hundreds of announcements; handshakes and Google's messages are headers and a query alone. */
const largestBody = 512 * 1024;

/**
 * Where calendar providers announce that something changed. Noted and answered, no more: Microsoft wants its answer
 * within three seconds and drops what an endpoint is slow to take. Whether a message was believed never shows.
 */
export function pushRoutes(app: App, { context }: RouteContext): void {
  void app.register((scope, _options, done) => {
    // They come as JSON, as plain text, and as JSON with nothing in it: each provider's adapter reads its own.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));

    for (const end of ['', '/lifecycle']) {
      scope.post(
        `/push/:provider(${providers})${end}`,
        {
          bodyLimit: largestBody,
          config: {
            access: { kind: 'public', because: 'each message carries a secret that only its provider was given' },
            rateLimit: rateLimits.push,
          },
          schema: { hide: true },
        },
        async (request, reply) => {
          const { provider } = params.parse(request.params);
          // Channels of a client that was taken out of the settings go on until they end.
          if (!context.calendars.offered().includes(provider)) return reply.code(202).send();
          const { headers, query, body } = request;
          const given: PushRequest = { headers, query, body: typeof body === 'string' ? body : '' };
          const { status, text, messages } = context.calendars.provider(provider).push.receive(given);
          if (messages.length > 0) await takePush(context, { messages });
          return text === null ? reply.code(status).send() : reply.code(status).type('text/plain').send(text);
        },
      );
    }
    done();
  });
}
