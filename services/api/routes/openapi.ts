import { createHash } from 'node:crypto';
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { App } from '../app.ts';
import { jsonSchemaTransform, jsonSchemaTransformObject } from '../openapi/named-schemas.ts';
import { webhooksDescription } from '../openapi/webhooks-description.ts';

const described = { kind: 'public', because: 'it describes the API and holds no data' } as const;

/** OpenAPI 3.1 from the zod schemas of packages/contracts, and a page to read it. */
export async function openApi(app: App, { publicUrl }: { publicUrl: string }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Throughline',
        version: '1.0.0',
        summary: 'Whether career conversations take place',
        description: [
          'Dates and states, never what is said: no key and no scope reads content.',
          'Every refusal is `application/problem+json` (RFC 9457) with a stable `type`. Times are RFC 3339 in UTC, days are `YYYY-MM-DD`. `RateLimit-*` headers say how many requests are left; a 429 says in `Retry-After` when to come back.',
          'Directories such as Okta and Entra ID send people and groups through SCIM 2.0 instead, under `/scim/v2` with a key of the scope `scim`; `/scim/v2/Schemas` says which attributes are kept.',
        ].join('\n\n'),
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'Employees', description: 'People and whom they report to, as the HR system states them.' },
        { name: 'Imports', description: 'Everybody at once, as a file or as rows, looked at before it is taken in.' },
        { name: 'Conversations', description: 'One obligation of one report, from due to an outcome.' },
        { name: 'Webhooks', description: webhooksDescription },
        { name: 'Administration', description: 'Keys, and who did what to what.' },
        { name: 'Reports', description: 'The weekly snapshots that pages and the weekly email show too.' },
      ],
      security: [{ apiKey: [] }],
      components: {
        securitySchemes: {
          apiKey: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'tl_live_…',
            description: 'An API key: `throughline api-key create --scopes …` prints one, once.',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/openapi.json', { config: { access: described }, schema: { hide: true } }, async () => app.swagger());
  await app.register(async (scope) => {
    scope.addHook('onSend', async (_request, reply, payload) => {
      if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html')) return;
      reply.header('content-security-policy', readerPolicy(payload));
    });
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'The API of Throughline',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}

/** The reader starts itself with one inline script, which is let through by what it says; it asks nobody but us. */
function readerPolicy(page: string): string {
  const inline = [...page.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'self'",
    `script-src 'self' ${inline.join(' ')}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join(';');
}
