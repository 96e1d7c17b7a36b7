/** What becomes of somebody's absence; each arm says it in its own way, on the same days. */
export type AbsenceStory = readonly (
  | { readonly kind: 'away'; readonly from: string; readonly to: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'wait'; readonly days: number }
  | { readonly kind: 'claim' }
)[];

/** Each with what it shows in the end, for the report unless it is the manager who is away. */
export const absenceStories: readonly {
  readonly title: string;
  readonly story: AbsenceStory;
  readonly who: 'report' | 'manager';
  /** Without which the story would be about nothing. */
  readonly shows: string;
}[] = [
  {
    title: 'over the event, long enough to move the due date, extended once and then over',
    who: 'report',
    shows: 'Moved by 42 days of leave.',
    story: [
      { kind: 'wait', days: 2 },
      { kind: 'away', from: '2026-11-23', to: '2026-12-20' },
      { kind: 'wait', days: 2 },
      { kind: 'away', from: '2026-11-23', to: '2027-01-03' },
      { kind: 'wait', days: 3 },
    ],
  },
  {
    title: 'from today on, cut short',
    who: 'report',
    shows: 'Leave moves it no more.',
    story: [
      { kind: 'away', from: '2026-11-02', to: '2026-12-11' },
      { kind: 'wait', days: 4 },
      { kind: 'back' },
      { kind: 'wait', days: 2 },
    ],
  },
  {
    title: 'taken back before it began',
    who: 'report',
    shows: 'Leave moves it no more.',
    story: [
      { kind: 'away', from: '2026-11-20', to: '2026-12-28' },
      { kind: 'wait', days: 1 },
      { kind: 'back' },
      { kind: 'wait', days: 1 },
    ],
  },
  {
    title: 'of the manager, over the event',
    who: 'manager',
    shows: 'Lost its date',
    story: [
      { kind: 'away', from: '2026-11-16', to: '2027-01-15' },
      { kind: 'wait', days: 3 },
    ],
  },
  {
    title: 'while it is asked whether the conversation took place',
    who: 'report',
    shows: 'Moved by 25 days of leave.',
    story: [
      { kind: 'wait', days: 23 },
      { kind: 'claim' },
      { kind: 'away', from: '2026-11-26', to: '2026-12-20' },
      { kind: 'wait', days: 9 },
    ],
  },
];
