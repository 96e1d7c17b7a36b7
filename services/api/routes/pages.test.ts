import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { apiContext } from '../testing/api-context.ts';

const pagesDir = await mkdtemp(path.join(tmpdir(), 'throughline-pages-'));
afterAll(() => rm(pagesDir, { recursive: true }));
await mkdir(path.join(pagesDir, 'assets'));
await writeFile(path.join(pagesDir, 'index.html'), '<!doctype html><title>Throughline</title>');
await writeFile(path.join(pagesDir, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
await writeFile(path.join(pagesDir, 'assets', 'index-a1b2c3.js'), 'export {};');

const { app } = await apiContext({ pagesDir });
const navigation = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'sec-fetch-dest': 'document' };

describe('the pages', () => {
  test.each(['/', '/conversations', '/confirm?token=x', '/mails/stop?token=x', '/sign-in', '/whatever/there/is'])(
    'answer whoever opens %s',
    async (url) => {
      for (const headers of [navigation, {}, { accept: '*/*' }]) {
        const answer = await app.inject({ url, headers });
        expect(answer.statusCode).toBe(200);
        expect(answer.headers['content-type']).toContain('text/html');
        expect(answer.headers['cache-control']).toBe('no-cache');
        expect(answer.headers['referrer-policy']).toBe('no-referrer');
      }
    },
  );

  test('answer nothing to programs, to other pages, or in place of a file', async () => {
    const cases = [
      { url: '/whatever', headers: { accept: 'application/json' } },
      { url: '/whatever', headers: { accept: '*/*', 'sec-fetch-dest': 'script' } },
      { url: '/whatever', headers: { accept: '*/*', 'sec-fetch-dest': 'empty' } },
      { url: '/assets/index-000000.js', headers: navigation },
      { url: '/robots.txt', headers: navigation },
      { url: '/api/nothing', headers: navigation },
      { url: '/v1/nothing', headers: navigation },
      { url: '/scim/v2/Nothing', headers: navigation },
      { url: '/v1', headers: navigation },
    ];
    for (const request of cases) {
      const answer = await app.inject(request);
      expect([request.url, answer.statusCode]).toEqual([request.url, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      expect((await app.inject({ method, url: '/conversations', headers: navigation })).statusCode).toBe(404);
    }
    const wrong = await app.inject({ url: '/api/sign-out', headers: navigation });
    expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'POST']);
  });

  test('keep files whose names say what is in them, and ask for the others each time', async () => {
    const kept = await app.inject('/assets/index-a1b2c3.js');
    expect(kept.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const url of ['/favicon.svg', '/index.html']) {
      expect((await app.inject(url)).headers['cache-control']).toBe('no-cache');
    }
  });

  test('hand out nothing beside themselves', async () => {
    for (const url of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/..%2f..%2fetc/passwd',
      '/.env',
      '/assets/',
    ]) {
      expect((await app.inject({ url, headers: navigation })).body).not.toMatch(/"name"|root:/);
    }
  });
});

test('answers of the API are kept by nobody', async () => {
  for (const url of ['/api/session', '/livez', '/readyz', '/sign-in/google', '/api/conversations']) {
    expect((await app.inject(url)).headers['cache-control']).toBe('no-store');
  }
});
