import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyRequest } from 'fastify';
import type { App } from '../app.ts';

/**
 * The pages: one built application whose own router reads the path. Data stays behind the API's access rules. Files
 * under `assets` bear a hash of their content in their names and never change; everything else is asked for each time.
 */
export async function pageRoutes(app: App, { pagesDir }: { pagesDir: string | null }): Promise<void> {
  if (pagesDir === null) return;
  await app.register(fastifyStatic, {
    root: pagesDir,
    wildcard: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const hashed = path.relative(pagesDir, file).startsWith(`assets${path.sep}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.get(
    '/*',
    {
      config: { access: { kind: 'public', because: 'the pages themselves hold no data' } },
      schema: { hide: true },
    },
    async (request, reply) => (isNavigation(request) ? reply.sendFile('index.html') : reply.callNotFound()),
  );
}

/** Somebody opens an address of ours, in contrast to a program, or a page that lacks a file. */
function isNavigation(request: FastifyRequest): boolean {
  const pathname = request.url.split('?')[0] ?? '';
  const isOfPrograms = /^\/(api|v1|scim|docs|assets)(\/|$)/.test(pathname) || /\.\w+$/.test(pathname);
  if (isOfPrograms) return false;
  const { accept = '*/*', 'sec-fetch-dest': destination = 'document' } = request.headers;
  return /text\/html|\*\/\*/.test(accept) && destination === 'document';
}
