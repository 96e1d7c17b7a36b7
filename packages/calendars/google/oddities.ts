import type { Oddities } from '../contract/oddities.ts';

/** How Google Calendar differs from others, as far as whoever uses the port can tell. */
export const googleOddities: Oddities = {
  // Ids are ours to choose and can be taken once.
  placedAgain: 'taken',
  // A tombstone stands under its id.
  cancelledKeepsId: true,
  deletedCopyDeclines: true,
  // No bytes can be uploaded to an entry.
  attachment: 'link',
  reminders: 'all',
  consent: 'people',
  scopesCanBeUnticked: true,
  addressesAreVerified: true,
  grantsCanBeEnded: true,
  textComesWith: [],
  // Working hours are kept in the account's settings, which no API shows.
  tellsWorkingHours: false,
  pushBeginsWith: 'nothing',
  personalAccountsHaveConferences: true,
};
