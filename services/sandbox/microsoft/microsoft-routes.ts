import type { FastifyInstance } from 'fastify';
import type { MicrosoftCloud } from './microsoft-cloud.ts';

/** Everything under Graph's `/v1.0`, one line for each of its parts. */
export function graphRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  void [app, microsoft];
}
