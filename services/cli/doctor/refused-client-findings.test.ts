import { expect, test } from 'vitest';
import { refusedClientFindings } from './refused-client-findings.ts';

const active = { provider: 'microsoft', brokenBecause: null } as const;
const refused = { ...active, brokenBecause: 'our_secret' } as const;

test('a client secret that has run out is one problem, however many calendars it concerns', () => {
  const findings = refusedClientFindings({ about: 'acme', connections: [refused, refused, active] });
  expect(findings).toMatchObject([{ level: 'problem', about: 'acme' }]);
  expect(findings[0]).toMatchObject({ advice: expect.stringContaining('MICROSOFT_CLIENT_SECRET') });
});

test('each provider has its own client', () => {
  const connections = [refused, { ...refused, provider: 'google' as const }];
  expect(refusedClientFindings({ about: 'acme', connections })).toHaveLength(2);
});

test('what only a person can mend, or what passes, is not about our client', () => {
  const connections = [active, { ...active, brokenBecause: 'revoked' as const }];
  expect(refusedClientFindings({ about: 'acme', connections })).toEqual([]);
});
