import type { ConnectionPurpose } from '@throughline/app/ports/calendar.ts';

const prefix = 'https://www.googleapis.com/auth/';
const identity = ['openid', 'email'];

/**
 * The narrowest that work (DESIGN §6). `calendar.events.freebusy` speaks of calendars one has access to, which
 * colleagues' are; `calendar.freebusy` of one's own only.
 */
const scopes: Readonly<Record<ConnectionPurpose, readonly string[]>> = {
  organize: [
    ...identity,
    `${prefix}calendar.events.owned`,
    `${prefix}calendar.events.freebusy`,
    `${prefix}calendar.settings.readonly`,
  ],
  availability: [...identity, `${prefix}calendar.events.freebusy`],
};

/** Calls in spaces of one's own; spaces that Calendar made count as no application's (`meetings.space.created`). */
export const attendanceScopes: readonly string[] = [`${prefix}meetings.space.readonly`];

/** Asked for apart: what was granted before comes along (developers.google.com/identity/protocols/oauth2/web-server#incrementalAuth). */
export const attendanceRequest: readonly string[] = [...identity, ...attendanceScopes];

export function requiredScopes(purpose: ConnectionPurpose): readonly string[] {
  return scopes[purpose];
}

/** Google grants `email` under its long name. */
export function grantedScopes(scope: string): readonly string[] {
  return scope
    .split(' ')
    .filter((name) => name !== '')
    .map((name) => (name === `${prefix}userinfo.email` ? 'email' : name));
}
