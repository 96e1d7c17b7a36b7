import { z } from 'zod';
import { createKeyring } from '@throughline/security/keyring.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const origin = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
/** As the issuer writes itself, to the last slash (OpenID Connect Discovery 1.0 §4.3); in clear on this machine alone. */
const issuer = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(
    (value) => /^https:|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/.test(value),
    'has to begin with https://',
  )
  .refine((value) => !/[?#]/.test(value), 'has neither ? nor #');
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const text = z.string().min(1);

const encryptionKeys = text.superRefine((value, issue) => {
  try {
    createKeyring(value);
  } catch (error) {
    issue.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' });
  }
});

const variables = {
  PORT: port.default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: text.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  QUEUE_DATABASE_URL: postgresUrl.optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  MICROSOFT_CLIENT_ID: text.optional(),
  MICROSOFT_CLIENT_SECRET: text.optional(),
  MICROSOFT_TENANT: text.optional(),
  OIDC_ISSUER: issuer.optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  GOOGLE_API_BASE_URL: origin.optional(),
  GOOGLE_OAUTH_BASE_URL: origin.optional(),
  MICROSOFT_GRAPH_BASE_URL: origin.optional(),
  MICROSOFT_LOGIN_BASE_URL: origin.optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: text.optional(),
  ENCRYPTION_KEYS: encryptionKeys.optional(),
  SANDBOX: z.enum(['on', 'off']).optional(),
  SANDBOX_PORT: port.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};
const environment = z.object(variables);
type Values = z.infer<typeof environment>;
type Variable = keyof typeof variables;

export const variableNames = Object.keys(variables) as readonly Variable[];

/** A variable of ours by its first letters: anything else beginning so is taken for a misspelling. */
const ourPrefixes =
  /^(GOOGLE_(CLIENT|API|OAUTH)|MICROSOFT_|OIDC_|SANDBOX|ENCRYPTION_|SMTP_|MAIL_FROM|QUEUE_DATABASE|DATABASE_OWNER)/;

/** Settings that only work together: when one is given, each of its group must be. */
const togetherOrNot: readonly (readonly Variable[])[] = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['MICROSOFT_CLIENT_ID', 'MICROSOFT_CLIENT_SECRET'],
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['DATABASE_URL', 'DATABASE_OWNER_URL'],
];
const realClients: readonly Variable[] = ['GOOGLE_CLIENT_ID', 'MICROSOFT_CLIENT_ID', 'OIDC_CLIENT_ID'];

export type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

export type Settings = {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly database:
    | { readonly kind: 'embedded' }
    | {
        readonly kind: 'external';
        readonly appUrl: string;
        readonly ownerUrl: string;
        readonly queueUrl: string | null;
      };
  readonly redisUrl: string | null;
  readonly google: OAuthClient | null;
  readonly microsoft: (OAuthClient & { readonly tenant: string }) | null;
  readonly oidc: (OAuthClient & { readonly issuer: string }) | null;
  readonly baseUrls: {
    readonly googleApi: string | null;
    readonly googleOauth: string | null;
    readonly microsoftGraph: string | null;
    readonly microsoftLogin: string | null;
  };
  readonly smtp: { readonly url: string; readonly from: string } | null;
  readonly encryptionKeys: string | null;
  readonly sandbox: { readonly port: number } | null;
  readonly logLevel: Values['LOG_LEVEL'];
};

export type SettingsProblem = { readonly variable: string; readonly message: string };
export type SettingsAnswer =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'problems'; readonly problems: readonly SettingsProblem[] };

/**
 * Reads the settings of DESIGN §10. `fromFile` are the lines of `.env`, over which the process's own variables
 * win; there every unknown name is a problem, in the process's environment only one that looks like ours.
 * Empty values count as unset.
 */
export function readSettings({
  environment: processEnvironment,
  fromFile,
}: {
  environment: Readonly<Record<string, string | undefined>>;
  fromFile: Readonly<Record<string, string | undefined>>;
}): SettingsAnswer {
  const given = { ...withoutEmpty(fromFile), ...withoutEmpty(processEnvironment) };
  const parsed = environment.safeParse(given);
  const problems = [
    ...unknownNames({ names: Object.keys(fromFile), suspect: () => true }),
    ...unknownNames({
      names: Object.keys(withoutEmpty(processEnvironment)),
      suspect: (name) => ourPrefixes.test(name),
    }),
    ...(parsed.error?.issues ?? []).map((issue) => ({ variable: String(issue.path[0]), message: issue.message })),
    ...togetherOrNot.flatMap((group) => missingOf({ group, given })),
    ...conflicts(given),
  ];
  if (problems.length > 0 || parsed.data === undefined) return { kind: 'problems', problems };
  return { kind: 'settings', settings: toSettings(parsed.data) };
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}

function unknownNames({
  names,
  suspect,
}: {
  names: readonly string[];
  suspect: (name: string) => boolean;
}): SettingsProblem[] {
  const known = new Set<string>(variableNames);
  return names
    .filter((name) => !known.has(name) && suspect(name))
    .map((variable) => ({ variable, message: `is not a setting of Throughline. Known: ${variableNames.join(', ')}.` }));
}

function missingOf({ group, given }: { group: readonly Variable[]; given: Record<string, string> }): SettingsProblem[] {
  const present = group.filter((name) => given[name] !== undefined);
  if (present.length === 0) return [];
  return group
    .filter((name) => given[name] === undefined)
    .map((variable) => ({ variable, message: `is needed beside ${present.join(', ')}.` }));
}

function conflicts(given: Record<string, string>): SettingsProblem[] {
  const real = realClients.find((name) => given[name] !== undefined);
  if (given['SANDBOX'] !== 'on' || real === undefined) return [];
  return [{ variable: 'SANDBOX', message: `cannot be on beside ${real}: the sandbox never mixes with real accounts.` }];
}

function toSettings(values: Values): Settings {
  const google = clientOf(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET);
  const microsoft = clientOf(values.MICROSOFT_CLIENT_ID, values.MICROSOFT_CLIENT_SECRET);
  const oidc = clientOf(values.OIDC_CLIENT_ID, values.OIDC_CLIENT_SECRET);
  const sandboxOn = values.SANDBOX === undefined ? !(google ?? microsoft ?? oidc) : values.SANDBOX === 'on';
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDir: values.DATA_DIR ?? (sandboxOn ? '.data/demo' : '.data/live'),
    database:
      values.DATABASE_URL === undefined || values.DATABASE_OWNER_URL === undefined
        ? { kind: 'embedded' }
        : {
            kind: 'external',
            appUrl: values.DATABASE_URL,
            ownerUrl: values.DATABASE_OWNER_URL,
            queueUrl: values.QUEUE_DATABASE_URL ?? null,
          },
    redisUrl: values.REDIS_URL ?? null,
    google,
    microsoft: microsoft && { ...microsoft, tenant: values.MICROSOFT_TENANT ?? 'organizations' },
    oidc: oidc && values.OIDC_ISSUER !== undefined ? { ...oidc, issuer: values.OIDC_ISSUER } : null,
    baseUrls: {
      googleApi: values.GOOGLE_API_BASE_URL ?? null,
      googleOauth: values.GOOGLE_OAUTH_BASE_URL ?? null,
      microsoftGraph: values.MICROSOFT_GRAPH_BASE_URL ?? null,
      microsoftLogin: values.MICROSOFT_LOGIN_BASE_URL ?? null,
    },
    smtp:
      values.SMTP_URL === undefined
        ? null
        : { url: values.SMTP_URL, from: values.MAIL_FROM ?? 'Throughline <throughline@localhost>' },
    encryptionKeys: values.ENCRYPTION_KEYS ?? null,
    sandbox: sandboxOn ? { port: values.SANDBOX_PORT ?? values.PORT + 1 } : null,
    logLevel: values.LOG_LEVEL,
  };
}

function clientOf(clientId: string | undefined, clientSecret: string | undefined): OAuthClient | null {
  return clientId === undefined || clientSecret === undefined ? null : { clientId, clientSecret };
}
