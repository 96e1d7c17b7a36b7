import { googleRegistration } from '@throughline/runtime/google-registration.ts';
import type { OrganizationAnswers } from '../add-organization.ts';
import { result, resultJson, say } from '../terminal.ts';
import type { PreparedRecord } from './prepare-record.ts';

/** What is left to do, for whoever sits there. */
export function sayNextSteps({
  prepared,
  organization,
  hasGoogle,
}: {
  prepared: PreparedRecord;
  organization: OrganizationAnswers;
  hasGoogle: boolean;
}): void {
  switch (prepared.kind) {
    case 'no_database':
      say('There is no database yet: npm start brings one. While it runs, make the organisation with');
      say(`  npm run throughline -- ${createCommand(organization)}`);
      break;
    case 'added':
      say(`${organization.name} is a draft. throughline launch --preview shows what would begin.`);
      break;
    case 'present':
      say(`${organization.name} is there already, and stays as it is.`);
      break;
  }
  say('Register these with the OAuth client in Google’s console, user type Internal.');
  if (!hasGoogle) say('Then put its GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET into .env.');
  say('throughline doctor says what is missing.');
}

/** What Google's console wants to know, and with `json` the ids too. */
export function printRegistration({
  file,
  publicUrl,
  prepared,
  json,
}: {
  file: string;
  publicUrl: string;
  prepared: PreparedRecord;
  json: boolean;
}): void {
  const { redirectUris, scopes } = googleRegistration({ publicUrl });
  if (!json) {
    const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
    return result(['Redirect URIs', ...indented(redirectUris), 'Scopes', ...indented(scopes)].join('\n'));
  }
  resultJson({
    env_file: file,
    ...idsOf(prepared),
    redirect_uris: redirectUris,
    scopes,
  });
}

function idsOf(prepared: PreparedRecord) {
  switch (prepared.kind) {
    case 'no_database':
      return { organization_id: null, administrator_id: null };
    case 'added':
      return {
        organization_id: prepared.organization.organizationId,
        administrator_id: prepared.organization.administratorId,
      };
    case 'present':
      return { organization_id: prepared.organizationId, administrator_id: null };
  }
}

function createCommand({ name, mailDomains, timeZone, administrator }: OrganizationAnswers): string {
  const words = [
    'organization create',
    '--name',
    quoted(name),
    '--mail-domain',
    mailDomains.join(','),
    '--time-zone',
    timeZone,
  ];
  if (administrator !== null) {
    const { givenName, familyName, workEmail } = administrator;
    words.push('--administrator', quoted(`${givenName} ${familyName}`), '--administrator-email', workEmail);
  }
  return words.join(' ');
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\$`]/g, String.raw`\$&`)}"`;
}
