import { expect, test } from 'vitest';
import { canBePushedTo } from './push-address.ts';

test.each([
  ['https://throughline.example/push', true, true],
  ['http://throughline.example/push', false, false],
  ['http://localhost:3000/push', false, true],
  ['https://127.0.0.1/push', false, true],
  ['http://[::1]:3000/push', false, true],
])('%s: by a provider %s, by a stand-in %s', (address, byProvider, byStandIn) => {
  expect(canBePushedTo({ address, isStandIn: false })).toBe(byProvider);
  expect(canBePushedTo({ address, isStandIn: true })).toBe(byStandIn);
});
