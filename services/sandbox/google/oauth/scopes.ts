const prefix = 'https://www.googleapis.com/auth/';

/** The scopes this cloud knows, with what the consent page says about each. */
const meanings: Readonly<Record<string, string>> = {
  openid: 'Know who you are on Google',
  [`${prefix}userinfo.email`]: 'See your Google Account email address',
  [`${prefix}userinfo.profile`]: 'See your personal info, including any you have made public',
  [`${prefix}calendar`]: 'See, edit, share and permanently delete all the calendars you can access',
  [`${prefix}calendar.readonly`]: 'See and download any calendar you can access',
  [`${prefix}calendar.events`]: 'View and edit events on all your calendars',
  [`${prefix}calendar.events.readonly`]: 'View events on all your calendars',
  [`${prefix}calendar.events.owned`]: 'See, create, change and delete events on calendars you own',
  [`${prefix}calendar.events.owned.readonly`]: 'See the events on calendars you own',
  [`${prefix}calendar.events.freebusy`]: 'See the availability on calendars you have access to',
  [`${prefix}calendar.events.public.readonly`]: 'See the events on public calendars',
  [`${prefix}calendar.freebusy`]: 'View your availability in your calendars',
  [`${prefix}calendar.settings.readonly`]: 'View your Calendar settings',
  [`${prefix}calendar.calendars`]: 'See and change the properties of calendars you have access to',
  [`${prefix}calendar.calendars.readonly`]: 'See the title, zone and other properties of calendars you have access to',
  [`${prefix}calendar.calendarlist`]: 'See, add and remove calendars you are subscribed to',
  [`${prefix}calendar.calendarlist.readonly`]: 'See the list of calendars you are subscribed to',
  [`${prefix}calendar.app.created`]: 'Make secondary calendars and change events on them',
  [`${prefix}calendar.acls`]: 'See and change the sharing permissions of calendars you own',
  [`${prefix}calendar.acls.readonly`]: 'See the sharing permissions of calendars you own',
  [`${prefix}meetings.space.created`]: 'Create, edit and see information about conferences made by this app',
  [`${prefix}meetings.space.readonly`]: 'Read information about any of your Google Meet conferences',
  [`${prefix}drive.file`]: 'See, edit, create and delete only the Drive files you use with this app',
};

const identityScopes = new Set(['openid', `${prefix}userinfo.email`, `${prefix}userinfo.profile`]);

/** Asked for by short names, granted and returned by long ones. */
const longNames: Readonly<Record<string, string>> = {
  email: `${prefix}userinfo.email`,
  profile: `${prefix}userinfo.profile`,
};

export function parseScopes(scope: string): string[] {
  const names = scope.split(' ').filter((name) => name !== '');
  return [...new Set(names.map((name) => longNames[name] ?? name))];
}

export function isKnownScope(scope: string): boolean {
  return Object.hasOwn(meanings, scope);
}

export function describeScope(scope: string): string {
  return meanings[scope] ?? scope;
}

/** Who someone is comes with signing in; only the rest can be left unticked. */
export function isIdentityScope(scope: string): boolean {
  return identityScopes.has(scope);
}

export function scopeNamed(name: string): string {
  return `${prefix}${name}`;
}
