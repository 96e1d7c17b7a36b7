import type { Answers } from './questions.ts';

/** Where the record lives, for installations that bring their own PostgreSQL. */
export type DatabaseValues = {
  readonly DATABASE_URL?: string;
  readonly DATABASE_OWNER_URL?: string;
  readonly QUEUE_DATABASE_URL?: string;
  readonly REDIS_URL?: string;
};

/**
 * The lines of `.env`: the answers over what stood there before. Encryption keys are kept, because everything sealed
 * under them could not be opened again. Without any client the sandbox is switched off by name: it would be on by
 * default, and this is an organisation of real people.
 */
export function settingsValues({
  before,
  answers,
  database,
  newKey,
}: {
  before: Readonly<Record<string, string | undefined>>;
  answers: Answers;
  database: DatabaseValues;
  newKey: string;
}): Record<string, string> {
  const { publicUrl, smtpUrl, mailDomains, mailFrom } = answers;
  const values: Record<string, string | undefined> = {
    ...before,
    ...database,
    PUBLIC_URL: publicUrl,
    SMTP_URL: smtpUrl,
    MAIL_FROM: mailFrom ?? before['MAIL_FROM'] ?? `Throughline <throughline@${mailDomains[0]}>`,
    ENCRYPTION_KEYS: before['ENCRYPTION_KEYS'] ?? `v1:${newKey}`,
    GOOGLE_CLIENT_ID: answers.googleClientId ?? before['GOOGLE_CLIENT_ID'],
    GOOGLE_CLIENT_SECRET: answers.googleClientSecret ?? before['GOOGLE_CLIENT_SECRET'],
    MICROSOFT_CLIENT_ID: answers.microsoftClientId ?? before['MICROSOFT_CLIENT_ID'],
    MICROSOFT_CLIENT_SECRET: answers.microsoftClientSecret ?? before['MICROSOFT_CLIENT_SECRET'],
    MICROSOFT_TENANT: answers.microsoftTenant ?? before['MICROSOFT_TENANT'],
    OIDC_ISSUER: answers.oidcIssuer ?? before['OIDC_ISSUER'],
    OIDC_CLIENT_ID: answers.oidcClientId ?? before['OIDC_CLIENT_ID'],
    OIDC_CLIENT_SECRET: answers.oidcClientSecret ?? before['OIDC_CLIENT_SECRET'],
    SANDBOX: 'off',
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
