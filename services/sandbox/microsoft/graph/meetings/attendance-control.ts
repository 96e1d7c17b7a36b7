import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Attendance } from './attendance.ts';

const moment = z.iso.datetime({ offset: true });

const newSession = z.strictObject({
  joinUrl: z.url(),
  participants: z
    .array(
      z
        .strictObject({ email: z.email().toLowerCase(), joined: moment, left: moment })
        .refine(({ joined, left }) => Temporal.Instant.compare(joined, left) <= 0, 'left before they joined'),
    )
    .min(1),
});

/** POST /control/attendance: who was in an online meeting, one session a call. */
export function attendanceControl({ app, attendance }: { app: FastifyInstance; attendance: Attendance }): void {
  app.post('/control/attendance', (request, reply) => {
    const { id } = attendance.add(newSession.parse(request.body));
    return reply.code(201).send({ id });
  });
}
