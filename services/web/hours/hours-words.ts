import type { HoursResponse } from '@throughline/contracts/pages/hours.ts';

export const hoursKey = ['hours'] as const;

/** As the contract has them, Monday first. */
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

export const weekFromWords: Readonly<Record<HoursResponse['weekFrom'], string>> = {
  you: 'These are the hours you gave.',
  hr: 'These come from your HR system. What you save here comes before it.',
  calendar: 'These come from the settings of your calendar. What you save here comes before them.',
  policy: 'Nobody has said when you work, so these usual hours are assumed.',
};

export const zoneFromWords: Readonly<Record<HoursResponse['timeZoneFrom'], string>> = {
  you: 'This is the zone you gave.',
  hr: 'This comes from your HR system. What you save here comes before it.',
  calendar: 'This comes from the settings of your calendar. What you save here comes before them.',
  nobody: 'Nobody has said where you are. Nothing can be booked for you before that.',
};
