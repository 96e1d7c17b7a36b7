import { attendanceRequest, requiredScopes as googleScopes } from '@throughline/calendars/google/scopes.ts';
import {
  attendanceScopes as microsoftAttendance,
  requiredScopes as microsoftScopes,
} from '@throughline/calendars/microsoft/scopes.ts';
import { markdownTable } from './markdown-table.ts';
import { permissionWords, type PermissionWords } from './permission-words.ts';

type Occasion = PermissionWords['asks'][number];
type Provider = keyof typeof permissionWords;

/** What the code asks for when somebody connects or agrees to attendance. */
const asked: Readonly<Record<Provider, Readonly<Record<Exclude<Occasion, 'sign-in'>, readonly string[]>>>> = {
  google: {
    manager: googleScopes('organize'),
    report: googleScopes('availability'),
    attendance: attendanceRequest,
  },
  microsoft: {
    manager: microsoftScopes('organize'),
    report: microsoftScopes('availability'),
    // Only for who has connected as a manager: what they granted comes along.
    attendance: [...microsoftScopes('organize').filter((scope) => !scope.includes('.')), ...microsoftAttendance],
  },
};

const occasions: Readonly<Record<Occasion, string>> = {
  manager: 'a manager connects',
  report: 'a report connects, where nobody else may see when they are busy',
  attendance: 'a manager is asked for attendance, apart, where the organisation turned it on',
  'sign-in': 'somebody signs in with that account',
};
const titles: Readonly<Record<Provider, string>> = { google: 'Google', microsoft: 'Microsoft' };

/** Where the words and the code differ: what is asked for and not told of, and what is told of and not asked for. */
export function permissionProblems(): readonly string[] {
  return (Object.keys(asked) as Provider[]).flatMap((provider) =>
    (Object.keys(asked[provider]) as (keyof (typeof asked)[Provider])[]).flatMap((occasion) => {
      const told = permissionWords[provider].filter(({ asks }) => asks.includes(occasion)).map(({ scope }) => scope);
      const untold = asked[provider][occasion].filter((scope) => !told.includes(scope));
      const unasked = told.filter((scope) => !asked[provider][occasion].includes(scope));
      return [
        ...untold.map((scope) => `${titles[provider]}, ${occasion}: ${scope} is asked for and not told of`),
        ...unasked.map((scope) => `${titles[provider]}, ${occasion}: ${scope} is told of and not asked for`),
      ];
    }),
  );
}

/** infra/privacy/permissions.md. */
export function permissionsPaper(): string {
  const sections = (Object.keys(titles) as Provider[]).map((provider) => {
    const rows = permissionWords[provider].map(({ scope, asks, why, without }) => [
      `\`${scope}\``,
      asks.map((occasion) => occasions[occasion]).join('; '),
      why,
      without,
    ]);
    return `## ${titles[provider]}\n\n${markdownTable({ heads: ['permission', 'asked when', 'why', 'without it'], rows })}`;
  });
  return `# Permissions, and why

Every permission Throughline asks for at Google and Microsoft, and no other. Written by \`npm run privacy-papers\` from the
lists the code asks by (\`packages/calendars/google/scopes.ts\`, \`packages/calendars/microsoft/scopes.ts\`);
\`npm run check\` fails where they differ. All are delegated: a grant reaches what its person reaches, and nobody’s account is
opened by an administrator’s word alone. At Microsoft an administrator of the company allows them first, for everybody, but for
those of attendance, which are allowed apart. What is read with each is in [data-and-access.md](data-and-access.md).

${sections.join('\n\n')}

Signing in at another issuer (Okta, any OpenID Connect) asks for \`openid\`, \`email\` and \`profile\`, to know who it is.

**Never asked for:** mail, files, contacts, chats, recordings, transcripts, the directory, and any permission of an
application’s own.
`;
}
