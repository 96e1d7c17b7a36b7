type DueWords = {
  /** Stands in the badge. */
  readonly state: string;
  readonly sentence: string;
  /** Nobody has to do anything about it. */
  readonly calm: boolean;
};

const needsADate = 'needs a date';

const words: Readonly<Record<string, DueWords>> = {
  not_yet_planned: { state: 'finding a time', calm: true, sentence: 'A time is being looked for.' },
  first_plan_hold: {
    state: 'date found',
    calm: true,
    sentence: 'A time is found; the invitation leaves with the manager’s first plan.',
  },
  beyond_horizon: { state: 'not due for a while', calm: true, sentence: 'It is due later than invitations are sent.' },
  on_leave: { state: 'after the leave', calm: true, sentence: 'It waits until the leave is over.' },
  manager_not_connected: {
    state: needsADate,
    calm: false,
    sentence: 'The manager’s calendar is not connected yet.',
  },
  admin_consent_needed: {
    state: needsADate,
    calm: false,
    sentence:
      'It waits for the administrator of the company’s calendars, who has to allow Throughline once for everybody.',
  },
  calendar_unknown: {
    state: needsADate,
    calm: false,
    sentence: 'One of the two calendars cannot be read, and we would rather not guess.',
  },
  no_common_time: {
    state: needsADate,
    calm: false,
    sentence: 'Could use help finding a time: no hour is free for both.',
  },
  times_proposed: {
    state: needsADate,
    calm: false,
    sentence: 'Times are proposed, and whichever of the two picks first decides.',
  },
  capacity: {
    state: needsADate,
    calm: false,
    sentence: 'Could use help finding a time: the manager’s weeks are full.',
  },
  no_time_zone: { state: needsADate, calm: false, sentence: 'A time zone is missing for one of the two.' },
  manager_unknown: { state: needsADate, calm: false, sentence: 'HR is still sorting out who the manager is.' },
  manager_away: {
    state: needsADate,
    calm: false,
    sentence: 'The manager is away for long. HR can name somebody who stands in; the due date stays as it is.',
  },
  manager_inactive: { state: needsADate, calm: false, sentence: 'HR is still sorting out who the manager is.' },
};

/** Why there is no date yet. A reason that came as a sentence already is taken as it is. */
export function dueWords(waitingFor: string | null): DueWords {
  if (waitingFor === null) return { state: needsADate, calm: false, sentence: 'It has no date yet.' };
  return words[waitingFor] ?? { state: needsADate, calm: false, sentence: waitingFor };
}
