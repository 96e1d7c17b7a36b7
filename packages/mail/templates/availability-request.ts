import type { AvailabilityRequest } from '@throughline/app/ports/mail-content.ts';
import type { Letter } from '../letter/letter.ts';
import { dateText } from '../wording/when.ts';

export function availabilityRequest(content: AvailabilityRequest): Letter {
  const { givenName, organizationName, managerName, dueOn, connectUrl } = content;
  return {
    subject: `When could you talk with ${managerName} about your career?`,
    preview: 'We would rather ask than guess when you are free.',
    blocks: [
      { kind: 'title', text: `A time for your career conversation with ${managerName}` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [
          `You and ${managerName} have a career conversation ahead, best by `,
          { strong: dateText(dueOn) },
          '. It is routine: everyone here has one. Nothing we may look at shows when you are busy, and we would rather ask than guess.',
        ],
      },
      { kind: 'buttons', buttons: [{ label: 'Share when I am busy', url: connectUrl }] },
      {
        kind: 'list',
        items: [
          [{ strong: 'What is read: ' }, 'when you are busy. No titles, no places, no people.'],
          [{ strong: 'What is written: ' }, 'nothing. This permission cannot change your calendar.'],
          [{ strong: 'If you would rather not: ' }, `you and ${managerName} pick one of three proposed times instead.`],
        ],
      },
    ],
    whoSeesWhat: `Who sees what: ${managerName} sees the time that was found, never your calendar.`,
    reason: `You get this mail because you have a career conversation coming up at ${organizationName}.`,
  };
}
