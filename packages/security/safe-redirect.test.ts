import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeRedirect } from './safe-redirect.ts';

describe('after signing in', () => {
  test.each([
    '/',
    '/conversations',
    '/conversations?state=due&page=2',
    '/people/0199f0a4#history',
    '/a//b',
    '/search?q=a%40b',
  ])('people are led on to %s', (target) => {
    expect(safeRedirect({ target })).toBe(target);
  });

  test.each([
    'https://evil.example',
    'http:evil.example',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/\u0000',
    '/ok\u0085',
    '/@evil.example',
    '@evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/%2e//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '',
    '/conversations\r\nSet-Cookie: a=b',
  ])('%j is refused', (target) => {
    expect(safeRedirect({ target, fallback: '/me' })).toBe('/me');
  });

  test('nothing given leads to the fallback', () => {
    expect([safeRedirect({ target: undefined }), safeRedirect({ target: null, fallback: '/me' })]).toEqual([
      '/',
      '/me',
    ]);
  });

  test('whatever is given, a browser stays on the origin it was on', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          '/',
          '\\',
          '@',
          '.',
          '..',
          '%2f',
          '%5c',
          ':',
          '?',
          '#',
          'evil.example',
          'http',
          '\t',
          '\n',
          ' ',
          '%2e',
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((rest) => `/${rest}`),
          fc.string(),
          fc.webUrl(),
        ),
        (target) => {
          const led = new URL(safeRedirect({ target }), 'https://throughline.example/auth/google');
          expect(led.origin).toBe('https://throughline.example');
          expect(new URL(led.pathname, led).origin).toBe('https://throughline.example');
        },
      ),
      { numRuns: 2000 },
    );
  });
});
