import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import type { MethodOptions } from 'googleapis/build/src/apis/calendar/index.js';
import { meet_v2 } from 'googleapis/build/src/apis/meet/v2.js';
import type { z } from 'zod';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CallLimits } from '../call-limits.ts';
import { failureFrom, unreadable, type Effect } from './errors.ts';

const ownRoot = 'https://www.googleapis.com';
const ownMeetRoot = 'https://meet.googleapis.com';
const answerWithinMs = 20_000;
/** A full page of 2,500 entries, cut to the fields asked for, stays well below. */
const largestAnswerBytes = 8 * 1024 * 1024;

export type GoogleClient = {
  readonly api: calendar_v3.Calendar;
  readonly meet: meet_v2.Meet;
  /** One call: counted, sent once, its answer read with `answer`. Throws CalendarErrors. */
  call<Answer>(input: {
    auth: CalendarAuth;
    effect: Effect;
    answer: z.ZodType<Answer>;
    /** The write is refused when the entry's etag is another by now. */
    ifMatch?: string | null;
    send: (options: MethodOptions) => Promise<{ readonly data: unknown }>;
  }): Promise<Answer>;
};

/**
 * One client of each API for all accounts, over connections that stay open. The access token goes with each call,
 * so nothing is built per call and no token outlives it. The library's own retries are off: it would repeat
 * reads without our limiter and never those writes that matter.
 */
export function createGoogleClient({
  apiBaseUrl,
  limits,
  wall,
}: {
  apiBaseUrl: string | null;
  limits: CallLimits;
  wall: () => Temporal.Instant;
}): GoogleClient {
  const rootUrl = `${apiBaseUrl ?? ownRoot}/`;
  const agentOptions = { keepAlive: true, maxSockets: 64 };
  const agent = rootUrl.startsWith('https:') ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);

  return {
    api: new calendar_v3.Calendar({ rootUrl }),
    meet: new meet_v2.Meet({ rootUrl: `${apiBaseUrl ?? ownMeetRoot}/` }),

    async call({ auth, effect, answer, ifMatch = null, send }) {
      const options: MethodOptions = {
        agent,
        retry: false,
        timeout: answerWithinMs,
        maxContentLength: largestAnswerBytes,
        redirect: 'error',
        responseType: 'json',
        headers: {
          authorization: `Bearer ${auth.accessToken}`,
          ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
        },
      };
      const work = async () => {
        try {
          return await send(options);
        } catch (error) {
          const { error: failure, ...refused } = failureFrom({ error, effect, wall: wall() });
          limits.refused({ mailbox: auth, ...refused });
          throw failure;
        }
      };
      const { data } = await limits.run({ mailbox: auth, work });
      const parsed = answer.safeParse(data);
      if (parsed.success) return parsed.data;
      throw unreadable({
        effect,
        issues: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`),
      });
    },
  };
}
