import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { buildPages } from '@throughline/standalone/build-pages.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where browser tests ask for the run's built pages. */
    builtPagesAddress: string;
  }
}

/**
 * One build of the pages for a whole test run, made when the first test file asks for it: two files that build at the
 * same time would empty the folder under each other's browsers.
 */
export default async function pagesOnce(project: TestProject): Promise<() => void> {
  let pages: Promise<string> | undefined;
  const server = createServer((_request, response) => {
    pages ??= buildPages({ onBuild: () => {} });
    pages.then(
      (pagesDir) => response.end(pagesDir),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('listening without a port');
  project.provide('builtPagesAddress', `http://127.0.0.1:${address.port}/`);
  return () => {
    server.close();
    server.closeAllConnections();
  };
}
