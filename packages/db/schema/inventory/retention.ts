/** How long something is kept. `by` is the file that removes it; null where nothing does by itself. */
type Rule = { readonly words: string; readonly by: string | null };

export const retentionRules = {
  stays: { words: 'it stays; nothing removes it by itself', by: null },
  latest: { words: 'as long as it holds; what comes next takes its place', by: null },
  restated: { words: 'as long as HR states it, or the directory; what it states next takes its place', by: null },
  takenBack: { words: 'until whoever stated it takes it back', by: null },
  conversation: {
    words: 'two years after its conversation ended, where a works council’s terms hold; else it stays',
    by: 'packages/app/forget-after-two-years.ts',
  },
  twoYears: {
    words: 'two years, where a works council’s terms hold; else it stays',
    by: 'packages/app/forget-after-two-years.ts',
  },
  signIn: { words: 'thirty days after it ended', by: 'packages/app/forget-sign-ins.ts' },
  disconnected: { words: 'until somebody disconnects', by: 'packages/app/disconnect.ts' },
  agreement: { words: 'until it is taken back, or attendance is turned off', by: 'packages/db/attendance-store.ts' },
  channel: { words: 'until the channel is closed, or has ended', by: 'packages/app/keep-push-channels.ts' },
  attempt: { words: 'a day after it expired, when somebody connects next', by: 'packages/app/open-attempt.ts' },
  answered: { words: 'two days, until the next request with a key', by: 'packages/app/answer-once.ts' },
  waitingImport: {
    words: 'until it is taken in or withdrawn, a week at most',
    by: 'packages/app/carry-out-imports.ts',
  },
  importRows: { words: 'thirty days, of a dry run a week', by: 'packages/app/carry-out-imports.ts' },
  webhooks: { words: 'thirty days, or as long as its endpoint', by: 'packages/app/forget-webhook-events.ts' },
  source: { words: 'until the HR system is removed here', by: 'packages/app/remove-hr-source.ts' },
  group: {
    words: 'until the directory deletes the group, or takes the person out',
    by: 'packages/db/directory-group-store.ts',
  },
  summed: { words: 'until they are summed up again, minutes later', by: 'packages/app/sum-up-conversations.ts' },
  nextWeek: { words: 'until the next week’s figures are counted', by: 'packages/db/coverage-store.ts' },
} as const satisfies Readonly<Record<string, Rule>>;

export type RetentionRule = keyof typeof retentionRules;
