import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Caller } from '../core/calls/call.ts';
import { millisecondsOf } from '../core/calls/call.ts';
import type { Sandbox } from '../sandbox.ts';
import { ControlError } from './control-error.ts';

const moment = z.iso.datetime({ offset: true });

const who = z.union([
  z.strictObject({ email: z.email().toLowerCase() }).transform(({ email }): Caller => ({ kind: 'account', email })),
  z.strictObject({ anonymous: z.string().min(1) }).transform(({ anonymous: name }): Caller => ({
    kind: 'anonymous',
    name,
  })),
  z.strictObject({ phone: z.string().min(1) }).transform(({ phone: number }): Caller => ({ kind: 'phone', number })),
]);

const stay = z
  .looseObject({ joined: moment, left: moment.nullable().default(null) })
  .transform(({ joined, left, ...person }, context) => {
    const caller = who.safeParse(person);
    if (caller.success) return { who: caller.data, joined, left };
    context.addIssue({ code: 'custom', message: 'somebody is one of email, anonymous and phone' });
    return z.NEVER;
  })
  .refine(
    ({ joined, left }) => left === null || millisecondsOf(joined) <= millisecondsOf(left),
    'left before they joined',
  );

const newCall = z.strictObject({
  joinUrl: z.url(),
  publishedAt: moment.nullable().default(null),
  participants: z.array(stay).min(1),
});

/** POST /control/attendance: who was, is or will be in an online meeting, one time people come together a call. */
export function attendanceRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  app.post('/control/attendance', (request, reply) => {
    const { participants: stays, ...call } = newCall.parse(request.body);
    for (const provider of sandbox.providers) {
      const id = provider.recordCall({ ...call, stays });
      if (id !== null) return reply.code(201).send({ id });
    }
    throw new ControlError({ status: 400, message: `${call.joinUrl} is no link to a meeting here` });
  });
}
