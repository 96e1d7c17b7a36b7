import type { ExemptionsResponse } from '@throughline/contracts/pages/exemptions.ts';

type Exemption = ExemptionsResponse['exemptions'][number];

export const categoryWords: Readonly<Record<Exemption['category'], string>> = {
  parental: 'Parental',
  notice_period: 'Notice period',
  secondment: 'Secondment',
  other: 'Other',
  hold: 'Hold, which looks like leave to everybody but HR',
};

export const whenWords: Readonly<Record<Exemption['when'], string>> = {
  ahead: 'still ahead',
  running: 'now',
  over: 'over',
};

export const waitingWords: Readonly<Record<ExemptionsResponse['waiting'][number]['reason'], string>> = {
  manager_away: 'The manager is away for long',
  manager_inactive: 'The manager has left',
  manager_unknown: 'No manager is known',
};
