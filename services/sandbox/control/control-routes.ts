import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { graphControl } from '../microsoft/graph/graph-control.ts';
import type { Sandbox } from '../sandbox.ts';
import { accountRoutes } from './account-routes.ts';
import { attendanceRoutes } from './attendance-routes.ts';
import { clockRoutes } from './clock-routes.ts';
import { ControlError } from './control-error.ts';
import { faultRoutes } from './fault-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import { tenantRoutes } from './tenant-routes.ts';

/** The sandbox's own interface, for tests, the demo and whoever wants to see what happened. This machine only. */
export function controlRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  void app.register((control, _options, done) => {
    control.addHook('onRequest', async (request, reply) => {
      if (isLoopback(request.socket.remoteAddress ?? '')) return undefined;
      return reply.code(403).send({ error: 'the control API answers on this machine only' });
    });
    control.setErrorHandler((error, request, reply) => {
      if (error instanceof z.ZodError) return reply.code(400).send({ error: z.prettifyError(error) });
      if (error instanceof ControlError) return reply.code(error.status).send({ error: error.message });
      const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
      const message = error instanceof Error ? error.message : String(error);
      if (status >= 500) process.stderr.write(`${request.method} ${request.url}: ${message}\n`);
      return reply.code(status).send({ error: message });
    });

    accountRoutes({ app: control, sandbox });
    attendanceRoutes({ app: control, sandbox });
    clockRoutes({ app: control, sandbox });
    faultRoutes({ app: control, sandbox });
    mailRoutes({ app: control, sandbox });
    graphControl({ app: control, graph: sandbox.microsoft.graph });
    tenantRoutes({ app: control, sandbox });

    control.get('/control/requests', (_request, reply) => {
      const lines = [...sandbox.exchanges.lines()];
      return reply.type('application/x-ndjson; charset=utf-8').send(lines.map((line) => `${line}\n`).join(''));
    });
    control.delete('/control/requests', (_request, reply) => {
      sandbox.exchanges.clear();
      return reply.code(204).send();
    });

    control.post('/control/reset', (_request, reply) => {
      const { cloud, faults, exchanges, providers } = sandbox;
      cloud.calendars.clear();
      cloud.mails.clear();
      cloud.accounts.clear();
      cloud.clock.reset();
      faults.clear();
      exchanges.clear();
      for (const provider of providers) provider.clear();
      return reply.code(204).send();
    });
    done();
  });
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
