import { expect, test } from 'vitest';
import { consentText, mailtoOf } from './consent-text.ts';

const consent = {
  about: 'calendars',
  provider: 'microsoft',
  domain: 'contoso.example',
  organization: 'Contoso & Söhne',
  scopes: ['openid', 'profile', 'email', 'offline_access', 'Calendars.ReadWrite', 'Calendars.ReadBasic'],
  url: 'https://throughline.example/calendars/allow?token=abc.def',
  expiresAt: '2026-12-24T09:00:00Z',
} as const;
const given = { ...consent, scopes: [...consent.scopes] };

test('the mail has the link on a line of its own, every scope with its reason, and until when it works', () => {
  const { subject, body } = consentText(given);
  expect(subject).toBe('Please allow Throughline for contoso.example');
  const lines = body.split('\n');
  expect(lines).toContain(given.url);
  for (const scope of given.scopes)
    expect(lines.filter((line) => line.startsWith('- ') && line.includes(scope))).toHaveLength(1);
  expect(lines.at(-1)).toBe('The link works until 24 Dec 2026. It is for Contoso & Söhne alone.');
  expect(body).toContain('What is never used or kept:');
  expect(body).toContain('What happens next:');
});

test('a scope nobody has words for is named all the same', () => {
  const { body } = consentText({ ...given, scopes: ['https://graph.example/Something.New'] });
  expect(body).toContain('- Something.New: Something.New');
});

test('a mail program reads back what was written', () => {
  const text = consentText(given);
  const query = new URLSearchParams(new URL(mailtoOf(text)).search);
  expect(query.get('subject')).toBe(text.subject);
  expect(query.get('body')?.replaceAll('\r\n', '\n')).toBe(text.body);
});

test('attendance is asked for in words of its own, and what it keeps is said', () => {
  const scopes = ['OnlineMeetings.Read', 'OnlineMeetingArtifact.Read.All'];
  const { subject, body } = consentText({ ...given, about: 'attendance', scopes });
  expect(subject).toBe('Please allow Throughline to read attendance for contoso.example');
  expect(body).toContain('recordings and transcripts are not asked for');
  expect(body).not.toContain('asked, one by one, to connect');
  for (const scope of scopes) expect(body).toContain(`- ${scope}: to `);
});
