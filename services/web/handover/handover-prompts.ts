import type { HandoverCard } from '@throughline/contracts/pages/handover.ts';

/** What the card asks for, in the order in which it is read. */
export const handoverPrompts: readonly {
  readonly key: keyof HandoverCard;
  readonly label: string;
  readonly hint: string;
}[] = [
  {
    key: 'talkedAbout',
    label: 'What we talked about',
    hint: 'As far as you want to take it along. Nothing your former manager wrote is passed on.',
  },
  {
    key: 'toKnow',
    label: 'What I’d like you to know',
    hint: 'About what you want, how you work best, what not to assume.',
  },
  { key: 'commitments', label: 'What is still open', hint: 'What was promised, by either of you, and by when.' },
];
