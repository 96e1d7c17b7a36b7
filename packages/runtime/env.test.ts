import { describe, expect, test } from 'vitest';
import { readSettings } from './env.ts';

const read = (environment: Record<string, string>, fromFile: Record<string, string> = {}) =>
  readSettings({ environment, fromFile });

const problemsOf = (environment: Record<string, string>, fromFile: Record<string, string> = {}) => {
  const answer = read(environment, fromFile);
  return answer.kind === 'problems' ? answer.problems.map((problem) => problem.variable) : [];
};

const settingsOf = (environment: Record<string, string>, fromFile: Record<string, string> = {}) => {
  const answer = read(environment, fromFile);
  if (answer.kind === 'problems') throw new Error(JSON.stringify(answer.problems));
  return answer.settings;
};

describe('readSettings', () => {
  test('with nothing set the sandbox is on, beside the API port, and PostgreSQL is embedded', () => {
    const settings = settingsOf({});
    expect(settings.sandbox).toEqual({ port: 3001 });
    expect(settings.database).toEqual({ kind: 'embedded' });
    expect(settings.publicUrl).toBe('http://localhost:3000');
    expect(settings.dataDir).toBe('.data/demo');
  });

  test('a real client turns the sandbox off and keeps other data', () => {
    const settings = settingsOf({ GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' });
    expect(settings.sandbox).toBeNull();
    expect(settings.dataDir).toBe('.data/live');
  });

  test.each(['GOOGLE', 'MICROSOFT'])('the sandbox beside a real %s client is refused', (provider) => {
    const environment = { SANDBOX: 'on', [`${provider}_CLIENT_ID`]: 'a', [`${provider}_CLIENT_SECRET`]: 'b' };
    expect(problemsOf(environment)).toEqual(['SANDBOX']);
  });

  test.each([
    ['https://acme.okta.com/oauth2/default/', true],
    ['http://localhost:8080/realms/all', true],
    ['http://acme.okta.com', false],
    ['http://localhost.evil.example', false],
    ['https://acme.okta.com?tenant=1', false],
    ['https://acme.okta.com#a', false],
    ['acme.okta.com', false],
  ])('OIDC_ISSUER=%s is taken as it is written, or refused: %s', (issuer, isTaken) => {
    const environment = { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: 'a', OIDC_CLIENT_SECRET: 'b' };
    if (isTaken) expect(settingsOf(environment).oidc?.issuer).toBe(issuer);
    else expect(problemsOf(environment)).toEqual(['OIDC_ISSUER']);
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['PUBLIC_URL', 'localhost'],
    ['DATABASE_URL', 'mysql://x'],
    ['REDIS_URL', 'http://x'],
    ['SMTP_URL', 'mail.example.com'],
    ['ENCRYPTION_KEYS', 'secret'],
    ['SANDBOX', 'yes'],
  ])('a malformed %s is named', (variable, value) => {
    expect(problemsOf({ [variable]: value })).toContain(variable);
  });

  test('half a client is named by its missing half', () => {
    expect(problemsOf({ GOOGLE_CLIENT_ID: 'a' })).toEqual(['GOOGLE_CLIENT_SECRET']);
  });

  test('an unknown line of .env is a problem', () => {
    expect(problemsOf({}, { DATABSE_URL: 'postgres://x' })).toEqual(['DATABSE_URL']);
  });

  test('an unknown process variable is one only when it looks like ours', () => {
    expect(problemsOf({ HOME: '/root', GOOGLE_CLIENT_SECRT: 'x' })).toEqual(['GOOGLE_CLIENT_SECRT']);
  });

  test('the process wins over .env, and an empty value counts as unset', () => {
    expect(settingsOf({ PORT: '4000' }, { PORT: '5000' }).port).toBe(4000);
    expect(settingsOf({ PORT: '' }).port).toBe(3000);
  });
});
