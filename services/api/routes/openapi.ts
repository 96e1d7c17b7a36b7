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
        { name: 'Policies', description: 'What the organisation asks: how often, how long ahead, of whom.' },
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
      if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html'))
        return payload;
      reply.header('content-security-policy', readerPolicy(payload));
      return payload.replace(/<html(?=[\s>])(?![^>]*\blang=)/, '<html lang="en"');
    });
    await scope.register(scalar, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'The API of Throughline',
        favicon: '/favicon.svg',
        withDefaultFonts: false,
        customCss: contrast,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}

/** The reader's own greys and colours are too faint to be read by everybody (WCAG 1.4.3), and a few targets too small. */
const contrast = `
  .light-mode { --scalar-color-2: #454545; --scalar-color-3: #595959; --scalar-sidebar-color-2: #454545;
    --scalar-sidebar-search-color: #595959; --scalar-color-green: #05603a; --scalar-color-blue: #084c95;
    --scalar-color-red: #a30019; --scalar-color-yellow: #6b4e00; --scalar-color-orange: #8a3d00; --scalar-color-purple: #5b2f9e; }
  .dark-mode { --scalar-color-2: #c4c4c4; --scalar-color-3: #adadad; --scalar-sidebar-color-2: #c4c4c4;
    --scalar-sidebar-search-color: #adadad; --scalar-color-red: #ff8a8a; --scalar-color-green: #5fd39a; --scalar-color-blue: #6cb8ff; }
  .sidebar-search-placeholder, .client-libraries-text { opacity: 1; color: var(--scalar-color-2); }
  .references-sidebar button { min-height: 24px; min-width: 24px; }
`;

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
