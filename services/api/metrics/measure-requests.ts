import type { FastifyInstance } from 'fastify';
import { Histogram, type Registry } from 'prom-client';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * How long answers take, by the route's pattern, and one line of log for each. The address itself is kept nowhere:
 * mailed links and what providers send browsers back with carry secrets in it.
 */
export function measureRequests(app: FastifyInstance, { registry }: { registry: Registry }): void {
  const durations = new Histogram({
    name: 'throughline_http_request_duration_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets,
    registers: [registry],
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    durations.observe({ method, route, status }, reply.elapsedTime / 1000);
    request.log.info({ method, route, status, milliseconds: Math.round(reply.elapsedTime) }, 'answered');
  });
}
