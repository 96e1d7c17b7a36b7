import type { ConnectionPurpose } from '@throughline/app/ports/calendar.ts';

const graph = 'https://graph.microsoft.com/';
const identity = ['openid', 'profile', 'email', 'offline_access'];

/**
 * The narrowest that work. `Calendars.ReadBasic` is the least for getSchedule and for calendarView, personal accounts
 * included, and never shows text, attachments or extensions; `Calendars.ReadWrite` includes it.
 */
const scopes: Readonly<Record<ConnectionPurpose, readonly string[]>> = {
  organize: [...identity, 'Calendars.ReadWrite'],
  availability: [...identity, 'Calendars.ReadBasic'],
};

/** The meeting behind a join link, and its reports; both delegated, for what the person organizes alone. */
export const attendanceScopes: readonly string[] = ['OnlineMeetings.Read', 'OnlineMeetingArtifact.Read.All'];

export function requiredScopes(purpose: ConnectionPurpose): readonly string[] {
  return scopes[purpose];
}

/** What an administrator allows for everybody: both purposes. */
export const tenantScopes: readonly string[] = [...identity, 'Calendars.ReadWrite', 'Calendars.ReadBasic'];

/** Graph's scopes by their full names, as the admin consent page takes them. */
export function fullName(scope: string): string {
  return identity.includes(scope) ? scope : `${graph}${scope}`;
}

/**
 * What a token answer grants, by the names it was asked by. Work accounts are told Graph's scopes by their full names.
 * The sign-in scopes are not always listed: the tokens that came along show that they were granted.
 */
export function grantedScopes({
  scope,
  hasIdToken,
  hasRefreshToken,
}: {
  scope: string;
  hasIdToken: boolean;
  hasRefreshToken: boolean;
}): readonly string[] {
  const listed = scope.split(' ').filter((name) => name !== '');
  const shown = [...(hasIdToken ? ['openid', 'profile', 'email'] : []), ...(hasRefreshToken ? ['offline_access'] : [])];
  return [...new Set([...listed.map(shortName), ...shown])];
}

function shortName(name: string): string {
  const short = name.toLowerCase().startsWith(graph) ? name.slice(graph.length) : name;
  return [...tenantScopes, ...attendanceScopes].find((known) => known.toLowerCase() === short.toLowerCase()) ?? short;
}
