/** How often somebody wants a recurring mail. */
export const mailRhythms = ['weekly', 'monthly', 'none'] as const;
export type MailRhythm = (typeof mailRhythms)[number];

const daysInAWeek = 7;

/** Whether the week that begins on `monday` brings the mail: monthly is the week of the month's first Monday. */
export function isMailedInWeekOf({ monday, rhythm }: { monday: Temporal.PlainDate; rhythm: MailRhythm }): boolean {
  switch (rhythm) {
    case 'weekly':
      return true;
    case 'monthly':
      return monday.day <= daysInAWeek;
    case 'none':
      return false;
  }
}
