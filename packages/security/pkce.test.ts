import { expect, test } from 'vitest';
import { createPkce, pkceChallenge } from './pkce.ts';

test('the challenge is the one RFC 7636 appendix B works out', () => {
  expect(pkceChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('every pair has its own verifier, of the length and alphabet RFC 7636 asks for', () => {
  const pairs = Array.from({ length: 100 }, createPkce);
  expect(new Set(pairs.map((pair) => pair.verifier)).size).toBe(100);
  for (const { verifier, challenge, method } of pairs) {
    expect(verifier).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect({ challenge, method }).toEqual({ challenge: pkceChallenge(verifier), method: 'S256' });
  }
});
