import type { ConversationHelp } from '@throughline/contracts/pages/conversations.ts';

type Step = ConversationHelp['steps'][number];

const whoWords: Readonly<Record<Step['who'], string>> = {
  report: 'the report',
  manager: 'the manager',
  skip_level: 'the manager’s manager',
  hr: 'HR',
};

/** Who was told, as the steps of the policy have it; the day is the caller's to add. */
export function stepWords({ who, when }: Step): string {
  return when === 'moved_often' ? `${whoWords[who]}, after several moves` : whoWords[who];
}

const causeWords: Readonly<Record<NonNullable<ConversationHelp['pastLongestGap']>['because'], string>> = {
  leave: 'leave accounts for it',
  due_date: 'it is due after that',
  late: 'no earlier date was found',
};

/** `until` is the longest gap's last day, as people write it. */
export function pastGapSentence({ because, until }: { because: keyof typeof causeWords; until: string }): string {
  return `Past the longest gap, until ${until}: ${causeWords[because]}.`;
}
