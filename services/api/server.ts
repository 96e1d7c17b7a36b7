import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { calendarSettings } from '@throughline/runtime/calendar-settings.ts';
import { openService } from '@throughline/runtime/open-service.ts';
import { runUntilStopped } from '@throughline/runtime/run-until-stopped.ts';
import { buildApp } from './app.ts';
import { providerSignIns } from './sign-in/provider-sign-ins.ts';

const pagesDir = path.join(path.dirname(fileURLToPath(import.meta.url)), '../web/dist');

await runUntilStopped(async () => {
  const service = await openService({ name: 'throughline api' });
  const { settings, context, log } = service;
  const { app } = await buildApp({
    context,
    signIn: providerSignIns({ settings: calendarSettings(settings), oidc: settings.oidc, wall: context.clock.wall }),
    demo: null,
    pagesDir,
    queueCounts: service.queues.counts,
    logger: log,
    redisUrl: settings.redisUrl,
  });
  await app.listen({ port: settings.port, host: settings.host });
  return {
    close: async () => {
      await app.close();
      await service.close();
    },
  };
});
