import type { MailRhythm } from '@throughline/contracts/pages/mail-rhythm.ts';

export const rhythmWords: Readonly<Record<MailRhythm, string>> = {
  weekly: 'Every Monday',
  monthly: 'On the first Monday of the month',
  none: 'Not at all',
};

export const savedWords: Readonly<Record<MailRhythm, string>> = {
  weekly: 'It comes every Monday.',
  monthly: 'It comes on the first Monday of the month.',
  none: 'It no longer comes.',
};
