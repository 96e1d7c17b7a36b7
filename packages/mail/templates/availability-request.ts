import type { AvailabilityRequest, TimesToPick } from '@throughline/app/ports/mail-content.ts';
import type { Block, Letter, Prose } from '../letter/letter.ts';
import { timesToPick } from '../wording/times-to-pick.ts';
import { dateText } from '../wording/when.ts';

/** Every time opens a page that marks the time and waits for a click: mail scanners open links. */
export function availabilityRequest(content: AvailabilityRequest): Letter {
  const { givenName, organizationName, managerName, dueOn, connectUrl, times, again, because } = content;
  return {
    subject:
      times === null
        ? `When could you talk with ${managerName} about your career?`
        : `Pick a time to talk with ${managerName} about your career`,
    preview:
      because === 'calendar_unknown'
        ? 'We would rather ask than guess when you are free.'
        : 'Nothing fits by itself, so you two choose.',
    blocks: [
      { kind: 'title', text: `A time for your career conversation with ${managerName}` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [
          `You and ${managerName} have a career conversation ahead, best by `,
          { strong: dateText(dueOn) },
          `. It is routine: everyone here has one. ${why[because]}`,
        ],
      },
      ...(again ? [{ kind: 'paragraph' as const, prose: lost }] : []),
      ...(times === null
        ? []
        : timesToPick({ times, otherName: managerName, heading: headingOf(times), whoPicks: 'either' })),
      ...(connectUrl === null ? [] : share({ connectUrl, hasTimes: times !== null, managerName })),
    ],
    whoSeesWhat:
      times === null
        ? `Who sees what: ${managerName} sees the time that was found, never your calendar.`
        : `Who sees what: ${managerName} sees the same times and which one is picked, never your calendar, nor that you asked for other times.`,
    reason: `You get this mail because you have a career conversation coming up at ${organizationName}.`,
  };
}

const why: Readonly<Record<AvailabilityRequest['because'], string>> = {
  calendar_unknown: 'Nothing we may look at shows when you are busy, and we would rather ask than guess.',
  no_common_time:
    'No hour inside both your working days is free, so we ask instead of choosing. Both calendars are free at these times.',
  capacity:
    'The days on which you could both meet are taken by other such conversations, so we ask instead of choosing. Both calendars are free at these times.',
};

function headingOf({ slots }: TimesToPick): string {
  return slots.length === 1 ? 'This time would do' : 'Pick the one that suits you';
}

const lost = 'The time that was picked could not be kept after all; sorry about that.';

function share({
  connectUrl,
  hasTimes,
  managerName,
}: {
  connectUrl: string;
  hasTimes: boolean;
  managerName: string;
}): readonly Block[] {
  const used: readonly Prose[] = [
    [{ strong: 'What is read: ' }, 'when you are busy. No titles, no places, no people.'],
    [{ strong: 'What is written: ' }, 'nothing. This permission cannot change your calendar.'],
  ];
  if (hasTimes) {
    return [
      { kind: 'heading', text: 'Or have a time found for you' },
      {
        kind: 'paragraph',
        prose: [{ link: 'Share when you are busy', url: connectUrl }, ', once, and nobody needs to ask you again.'],
      },
      { kind: 'list', items: used },
    ];
  }
  const instead = `times for you and ${managerName} to pick from are proposed as soon as there are some.`;
  return [
    { kind: 'buttons', buttons: [{ label: 'Share when I am busy', url: connectUrl }] },
    { kind: 'list', items: [...used, [{ strong: 'If you would rather not: ' }, instead]] },
  ];
}
