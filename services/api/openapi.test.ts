import { describe, expect, test } from 'vitest';
import { apiContext, publicUrl } from './testing/api-context.ts';

const { app, declared } = await apiContext();

type Operation = {
  operationId: string;
  summary: string;
  description: string;
  tags: string[];
  security: object[];
  parameters?: { name: string; in: string; description?: string; schema: object }[];
  responses: Record<string, { description: string; content: Record<string, { schema: { $ref?: string } }> }>;
};
type Document = {
  openapi: string;
  servers: { url: string }[];
  security: object[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { securitySchemes: Record<string, object>; schemas: Record<string, object> };
};

const answer = await app.inject('/openapi.json');
const document = answer.json<Document>();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

const templated = (url: string) => url.replaceAll(/:(\w+)/g, '{$1}');

describe('the description of the API', () => {
  test('is OpenAPI 3.1 with a server and a key', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: publicUrl }]);
    expect(document.security).toEqual([{ apiKey: [] }]);
    expect(document.components.securitySchemes['apiKey']).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  test('has every route of v1, and none of the pages’ own', () => {
    const routes = declared.filter(({ url, method }) => url.startsWith('/v1/') && method !== 'HEAD');
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`);
    expect(described.toSorted()).toEqual(routes.map(({ method, url }) => `${method} ${templated(url)}`).toSorted());
  });

  test.each(operations)(
    'says of $method $path what it does, takes and answers, and what opens it',
    ({ path, method, operation }) => {
      expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(operation.summary).not.toBe('');
      expect(operation.description).not.toBe('');
      expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining(operation.tags));
      const { access } =
        declared.find(({ url, method: one }) => templated(url) === path && one.toLowerCase() === method) ?? {};
      expect(operation.security).toEqual([{ apiKey: [access?.kind === 'api_key' && access.scope] }]);
      for (const parameter of operation.parameters ?? []) expect(parameter.schema).not.toEqual({});
      const answers = Object.entries(operation.responses).filter(
        ([status]) => status.startsWith('2') && status !== '204',
      );
      for (const [, { content }] of answers)
        expect(content['application/json']?.schema.$ref).toMatch(/^#\/components\/schemas\//);
      expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const status of ['400', '401', '403', '429', '500']) {
        const schema = operation.responses[status]?.content['application/problem+json']?.schema;
        expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
      }
    },
  );

  test('names every schema once, and explains what a name leaves open', () => {
    const names = Object.keys(document.components.schemas);
    for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
    expect(names.filter((name) => name.endsWith('Input'))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['Conversation', 'Employee', 'Problem']));
    expect(document.components.schemas['Conversation']).toMatchObject({
      properties: { due_on: { type: 'string', format: 'date', description: expect.stringContaining('Inclusive') } },
    });
  });

  test('has an id of its own for every operation, and no reference that leads nowhere', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const named = Object.entries<object>(document.components).flatMap(([kind, all]) =>
      Object.keys(all).map((name) => `#/components/${kind}/${name}`),
    );
    for (const [, reference] of answer.body.matchAll(/"\$ref":"([^"]+)"/g)) expect(named).toContain(reference);
  });
});

test('the page that shows it loads nothing from anywhere else', async () => {
  const page = await app.inject('/docs/');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('/openapi.json');
  expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}'(;|$)/);
  expect(policy).not.toMatch(/https?:|unsafe-eval/);
  const script = await app.inject('/docs/js/scalar.js');
  expect(script.headers['content-type']).toContain('javascript');
});

test('elsewhere no inline script runs, the reader’s included', async () => {
  for (const url of ['/livez', '/api/session', '/openapi.json', '/nothing']) {
    const policy = String((await app.inject(url)).headers['content-security-policy']);
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/sha256|script-src[^;]*unsafe/);
  }
});
