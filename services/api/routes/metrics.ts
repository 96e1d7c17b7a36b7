import { operatingFigures } from '@throughline/app/operating-figures.ts';
import type { App } from '../app.ts';
import { operatingGauges } from '../metrics/operating-gauges.ts';
import type { RouteContext } from '../route-context.ts';

/** In the text format Prometheus reads. What cannot be asked right now is left out, and the rest still answers. */
export function metricsRoutes(app: App, { context, metrics, queueCounts }: RouteContext): void {
  const gauges = operatingGauges(metrics);

  app.get(
    '/metrics',
    {
      config: {
        access: {
          kind: 'own_network',
          because: 'counts without names, for the monitoring beside us and for nobody outside',
        },
      },
      schema: { hide: true },
    },
    async (request, reply) => {
      const missed = (error: unknown) => request.log.warn({ err: error }, 'figures are missing from the metrics');
      await operatingFigures(context).then(gauges.setFigures, missed);
      if (queueCounts !== null) await queueCounts().then(gauges.setQueues, missed);
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  );
}
