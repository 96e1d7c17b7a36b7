import type { MondayMail } from '@throughline/app/ports/mail-content.ts';
import type { Grade } from '@throughline/domain/conversation/conversation.ts';
import type { Block, Letter } from '../letter/letter.ts';
import { count } from '../wording/count.ts';
import { nudgeProse } from '../wording/nudge-prose.ts';
import { waitingSentence } from '../wording/waiting-sentence.ts';
import { dateText, shortDay, timeRange, zoneName } from '../wording/when.ts';

export function mondayMail(content: MondayMail): Letter {
  return {
    subject: subjectOf(content),
    preview: `The week of ${dateText(content.weekOf)}, in a few lines.`,
    blocks: [
      { kind: 'title', text: 'Your career conversations this week' },
      { kind: 'paragraph', prose: `Hello ${content.givenName},` },
      ...couldUseAHand(content),
      ...needsDate(content),
      ...upcoming(content),
      ...didItHappen(content),
      ...decided(content),
      ...forYouAlone(content),
      ...connect(content),
    ],
    whoSeesWhat:
      'Who sees what: your own manager sees how many of your reports have a date and how many do not. ' +
      'HR sees dates and whether conversations took place. Nobody sees what is said.',
    reason: `You get this mail on Mondays when something is due within weeks, because people at ${content.organizationName} report to you.`,
  };
}

function subjectOf({ needsDate: open, upcoming: booked }: MondayMail): string {
  if (open.length > 0) return `Career conversations: ${count(open.length, 'person needs', 'people need')} a date`;
  if (booked.length > 0) return `Career conversations: ${count(booked.length, 'date', 'dates')} ahead, nothing to do`;
  return 'Career conversations: your week';
}

/** What would otherwise be a mail of its own. */
function couldUseAHand({ nudges, timeZone }: MondayMail): readonly Block[] {
  if (nudges.length === 0) return [];
  return [
    { kind: 'heading', text: 'Could use a hand' },
    { kind: 'list', items: nudges.map((line) => nudgeProse({ line, timeZone })) },
  ];
}

function needsDate({ needsDate: items }: MondayMail): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: count(items.length, 'person needs a date', 'people need a date') },
    {
      kind: 'table',
      head: ['Who', 'Best by'],
      rows: items.map(({ reportName, dueOn, waitingFor, url }) => [
        { prose: [{ link: reportName, url }], note: waitingSentence(waitingFor) },
        { prose: dateText(dueOn) },
      ]),
    },
    ...timesToPick(items),
  ];
}

function timesToPick(items: MondayMail['needsDate']): readonly Block[] {
  const proposed = items.flatMap(({ reportName, timesUrl }) => (timesUrl === null ? [] : [{ reportName, timesUrl }]));
  if (proposed.length === 0) return [];
  return [
    {
      kind: 'list',
      items: proposed.map(({ reportName, timesUrl }) => [
        `${reportName} and you can pick one of the times proposed to you both: `,
        { link: 'see the times', url: timesUrl },
      ]),
    },
  ];
}

function upcoming({ upcoming: items, unknownSince, timeZone }: MondayMail): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: 'Coming up' },
    ...notKnown({ unknownSince, timeZone }),
    {
      kind: 'table',
      head: ['With', 'When'],
      rows: items.map(({ reportName, startsAt, endsAt, url }) => [
        { prose: [{ link: reportName, url }] },
        { prose: shortDay(startsAt.toZonedDateTimeISO(timeZone)), note: timeRange({ startsAt, endsAt, timeZone }) },
      ]),
    },
    { kind: 'small', prose: `All times are ${zoneName(timeZone)}.` },
  ];
}

/** What was sent may have been moved or declined since. */
function notKnown({ unknownSince, timeZone }: Pick<MondayMail, 'unknownSince' | 'timeZone'>): readonly Block[] {
  if (unknownSince === null) return [];
  const since = shortDay(unknownSince.toZonedDateTimeISO(timeZone));
  return [
    {
      kind: 'paragraph',
      prose: `Your calendar cannot be read at present, since ${since}. These are the dates as they were sent: what was moved or declined since then is not known here.`,
    },
  ];
}

function didItHappen({ didItHappen: items, timeZone }: MondayMail): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: 'Did it happen?' },
    {
      kind: 'list',
      items: items.map(({ reportName, startsAt, answerUrl }) => [
        `${reportName}, ${shortDay(startsAt.toZonedDateTimeISO(timeZone))}: `,
        { link: 'say so', url: answerUrl },
      ]),
    },
    {
      kind: 'small',
      prose:
        'A career conversation counts when the person it is for says so. Your answer helps when something got in the way.',
    },
  ];
}

function decided({ decided: items }: MondayMail): readonly Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'heading', text: 'Since last Monday' },
    {
      kind: 'list',
      items: items.map(({ reportName, grade, url }) => [{ link: reportName, url }, `: ${gradeSentence(grade)}`]),
    },
  ];
}

function gradeSentence(grade: Grade): string {
  switch (grade) {
    case 'confirmed':
      return 'took place';
    case 'confirmed_by_both':
      return 'took place, you both said so';
    case 'attendance':
      return 'took place, as the call shows';
    case 'claimed':
      return 'took place as you say; not confirmed';
    case 'none':
      return 'not confirmed; a new date is being found';
  }
}

function forYouAlone({ notes }: MondayMail): readonly Block[] {
  if (notes.length === 0) return [];
  return [
    { kind: 'heading', text: 'For you alone' },
    { kind: 'list', items: notes.map((note) => [note]) },
    { kind: 'small', prose: 'These lines are in this mail and on your page, and nowhere else.' },
  ];
}

function connect({ connectUrl }: MondayMail): readonly Block[] {
  if (connectUrl === null) return [];
  return [
    { kind: 'heading', text: 'Your calendar is not connected' },
    { kind: 'paragraph', prose: 'Once it is, dates are found and kept without you. It takes about a minute.' },
    { kind: 'buttons', buttons: [{ label: 'Connect your calendar', url: connectUrl }] },
  ];
}
