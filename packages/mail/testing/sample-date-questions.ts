import type { SampleMail } from './sample-mail.ts';
import { organizationName, page, slot, timeZone } from './sample-values.ts';

/** To whoever can settle what stands in the way of a date: with other times, and where there are none. */
export const sampleDateQuestions: readonly SampleMail[] = [
  {
    name: 'date-question',
    unsubscribeUrl: null,
    content: {
      template: 'date-question',
      givenName: 'Ben',
      organizationName,
      otherName: 'Ana Ruiz',
      trouble: 'It now stands on your regular 1:1. A career conversation is worth a time of its own.',
      stands: { ...slot('2026-12-16T09:00:00Z'), timeZone },
      times: {
        slots: ['2026-12-22T07:00:00Z', '2026-12-30T08:30:00Z', '2027-01-05T07:30:00Z'].map((start) => ({
          ...slot(start),
          pickUrl: page(`/times?token=0199f0a4.1.abc.def&pick=${encodeURIComponent(start)}`),
          outsideHours: { reader: false, other: false },
        })),
        timeZone,
        otherTimeZone: 'Asia/Tokyo',
        until: Temporal.Instant.from('2026-12-11T23:00:00Z'),
        othersUrl: null,
      },
      keepUrl: page('/times?token=0199f0a4.1.abc.def'),
    },
  },
  {
    name: 'date-question-without-times',
    unsubscribeUrl: null,
    content: {
      template: 'date-question',
      givenName: 'Ana',
      organizationName,
      otherName: 'Ben Wójcik',
      trouble: 'Something else you accepted stands in your calendar at the same time.',
      stands: { ...slot('2026-12-16T09:00:00Z'), timeZone },
      times: null,
      keepUrl: page('/times?token=0199f0a4.1.abc.def'),
    },
  },
];
