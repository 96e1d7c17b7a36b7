import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page asks for (OWASP ASVS 5.0 3.5.1–3.5.3). Browsers send `Origin` with
 * every such request and `Sec-Fetch-Site` with most; programs with an API key send neither and carry no cookie.
 */
export function refuseForeignOrigins(app: FastifyInstance, { publicUrl }: { publicUrl: string }): void {
  const ownOrigins = new Set([publicUrl, publicUrl.replace('//localhost', '//127.0.0.1')]);
  app.addHook('onRequest', async (request) => {
    if (safeMethods.has(request.method)) return;
    const origin = request.headers.origin;
    const site = request.headers['sec-fetch-site'];
    const foreign =
      (origin !== undefined && !ownOrigins.has(origin)) ||
      (site !== undefined && site !== 'same-origin' && site !== 'none');
    if (foreign) throw new ProblemError({ name: 'foreign_origin' });
  });
}
