/** One permission in words for people. `scope` is what goes over the wire; `sign-in` in `asks` is the page for signing in. */
export type PermissionWords = {
  readonly scope: string;
  readonly asks: readonly ('manager' | 'report' | 'sign-in' | 'attendance')[];
  readonly why: string;
  readonly without: string;
};

const auth = 'https://www.googleapis.com/auth/';
const notConnected = 'the calendar is not connected; the page says which permission is missing, and nothing is stored';

const google: readonly PermissionWords[] = [
  {
    scope: 'openid',
    asks: ['manager', 'report', 'attendance', 'sign-in'],
    why: 'to know whose account it is: Google’s id of it',
    without: 'nobody can connect or sign in with Google; a mailed link signs in too',
  },
  {
    scope: 'email',
    asks: ['manager', 'report', 'attendance', 'sign-in'],
    why: 'to know that it is the work account',
    without: 'the same',
  },
  {
    scope: `${auth}calendar.events.owned`,
    asks: ['manager'],
    why: 'to write each conversation into the manager’s own calendar, to notice when somebody moves it, and to keep away from the regular 1:1s',
    without: `${notConnected}; the manager’s reports need a date until somebody else holds their conversations`,
  },
  {
    scope: `${auth}calendar.events.freebusy`,
    asks: ['manager', 'report'],
    why: 'to know when both are busy: start and end, nothing else',
    without: `${notConnected}; of a report who shares nothing, three times to pick are proposed in place of a booked one`,
  },
  {
    scope: `${auth}calendar.settings.readonly`,
    asks: ['manager'],
    why: 'to know the zone of the calendar',
    without: notConnected,
  },
  {
    scope: `${auth}meetings.space.readonly`,
    asks: ['attendance'],
    why: 'to see whether both were in the call of a conversation for long enough',
    without: 'nothing else changes: people’s own answers are enough',
  },
];

const microsoft: readonly PermissionWords[] = [
  {
    scope: 'openid',
    asks: ['manager', 'report', 'attendance', 'sign-in'],
    why: 'to know whose account it is: Microsoft’s ids of account and tenant',
    without: 'nobody can connect or sign in with Microsoft; a mailed link signs in too',
  },
  {
    scope: 'profile',
    asks: ['manager', 'report', 'attendance', 'sign-in'],
    why: 'to know the sign-in address where the account tells no mail address',
    without: 'the same',
  },
  {
    scope: 'email',
    asks: ['manager', 'report', 'attendance', 'sign-in'],
    why: 'to know that it is the work account',
    without: 'the same',
  },
  {
    scope: 'offline_access',
    asks: ['manager', 'report', 'attendance'],
    why: 'to keep dates true while nobody is signed in',
    without: notConnected,
  },
  {
    scope: 'Calendars.ReadWrite',
    asks: ['manager'],
    why: 'to see when both are free, to write each conversation into the manager’s own calendar, to notice when somebody moves it, and to keep away from the regular 1:1s. Graph has nothing narrower that can write',
    without: `${notConnected}; the manager’s reports need a date until somebody else holds their conversations`,
  },
  {
    scope: 'Calendars.ReadBasic',
    asks: ['report'],
    why: 'to know when they are busy, without texts, attachments or extensions',
    without: 'three times to pick are proposed in place of a booked one',
  },
  {
    scope: 'OnlineMeetings.Read',
    asks: ['attendance'],
    why: 'to find the call behind the link of a conversation',
    without: 'nothing else changes: people’s own answers are enough',
  },
  {
    scope: 'OnlineMeetingArtifact.Read.All',
    asks: ['attendance'],
    why: 'to see whether both were in that call for long enough. Delegated: of meetings the manager organizes alone',
    without: 'the same',
  },
];

export const permissionWords = { google, microsoft } as const;
