import { openService } from '@throughline/runtime/open-service.ts';
import { runUntilStopped } from '@throughline/runtime/run-until-stopped.ts';
import { startWorker } from './start-worker.ts';

await runUntilStopped(async () => {
  const service = await openService({ name: 'throughline worker' });
  const workers = await startWorker({ ...service, includeDemo: false });
  service.log.info('working');
  return {
    close: async () => {
      await workers.close();
      await service.close();
    },
  };
});
