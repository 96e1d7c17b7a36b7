import type { AvailabilityRequest, TimesToPick } from '@throughline/app/ports/mail-content.ts';
import type { Block, Cell, Letter } from '../letter/letter.ts';
import { dateText, longDay, shortDay, timeRange, zoneName } from '../wording/when.ts';

/** Every "pick" opens a page that marks the time and waits for a click: mail scanners open links. */
export function availabilityRequest(content: AvailabilityRequest): Letter {
  const { givenName, organizationName, managerName, dueOn, connectUrl, times } = content;
  return {
    subject:
      times === null
        ? `When could you talk with ${managerName} about your career?`
        : `Pick a time to talk with ${managerName} about your career`,
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
      ...(times === null ? [] : pick({ times, managerName })),
      ...(connectUrl === null ? [] : share({ connectUrl, hasTimes: times !== null, managerName })),
    ],
    whoSeesWhat:
      times === null
        ? `Who sees what: ${managerName} sees the time that was found, never your calendar.`
        : `Who sees what: ${managerName} sees the same times and which one is picked, never your calendar, nor that you asked for other times.`,
    reason: `You get this mail because you have a career conversation coming up at ${organizationName}.`,
  };
}

function pick({ times, managerName }: { times: TimesToPick; managerName: string }): readonly Block[] {
  const { slots, timeZone, managerTimeZone, until, othersUrl } = times;
  const lastDay = longDay(until.subtract({ seconds: 1 }).toZonedDateTimeISO(timeZone));
  const elsewhere = managerTimeZone === timeZone ? '' : `; for ${managerName} it is ${zoneName(managerTimeZone)}`;
  return [
    { kind: 'heading', text: slots.length === 1 ? 'This time would do' : 'Pick the one that suits you' },
    {
      kind: 'table',
      head: ['When', ''],
      rows: slots.map((slot): readonly Cell[] => [
        {
          prose: [
            { strong: `${shortDay(slot.startsAt.toZonedDateTimeISO(timeZone))}, ${timeRange({ ...slot, timeZone })}` },
          ],
          ...(managerTimeZone === timeZone
            ? {}
            : { note: forManager({ slot, managerTimeZone, timeZone, managerName }) }),
        },
        { prose: [{ link: 'Pick this one', url: slot.pickUrl }] },
      ]),
    },
    {
      kind: 'small',
      prose: [
        `All times are ${zoneName(timeZone)}${elsewhere}. It opens a page where one click settles it, and whoever of you both picks first decides. They stay open through ${lastDay}.`,
        ...(othersUrl === null ? [] : [' None of them fits? ', { link: 'Ask for others', url: othersUrl }, '.']),
      ],
    },
  ];
}

function forManager({
  slot: { startsAt, endsAt },
  managerTimeZone,
  timeZone,
  managerName,
}: {
  slot: TimesToPick['slots'][number];
  managerTimeZone: string;
  timeZone: string;
  managerName: string;
}): string {
  const theirs = startsAt.toZonedDateTimeISO(managerTimeZone);
  const isOtherDay = !theirs.toPlainDate().equals(startsAt.toZonedDateTimeISO(timeZone).toPlainDate());
  const range = timeRange({ startsAt, endsAt, timeZone: managerTimeZone });
  return `${isOtherDay ? `${shortDay(theirs)}, ` : ''}${range} for ${managerName}`;
}

function share({
  connectUrl,
  hasTimes,
  managerName,
}: {
  connectUrl: string;
  hasTimes: boolean;
  managerName: string;
}): readonly Block[] {
  return [
    ...(hasTimes ? [{ kind: 'heading' as const, text: 'Or never be asked again' }] : []),
    { kind: 'buttons', buttons: [{ label: 'Share when I am busy', url: connectUrl }] },
    {
      kind: 'list',
      items: [
        [{ strong: 'What is read: ' }, 'when you are busy. No titles, no places, no people.'],
        [{ strong: 'What is written: ' }, 'nothing. This permission cannot change your calendar.'],
        ...(hasTimes
          ? []
          : [
              [
                { strong: 'If you would rather not: ' },
                `times for you and ${managerName} to pick from are proposed as soon as there are some.`,
              ],
            ]),
      ],
    },
  ];
}
