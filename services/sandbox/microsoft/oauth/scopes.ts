const graph = 'https://graph.microsoft.com/';

/** The scopes this cloud knows, with what the consent page says about each. */
const meanings: Readonly<Record<string, string>> = {
  openid: 'Sign you in',
  profile: 'View your basic profile',
  email: 'View your email address',
  offline_access: 'Maintain access to data you have given it access to',
  'User.Read': 'Sign you in and read your profile',
  'User.ReadBasic.All': 'Read all users’ basic profiles',
  'User.Read.All': 'Read all users’ full profiles',
  'Calendars.ReadBasic': 'Read basic details of your calendars',
  'Calendars.Read': 'Read your calendars',
  'Calendars.Read.Shared': 'Read calendars you can access',
  'Calendars.ReadWrite': 'Have full access to your calendars',
  'Calendars.ReadWrite.Shared': 'Read and write to your and shared calendars',
  'MailboxSettings.Read': 'Read your mailbox settings',
  'MailboxSettings.ReadWrite': 'Read and write to your mailbox settings',
  'OnlineMeetings.Read': 'Read your online meetings',
  'OnlineMeetings.ReadWrite': 'Read and create your online meetings',
  'OnlineMeetingArtifact.Read.All': 'Read your online meeting artifacts',
};

const openidScopes = ['openid', 'profile', 'email', 'offline_access'];

/** Who someone is, a person may always say for themselves; the rest is for an administrator to allow. */
const selfConsented = new Set([...openidScopes, 'User.Read']);

/** Scopes by their short names; asked for by these or by `https://graph.microsoft.com/…`, in any case. */
export function parseScopes(scope: string): string[] {
  const names = scope.split(' ').filter((name) => name !== '');
  return [...new Set(names.map(shortName))];
}

function shortName(name: string): string {
  const short = name.toLowerCase().startsWith(graph) ? name.slice(graph.length) : name;
  return Object.keys(meanings).find((known) => known.toLowerCase() === short.toLowerCase()) ?? short;
}

export function isKnownScope(scope: string): boolean {
  return Object.hasOwn(meanings, scope);
}

export function describeScope(scope: string): string {
  return meanings[scope] ?? scope;
}

export function isOpenidScope(scope: string): boolean {
  return openidScopes.includes(scope);
}

export function needsAdministrator(scope: string): boolean {
  return !selfConsented.has(scope);
}

export function longName(scope: string): string {
  return isOpenidScope(scope) ? scope : `${graph}${scope}`;
}

/** Every scope there is about calendars, for whoever acts as a person through the control API. */
export const allScopes: readonly string[] = Object.keys(meanings);

/**
 * The `scope` of a token answer. Work accounts get Graph's scopes by their long names, personal ones as they asked; a
 * refresh token says by itself that `offline_access` was granted.
 */
export function presentScopes({ scopes, isPersonal }: { scopes: readonly string[]; isPersonal: boolean }): string {
  return scopes
    .filter((scope) => scope !== 'offline_access')
    .map((scope) => (isPersonal ? scope : longName(scope)))
    .join(' ');
}
