import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startTestCluster } from './test-cluster.ts';
import type { TestCluster } from './test-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the run's PostgreSQL. */
    testClusterAddress: string;
    /** Whether the tests that take long are run as well. */
    isLong: boolean;
  }
}

/**
 * One PostgreSQL for a whole test run, started when the first test file asks for it, so that runs of pure decisions
 * never wait for one. Test files live in processes of their own and therefore ask over loopback HTTP.
 */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<TestCluster> | undefined;
  const server = createServer((_request, response) => {
    cluster ??= startTestCluster();
    cluster.then(
      ({ urls }) => response.end(JSON.stringify(urls)),
      (error: unknown) =>
        response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening without a port');
  project.provide('testClusterAddress', `http://127.0.0.1:${address.port}/`);
  return async () => {
    server.close();
    server.closeAllConnections();
    // A cluster that failed to start has been reported by the test files that asked for it.
    const started = await cluster?.catch(() => undefined);
    await started?.remove();
  };
}
