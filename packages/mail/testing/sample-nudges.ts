import type { NudgeLine } from '@throughline/app/ports/nudge-line.ts';
import type { SampleMail } from './sample-mail.ts';
import { day, organizationName, page, timeZone } from './sample-values.ts';

/** One line of each kind. */
export const sampleNudges = {
  needsADate: {
    kind: 'needs_a_date',
    otherName: 'Dora Lind',
    dueOn: day('2027-01-22'),
    isPast: false,
    click: { kind: 'see_why', url: page('/conversations/1') },
    text: null,
  },
  stillNeedsADate: {
    kind: 'needs_a_date',
    otherName: 'Emil Fuchs',
    dueOn: day('2027-01-11'),
    isPast: true,
    click: { kind: 'pick_a_time', url: page('/times?token=0199f0a4.1.abc.def') },
    text: null,
  },
  timesProposed: {
    kind: 'times_proposed',
    otherName: 'Gita Rao',
    dueOn: day('2027-02-08'),
    slots: [
      {
        startsAt: Temporal.Instant.from('2027-02-01T09:00:00Z'),
        endsAt: Temporal.Instant.from('2027-02-01T10:00:00Z'),
        outsideHours: { reader: false, other: false },
      },
      {
        startsAt: Temporal.Instant.from('2027-02-03T16:00:00Z'),
        endsAt: Temporal.Instant.from('2027-02-03T17:00:00Z'),
        outsideHours: { reader: true, other: false },
      },
    ],
    timeZone,
    url: page('/times?token=0199f0a4.2.abc.def'),
  },
  notConnected: {
    kind: 'needs_a_date',
    otherName: 'Maximiliane von Hohenberg-Lichtenstein',
    dueOn: day('2027-02-01'),
    isPast: false,
    click: { kind: 'connect', url: page('/connect?token=0199f0a4.1.abc.def') },
    text: 'we promised everyone a conversation by spring.',
  },
  didItHappen: {
    kind: 'did_it_happen',
    managerName: 'Ben Wójcik',
    startsAt: Temporal.Instant.from('2027-01-05T14:00:00Z'),
    confirmUrl: page('/confirm?token=0199f0a4.1.abc.def'),
    text: null,
  },
  helpIsThere: {
    kind: 'help_is_there',
    reportName: 'Farah Aziz',
    moves: 3,
    bossIsTold: true,
    url: page('/conversations/2'),
    text: null,
  },
  couldUseHelp: {
    kind: 'could_use_help',
    managerName: 'Mona Keller',
    conversations: 2,
    url: page('/coverage'),
    text: null,
  },
  onHrList: {
    kind: 'on_hr_list',
    conversations: 4,
    url: page('/needs-a-date'),
    text: null,
  },
} as const satisfies Record<string, NudgeLine>;

function mailOf({
  name,
  givenName,
  lines,
}: {
  name: string;
  givenName: string;
  lines: readonly NudgeLine[];
}): SampleMail {
  return {
    name,
    unsubscribeUrl: null,
    content: { template: 'nudges', givenName, organizationName, timeZone, lines, hrSeesSteps: true },
  };
}

export const sampleNudgeMails: readonly SampleMail[] = [
  mailOf({
    name: 'nudges',
    givenName: 'Ben',
    lines: [
      sampleNudges.needsADate,
      sampleNudges.stillNeedsADate,
      sampleNudges.notConnected,
      sampleNudges.timesProposed,
      sampleNudges.helpIsThere,
      sampleNudges.couldUseHelp,
    ],
  }),
  mailOf({ name: 'nudges-needs-a-date', givenName: 'Ana', lines: [sampleNudges.stillNeedsADate] }),
  mailOf({ name: 'nudges-times', givenName: 'Ben', lines: [sampleNudges.timesProposed] }),
  mailOf({ name: 'nudges-did-it-happen', givenName: 'Ana', lines: [sampleNudges.didItHappen] }),
  mailOf({ name: 'nudges-help-is-there', givenName: 'Ben', lines: [sampleNudges.helpIsThere] }),
  mailOf({ name: 'nudges-could-use-help', givenName: 'Vera', lines: [sampleNudges.couldUseHelp] }),
  mailOf({ name: 'nudges-hr', givenName: 'Hanna', lines: [sampleNudges.onHrList] }),
];
