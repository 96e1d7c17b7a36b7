/** What a provider does in its own way, whatever an adapter does about it. Named in its folder, and the suite asks there. */
export type Oddities = {
  /** What a placement comes to whose first answer was lost. */
  readonly placedAgain: 'taken' | 'the_same_entry';
  /** A cancelled entry can still be found under the id it was placed with, which is used up by it. */
  readonly cancelledKeepsId: boolean;
  /** Whether throwing an invitation out of one's calendar answers it with a no. */
  readonly deletedCopyDeclines: boolean;
  /** What of the agenda hangs on an entry: the file, or the address of the agenda page. */
  readonly attachment: 'file' | 'link';
  /** How many of the draft's reminders an entry has room for; the one is that closest to the start. */
  readonly reminders: 'all' | 'one';
  /** Who has to consent before people of an organisation can. */
  readonly consent: 'people' | 'an_administrator';
  readonly scopesCanBeUnticked: boolean;
  /** Whether an address in an identity was shown to be its owner's; else only the organisation answers for it. */
  readonly addressesAreVerified: boolean;
  /** Whether an application can end what was granted to it. */
  readonly grantsCanBeEnded: boolean;
  /** Readings that titles and texts of other entries come along with, unasked. */
  readonly textComesWith: readonly ('changes' | 'free_busy')[];
  readonly tellsWorkingHours: boolean;
  /** What a new channel's address has to do before there is one. */
  readonly pushBeginsWith: 'nothing' | 'a_handshake';
  readonly personalAccountsHaveConferences: boolean;
};
