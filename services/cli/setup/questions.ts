import { z } from 'zod';
import { mailAddress, mailDomains, nonEmpty, origin, personName, timeZone } from '../input.ts';

/** One thing `setup` wants to know: asked on a terminal, or given as a flag. */
export type Question = {
  readonly flag: string;
  readonly text: string;
  readonly schema: z.ZodType;
  /** Taken when nothing is said. */
  readonly fallback: string | null;
  /** Whether nothing is an answer too. */
  readonly optional: boolean;
};

const smtpUrl = z.url({ protocol: /^smtps?$/, error: 'expected smtp://… or smtps://…' });

/** In the order they are asked. `before` is what `.env` says already, which is what is proposed. */
export function questions({
  zoneHere,
  before,
}: {
  zoneHere: string;
  before: Readonly<Record<string, string | undefined>>;
}) {
  return {
    name: { flag: '--name', text: 'Name of the organisation', schema: nonEmpty, fallback: null, optional: false },
    mailDomains: {
      flag: '--mail-domain',
      text: 'Mail domains of its people, with commas between them',
      schema: mailDomains,
      fallback: null,
      optional: false,
    },
    administrator: {
      flag: '--administrator',
      text: 'First administrator, given and family name',
      schema: personName,
      fallback: null,
      optional: false,
    },
    administratorEmail: {
      flag: '--administrator-email',
      text: 'The administrator’s work address',
      schema: mailAddress,
      fallback: null,
      optional: false,
    },
    timeZone: {
      flag: '--time-zone',
      text: 'Time zone of its weekly mails',
      schema: timeZone,
      fallback: zoneHere,
      optional: false,
    },
    publicUrl: {
      flag: '--public-url',
      text: 'Where people’s browsers will find Throughline',
      schema: origin,
      fallback: before['PUBLIC_URL'] ?? 'http://localhost:3000',
      optional: false,
    },
    smtpUrl: {
      flag: '--smtp-url',
      text: 'Mail server, as smtps://name:password@host',
      schema: smtpUrl,
      fallback: before['SMTP_URL'] ?? null,
      optional: false,
    },
    mailFrom: {
      flag: '--mail-from',
      text: 'Sender of its mails (nothing: throughline@ the first mail domain)',
      schema: nonEmpty,
      fallback: before['MAIL_FROM'] ?? null,
      optional: true,
    },
    googleClientId: {
      flag: '--google-client-id',
      text: 'Google OAuth client id (nothing: later)',
      schema: nonEmpty,
      fallback: before['GOOGLE_CLIENT_ID'] ?? null,
      optional: true,
    },
    googleClientSecret: {
      flag: '--google-client-secret',
      text: 'Google OAuth client secret (nothing: later)',
      schema: nonEmpty,
      fallback: before['GOOGLE_CLIENT_SECRET'] ?? null,
      optional: true,
    },
    microsoftClientId: {
      flag: '--microsoft-client-id',
      text: 'Microsoft application (client) id (nothing: later)',
      schema: nonEmpty,
      fallback: before['MICROSOFT_CLIENT_ID'] ?? null,
      optional: true,
    },
    microsoftClientSecret: {
      flag: '--microsoft-client-secret',
      text: 'Microsoft client secret, its value (nothing: later)',
      schema: nonEmpty,
      fallback: before['MICROSOFT_CLIENT_SECRET'] ?? null,
      optional: true,
    },
    microsoftTenant: {
      flag: '--microsoft-tenant',
      text: 'Whose accounts: organizations, common (personal ones, too), or one tenant by id or domain (nothing: organizations)',
      schema: nonEmpty,
      fallback: before['MICROSOFT_TENANT'] ?? null,
      optional: true,
    },
    oidcIssuer: {
      flag: '--oidc-issuer',
      text: 'OpenID Connect issuer to sign in at, such as https://acme.okta.com (nothing: none)',
      schema: z.url({ protocol: /^https?$/, error: 'expected an address like https://acme.okta.com' }),
      fallback: before['OIDC_ISSUER'] ?? null,
      optional: true,
    },
    oidcClientId: {
      flag: '--oidc-client-id',
      text: 'Its client id (nothing: none)',
      schema: nonEmpty,
      fallback: before['OIDC_CLIENT_ID'] ?? null,
      optional: true,
    },
    oidcClientSecret: {
      flag: '--oidc-client-secret',
      text: 'Its client secret (nothing: none)',
      schema: nonEmpty,
      fallback: before['OIDC_CLIENT_SECRET'] ?? null,
      optional: true,
    },
  } as const satisfies Record<string, Question>;
}

type Questions = ReturnType<typeof questions>;
export type QuestionKey = keyof Questions;

/** Checked answers; what was left out is absent. */
export type Answers = {
  readonly [Key in QuestionKey as Questions[Key]['optional'] extends true ? never : Key]: z.output<
    Questions[Key]['schema']
  >;
} & {
  readonly [Key in QuestionKey as Questions[Key]['optional'] extends true ? Key : never]?: z.output<
    Questions[Key]['schema']
  >;
};
