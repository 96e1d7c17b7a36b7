import type { Nudges } from '@throughline/app/ports/mail-content.ts';
import type { NudgeLine } from '@throughline/app/ports/nudge-line.ts';
import type { Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';
import { nudgeProse } from '../wording/nudge-prose.ts';

/** Everything that slipped and that this reader could help with. */
export function nudges({ givenName, organizationName, timeZone, lines, hrSeesSteps }: Nudges): Letter {
  return {
    subject: subjectOf(lines),
    preview: 'Each line says what one click does.',
    blocks: [
      { kind: 'title', text: 'A little help wanted' },
      {
        kind: 'paragraph',
        prose: `Hello ${givenName}, ${lines.length === 1 ? 'one thing' : 'a few things'} about career conversations:`,
      },
      { kind: 'list', items: lines.map((line) => nudgeProse({ line, timeZone })) },
    ],
    whoSeesWhat: whoSeesWhat({ lines, hrSeesSteps }),
    reason: `You get this mail because one of the career conversations at ${organizationName} could use a hand.`,
  };
}

function subjectOf(lines: readonly NudgeLine[]): string {
  const [first] = lines;
  if (lines.length > 1 || first === undefined) return `Career conversations: ${lines.length} things could use a hand`;
  switch (first.kind) {
    case 'needs_a_date':
      return `Your career conversation with ${first.otherName} needs a date`;
    case 'times_proposed':
      return `Pick a time to talk with ${first.otherName} about their career`;
    case 'did_it_happen':
      return `Did your career conversation with ${first.managerName} take place?`;
    case 'help_is_there':
      return `Help with a time for ${first.reportName}, if you like`;
    case 'could_use_help':
      return `${first.managerName} could use help finding a time`;
    case 'on_hr_list':
      return `${count(first.conversations, 'career conversation needs', 'career conversations need')} a date`;
  }
}

function whoSeesWhat({ lines, hrSeesSteps }: Pick<Nudges, 'lines' | 'hrSeesSteps'>): string {
  const kinds = new Set(lines.map(({ kind }) => kind));
  const sentences = [
    ...(kinds.has('did_it_happen')
      ? [
          'if you say it took place, your manager and HR see that it did. If you say it did not, or do not answer, they see the same in both cases.',
        ]
      : []),
    ...(kinds.has('could_use_help')
      ? ['you see your own managers by name and how many conversations, never whose.']
      : []),
    `HR sees dates and states${hrSeesSteps ? ', and who was asked to help' : ''}. Nobody sees what is said.`,
  ];
  return `Who sees what: ${sentences.join(' ')}`;
}
