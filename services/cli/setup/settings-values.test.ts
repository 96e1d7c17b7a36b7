import { expect, test } from 'vitest';
import { settingsValues } from './settings-values.ts';

const answers = {
  name: 'Acme',
  mailDomains: ['acme.example'],
  administrator: { givenName: 'Ana', familyName: 'Ruiz' },
  administratorEmail: 'ana@acme.example',
  timeZone: 'Europe/Berlin',
  publicUrl: 'https://throughline.acme.example',
  smtpUrl: 'smtps://mail.acme.example',
};

test('a first setup makes its own key and never starts the sandbox', () => {
  expect(settingsValues({ before: {}, answers, database: {}, newKey: 'new' })).toEqual({
    PUBLIC_URL: 'https://throughline.acme.example',
    SMTP_URL: 'smtps://mail.acme.example',
    MAIL_FROM: 'Throughline <throughline@acme.example>',
    ENCRYPTION_KEYS: 'v1:new',
    SANDBOX: 'off',
  });
});

test('what stood there before and was not asked stays, above all the encryption keys', () => {
  const before = { ENCRYPTION_KEYS: 'v1:old', PORT: '4000', MAIL_FROM: 'HR <hr@acme.example>', GOOGLE_CLIENT_ID: 'a' };
  const values = settingsValues({
    before,
    answers: {
      ...answers,
      googleClientId: 'b',
      googleClientSecret: 'c',
      oidcIssuer: 'https://acme.okta.com',
      oidcClientId: 'd',
      oidcClientSecret: 'e',
    },
    database: { REDIS_URL: 'redis://cache' },
    newKey: 'new',
  });
  expect(values).toMatchObject({
    ...before,
    GOOGLE_CLIENT_ID: 'b',
    GOOGLE_CLIENT_SECRET: 'c',
    OIDC_ISSUER: 'https://acme.okta.com',
    OIDC_CLIENT_ID: 'd',
    OIDC_CLIENT_SECRET: 'e',
    REDIS_URL: 'redis://cache',
  });
});
