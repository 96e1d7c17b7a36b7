import type { MondayMail } from '@throughline/app/ports/mail-content.ts';
import { waitingReasons } from '@throughline/domain/conversation/conversation.ts';
import { describe, expect, test } from 'vitest';
import { waitingSentence } from '../wording/waiting-sentence.ts';
import { mondayMail } from './monday-mail.ts';

const quiet: MondayMail = {
  template: 'monday-mail',
  givenName: 'Ben',
  organizationName: 'Acme',
  weekOf: Temporal.PlainDate.from('2027-01-04'),
  timeZone: 'Europe/Berlin',
  needsDate: [],
  upcoming: [],
  unknownSince: null,
  didItHappen: [],
  decided: [],
  notes: [],
  connectUrl: null,
  nudges: [],
};
const startsAt = Temporal.Instant.from('2027-01-05T14:00:00Z');
const ana = { reportName: 'Ana Ruiz', url: 'https://throughline.acme.example/conversations/1' };
const headings = (content: MondayMail) =>
  mondayMail(content).blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));

describe('the Monday mail', () => {
  test('has a part for each kind of open item, and none that is empty', () => {
    expect(headings(quiet)).toEqual([]);
    expect(
      headings({
        ...quiet,
        needsDate: [{ ...ana, dueOn: Temporal.PlainDate.from('2027-01-22'), waitingFor: 'capacity', timesUrl: null }],
        upcoming: [{ ...ana, startsAt, endsAt: startsAt.add({ minutes: 60 }) }],
        didItHappen: [{ reportName: 'Ana Ruiz', startsAt, answerUrl: ana.url }],
        decided: [{ ...ana, grade: 'claimed' }],
        connectUrl: ana.url,
      }),
    ).toEqual([
      '1 person needs a date',
      'Coming up',
      'Did it happen?',
      'Since last Monday',
      'Your calendar is not connected',
    ]);
  });

  test('has the way to proposed times for whom there are some', () => {
    const timesUrl = 'https://throughline.acme.example/times?token=x';
    const item = { ...ana, dueOn: Temporal.PlainDate.from('2027-01-22'), waitingFor: 'calendar_unknown' } as const;
    const linksOf = (needsDate: MondayMail['needsDate']) => JSON.stringify(mondayMail({ ...quiet, needsDate }).blocks);
    expect(linksOf([{ ...item, timesUrl }])).toContain(timesUrl);
    expect(linksOf([{ ...item, timesUrl: null }])).not.toContain('/times');
  });

  test('says of coming dates that they may have changed, while the calendar cannot be read', () => {
    const upcoming = [{ ...ana, startsAt, endsAt: startsAt.add({ minutes: 60 }) }];
    const textOf = (unknownSince: MondayMail['unknownSince']) =>
      JSON.stringify(mondayMail({ ...quiet, upcoming, unknownSince }).blocks);
    expect(textOf(startsAt.subtract({ hours: 72 }))).toContain('cannot be read at present, since Sat 2 Jan');
    expect(textOf(null)).not.toContain('cannot be read');
  });

  test('leads with those who need a date', () => {
    const needsDate = [{ ...ana, dueOn: Temporal.PlainDate.from('2027-01-22'), waitingFor: null, timesUrl: null }];
    expect(mondayMail({ ...quiet, needsDate }).subject).toBe('Career conversations: 1 person needs a date');
  });
});

test('every reason to wait is a sentence without blame', () => {
  for (const reason of waitingReasons) {
    expect(waitingSentence(reason)).toMatch(/^[a-z]/);
    expect(waitingSentence(reason)).not.toMatch(/overdue|fail|denied|you have not/);
  }
});
