import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createChannelToken, parseChannelToken } from './channel-token.ts';
import { matchesTokenHash } from './token-hash.ts';

const ids = () => ({ organizationId: randomUUID(), channelId: randomUUID() });

test('a channel token names its organisation and channel, and fits what both providers take', () => {
  const given = ids();
  const { token, hash } = createChannelToken(given);
  expect(parseChannelToken(token)).toEqual(given);
  expect(matchesTokenHash({ token, hash })).toBe(true);
  expect(token.length).toBeLessThanOrEqual(128);
});

test('no two are alike, and one with other ids in front is none', () => {
  const given = ids();
  const { token, hash } = createChannelToken(given);
  expect(createChannelToken(given).token).not.toBe(token);
  expect(matchesTokenHash({ token: token.replace(given.channelId, randomUUID()), hash })).toBe(false);
});

test.each(['', 'a', 'a.b.c', `${randomUUID()}.${'A'.repeat(43)}`, `${randomUUID()}.${randomUUID()}.short`])(
  '%j is no channel token',
  (text) => {
    expect(parseChannelToken(text)).toBeNull();
  },
);

test('ids of another form are refused when a token is made', () => {
  expect(() => createChannelToken({ organizationId: 'ORG', channelId: randomUUID() })).toThrow(TypeError);
});
