import type { Settings } from '@throughline/runtime/env.ts';
import { googleRegistration, type Registration } from '@throughline/runtime/google-registration.ts';
import { microsoftRegistration } from '@throughline/runtime/microsoft-registration.ts';
import type { OrganizationAnswers } from '../add-organization.ts';
import { result, resultJson, say } from '../terminal.ts';
import type { PreparedRecord } from './prepare-record.ts';

/** What is left to do, for whoever sits there. */
export function sayNextSteps({
  prepared,
  organization,
  settings: { google, microsoft, oidc, publicUrl },
}: {
  prepared: PreparedRecord;
  organization: OrganizationAnswers;
  settings: Pick<Settings, 'google' | 'microsoft' | 'oidc' | 'publicUrl'>;
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
  say('Register these where your people have their calendars: with an OAuth client in Google’s console, user type');
  say('Internal, or with an app registration of platform Web in Microsoft Entra, as delegated permissions.');
  if (google === null && microsoft === null) {
    say('Then put GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, or MICROSOFT_CLIENT_ID and MICROSOFT_CLIENT_SECRET,');
    say('into .env.');
  }
  if (oidc !== null) say(`Register ${oidcCallback(publicUrl)} at your issuer, as a redirect URI of that client.`);
  if (microsoft !== null)
    say('Whoever administers Microsoft 365 grants once for everybody: see Calendars in the pages.');
  say('throughline doctor says what is missing.');
}

/** What each provider's console wants to know, and with `json` the ids too. */
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
  const google = googleRegistration({ publicUrl });
  const microsoft = microsoftRegistration({ publicUrl });
  if (!json) return result([...linesOf('Google', google), ...linesOf('Microsoft', microsoft)].join('\n'));
  resultJson({ env_file: file, ...idsOf(prepared), google: toJson(google), microsoft: toJson(microsoft) });
}

const oidcCallback = (publicUrl: string) => `${publicUrl}/sign-in/oidc/callback`;

function linesOf(name: string, { redirectUris, scopes }: Registration): readonly string[] {
  const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`);
  return [name, '  Redirect URIs', ...indented(redirectUris), '  Scopes', ...indented(scopes)];
}

function toJson({ redirectUris, scopes }: Registration) {
  return { redirect_uris: redirectUris, scopes };
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
