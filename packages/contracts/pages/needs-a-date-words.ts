import type { NeedsDateReason } from './needs-a-date.ts';
import { dueWords } from './waiting-words.ts';

/** What HR could do about it, if anything; `where` is a page of ours, or a mail to the manager. */
export type HrCould = {
  readonly words: string;
  readonly where: '/calendars' | '/exemptions' | '/imports' | 'mail_to_manager';
};

type Words = {
  /** For counts and filters. */
  readonly short: string;
  /** What happens without anybody doing anything. */
  readonly next: string;
  readonly hrCould: HrCould | null;
};

const standIn: HrCould = { words: 'Name somebody who stands in', where: '/exemptions' };
const lookedForAgain =
  'It is looked for again as calendars change, and both are sent times to pick from where there are any.';

const words: Readonly<Record<NeedsDateReason, Words>> = {
  manager_not_connected: {
    short: 'Manager’s calendar not connected',
    next: 'The manager is asked by mail as often as the policy says, then in each Monday mail. Once it is connected, a date follows.',
    hrCould: { words: 'Write to the manager', where: 'mail_to_manager' },
  },
  admin_consent_needed: {
    short: 'Calendar administrator has to allow it',
    next: 'Once it is allowed, the manager is asked to connect.',
    hrCould: { words: 'Forward the consent', where: '/calendars' },
  },
  calendar_unknown: {
    short: 'Calendar cannot be read',
    next: 'The report is mailed a way to share when they are busy. Once both calendars can be read, a date follows.',
    hrCould: { words: 'See which calendars need attention', where: '/calendars' },
  },
  no_common_time: { short: 'No hour free for both', next: lookedForAgain, hrCould: standIn },
  capacity: { short: 'Manager’s weeks are full', next: lookedForAgain, hrCould: standIn },
  times_proposed: {
    short: 'Times proposed, none picked yet',
    next: 'A time is booked as soon as one is picked. When these have run out, others are proposed.',
    hrCould: null,
  },
  no_time_zone: {
    short: 'Time zone not known',
    next: 'Once both zones are known, a date follows.',
    hrCould: { words: 'Bring the zone in with a file', where: '/imports' },
  },
  manager_unknown: {
    short: 'Manager not known',
    next: 'Once your HR system or a file names a manager, a date follows.',
    hrCould: { words: 'Bring the manager in with a file', where: '/imports' },
  },
  manager_inactive: {
    short: 'Manager has left',
    next: 'Once another manager is named, or somebody stands in, a date follows.',
    hrCould: standIn,
  },
  manager_away: {
    short: 'Manager away for long',
    next: 'It waits for the manager to be back, or for somebody to stand in.',
    hrCould: standIn,
  },
  first_plan_hold: {
    short: 'Waiting for the manager’s first plan',
    next: 'The invitation leaves by itself, with that plan.',
    hrCould: null,
  },
  not_yet_planned: {
    short: 'A time is being looked for',
    next: 'The invitation leaves by itself once there is one.',
    hrCould: null,
  },
  on_leave: { short: 'On leave', next: 'A time after the leave is looked for.', hrCould: null },
  beyond_horizon: {
    short: 'Invited later',
    next: 'It is planned once the policy’s planning horizon reaches it.',
    hrCould: null,
  },
};

/** Why somebody has no date, what happens next, and what HR could do. */
export function needsADateWords(reason: NeedsDateReason): Words & { readonly why: string } {
  return { ...words[reason], why: dueWords(reason).sentence };
}
