import type { Oddities } from '../contract/oddities.ts';

/** How Outlook's calendar differs from others, as far as whoever uses the port can tell. */
export const microsoftOddities: Oddities = {
  // The same `transactionId` with the same body gives the entry that was made by the first.
  placedAgain: 'the_same_entry',
  // A cancelled entry is in the deleted items, where no look for a marker goes.
  cancelledKeepsId: false,
  // Outlook lets people delete without sending a response.
  deletedCopyDeclines: false,
  attachment: 'file',
  reminders: 'one',
  consent: 'an_administrator',
  // Microsoft's page grants everything that was asked for, or nothing.
  scopesCanBeUnticked: false,
  // Administrators of a tenant write what they like there (`xms_edov`, which says otherwise, is an optional claim).
  addressesAreVerified: false,
  // No application can: people and administrators end it on Microsoft's pages.
  grantsCanBeEnded: false,
  // Neither calendarView/delta nor getSchedule takes a $select.
  textComesWith: ['changes', 'free_busy'],
  tellsWorkingHours: true,
  pushBeginsWith: 'a_handshake',
  personalAccountsHaveConferences: false,
};
