import type { demoParts } from '@throughline/contracts/pages/session.ts';

type Part = (typeof demoParts)[number];

export const partWords: Readonly<Record<Part, { name: string; sees: string }>> = {
  hr: { name: 'HR lead', sees: 'Every conversation’s date and state, how each unit is doing. Never what was said.' },
  leader: { name: 'VP', sees: 'How the units below are doing, week by week, and where a word would help.' },
  manager: { name: 'Manager', sees: 'Dates that made themselves, and an agenda with a few words on how to listen.' },
  report: {
    name: 'Report',
    sees: 'The next conversation, questions to think about, and the last word on whether it took place.',
  },
};
