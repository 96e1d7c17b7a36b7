/** Of what the provider could tell, what is read and kept, and what it means; on the connect page, before any consent. */
export const attendanceWords = {
  /** To whoever may agree. */
  asked: [
    'It is up to you, and nothing else changes either way. Your organisation has turned this on. That you agreed stands in its audit log, for whoever may read that, and on no page but yours.',
    'Read, from an hour after a conversation until its outcome is settled: when the two of you came to its call and left. The permission covers more, all your calls; Throughline asks about these conversations and about you two alone, never for recordings, transcripts or chats.',
    'Kept, only where it is so: that you were in the call together for long enough. Not when, not for how long.',
    'It then counts as held when the time for answers is over, whatever is answered. Not having been in a call means nothing, to anybody: meeting in person is every bit as good.',
  ],
  /** To everybody else, who may be somebody’s report. */
  told: [
    'Your organisation lets managers allow Throughline to see whether both people were in the call of a career conversation. You are recognised by the account you connect here, never by name; without one you are not recognised.',
    'Kept, only where it is so: that the two of you were in the call together for long enough. Not when, not for how long. It then counts as held when the time for answers is over, whatever is answered.',
    'Not having been in a call means nothing, to anybody: meeting in person is every bit as good.',
  ],
} as const;
