import type { DateQuestion } from '@throughline/app/ports/mail-content.ts';
import type { Block, Letter } from '../letter/letter.ts';
import { longDay, timeRange, zoneName } from '../wording/when.ts';
import { timesToPick } from '../wording/times-to-pick.ts';

/** To whoever can settle what stands in the way of a date. Nothing moves by itself, and scanners open links. */
export function dateQuestion(content: DateQuestion): Letter {
  const { givenName, organizationName, otherName, trouble, stands, times, keepUrl } = content;
  const day = longDay(stands.startsAt.toZonedDateTimeISO(stands.timeZone));
  const when = `${day}, ${timeRange(stands)} (${zoneName(stands.timeZone)})`;
  return {
    subject: `Your career conversation with ${otherName}: does the time still work?`,
    preview: 'Nothing moves unless you say so.',
    blocks: [
      { kind: 'title', text: `Does the time still work?` },
      { kind: 'paragraph', prose: `Hello ${givenName},` },
      {
        kind: 'paragraph',
        prose: [`Your career conversation with ${otherName} is on `, { strong: when }, `. ${trouble}`],
      },
      ...(times === null
        ? nothingElse
        : timesToPick({ times, otherName, heading: 'Other times you both have', whoPicks: 'the reader' })),
      {
        kind: 'paragraph',
        prose: ['It can also ', { link: 'stay where it is', url: keepUrl }, '. You are not asked again about this.'],
      },
    ],
    whoSeesWhat: `Who sees what: only you get this mail. ${otherName} sees the date, and never what else is in your calendar.`,
    reason: `You get this mail because you have a career conversation coming up at ${organizationName}.`,
  };
}

const nothingElse: readonly Block[] = [
  {
    kind: 'paragraph',
    prose:
      'There is no other time you both have within the coming weeks. You can move it in your calendar, or let it be.',
  },
];
