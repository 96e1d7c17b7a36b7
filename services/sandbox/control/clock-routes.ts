import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ClockCallbackError } from '../core/clock/clock-mover.ts';
import type { Sandbox } from '../sandbox.ts';
import { ControlError } from './control-error.ts';

const duration = z.string().transform((text, context) => {
  try {
    const parsed = Temporal.Duration.from(text);
    if (parsed.sign >= 0) return parsed;
  } catch {
    // Said below, as for a duration into the past.
  }
  context.addIssue({ code: 'custom', message: `${text} is not a duration forward, as P7D or PT1H is` });
  return z.NEVER;
});

const instant = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    context.addIssue({ code: 'custom', message: `${text} is not an RFC 3339 moment` });
    return z.NEVER;
  }
});

const move = z
  .strictObject({ advance: duration.optional(), set: instant.optional() })
  .refine(({ advance, set }) => (advance === undefined) !== (set === undefined), 'say either advance or set');
const callback = z.strictObject({ url: z.url() });

export function clockRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { cloud, mover } = sandbox;
  const now = (at: Temporal.Instant) => ({ now: at.toString({ smallestUnit: 'millisecond' }) });

  app.get('/control/clock', () => now(cloud.clock.now()));

  app.post('/control/clock', async (request) => {
    const { set, advance = new Temporal.Duration() } = move.parse(request.body);
    if (set !== undefined) {
      if (cloud.calendars.size() > 0 || cloud.mails.size() > 0) {
        throw new ControlError({
          status: 409,
          message: 'the clock can be set only while there is no event and no mail',
        });
      }
      cloud.clock.moveTo(set);
      return now(cloud.clock.now());
    }
    try {
      return now(await mover.advance(advance));
    } catch (error) {
      if (!(error instanceof ClockCallbackError)) throw error;
      const reached = cloud.clock.now().toString({ smallestUnit: 'second' });
      throw new ControlError({ status: 502, message: `stopped at ${reached}: ${error.message}`, cause: error });
    }
  });

  app.get('/control/clock/callbacks', () => ({ callbacks: mover.callbacks() }));

  app.post('/control/clock/callbacks', (request) => {
    mover.addCallback(callback.parse(request.body).url);
    return { callbacks: mover.callbacks() };
  });

  app.delete('/control/clock/callbacks', (request) => {
    mover.removeCallback(callback.parse(request.body).url);
    return { callbacks: mover.callbacks() };
  });
}
