import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';

/** Why there is no date yet, to the manager whose conversation it is. */
export function waitingSentence(reason: WaitingReason | null): string {
  switch (reason) {
    case null:
    case 'not_yet_planned':
      return 'a time is being looked for';
    case 'manager_not_connected':
      return 'your calendar is not connected yet';
    case 'admin_consent_needed':
      return 'your company’s calendar administrator has to allow it first; you will be asked after that';
    case 'calendar_unknown':
      return 'their calendar cannot be read, and we would rather not guess';
    case 'no_common_time':
      return 'could use help finding a time: no hour is free for you both';
    case 'capacity':
      return 'could use help finding a time: your weeks are full';
    case 'no_time_zone':
      return 'their time zone is not known';
    case 'manager_unknown':
    case 'manager_inactive':
    case 'manager_away':
      return 'who holds it is not settled yet';
    case 'first_plan_hold':
      return 'a time is found; invitations leave with your first plan';
    case 'beyond_horizon':
      return 'due later than invitations are sent';
    case 'on_leave':
      return 'waits until the leave is over';
  }
}
