import { describe, expect, test } from 'vitest';
import { collectAnswers, type Ask } from './collect-answers.ts';
import { questions } from './questions.ts';

const asked = questions({ zoneHere: 'Europe/Berlin', before: {} });
const flags = {
  name: 'Acme',
  mailDomains: 'acme.example',
  administrator: 'Ana Ruiz',
  administratorEmail: 'Ana@acme.example',
  smtpUrl: 'smtps://mail.acme.example',
};

describe('what setup knows', () => {
  test('from flags alone, with fallbacks for what was not said', async () => {
    const collected = await collectAnswers({ questions: asked, given: flags, ask: null });
    expect(collected).toEqual({
      kind: 'answers',
      answers: {
        name: 'Acme',
        mailDomains: ['acme.example'],
        administrator: { givenName: 'Ana', familyName: 'Ruiz' },
        administratorEmail: 'ana@acme.example',
        timeZone: 'Europe/Berlin',
        publicUrl: 'http://localhost:3000',
        smtpUrl: 'smtps://mail.acme.example',
      },
    });
  });

  test('where nobody can be asked, every missing or wrong flag is named', async () => {
    const given = { name: 'Acme', mailDomains: 'acme.example', smtpUrl: 'http://mail', administrator: 'Ana Ruiz' };
    const collected = await collectAnswers({ questions: asked, given, ask: null });
    expect(collected).toEqual({
      kind: 'problems',
      problems: [
        '--administrator-email: is missing. The administrator’s work address.',
        '--smtp-url: expected smtp://… or smtps://…',
      ],
    });
  });

  test('a person is asked again until the answer fits, and may take what is proposed', async () => {
    const said = ['Berlin', 'Europe/London'];
    const complaints: (string | null)[] = [];
    const ask: Ask = async ({ complaint }) => {
      complaints.push(complaint);
      return said.shift() ?? '';
    };
    const first = await collectAnswers({ questions: { timeZone: asked.timeZone }, given: {}, ask });
    expect(first).toEqual({ kind: 'answers', answers: { timeZone: 'Europe/London' } });
    expect(complaints).toEqual([null, 'expected an IANA time zone like Europe/Berlin']);
    const second = await collectAnswers({ questions: { timeZone: asked.timeZone }, given: {}, ask });
    expect(second).toEqual({ kind: 'answers', answers: { timeZone: 'Europe/Berlin' } });
  });

  test('a second time proposes what stands in .env', async () => {
    const { smtpUrl } = questions({ zoneHere: 'UTC', before: { SMTP_URL: 'smtp://old.acme.example' } });
    const collected = await collectAnswers({ questions: { smtpUrl }, given: {}, ask: async () => '' });
    expect(collected).toEqual({ kind: 'answers', answers: { smtpUrl: 'smtp://old.acme.example' } });
  });
});
