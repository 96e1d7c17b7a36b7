import type { SampleMail } from './sample-mail.ts';
import { day, organizationName, page, slot, timeZone } from './sample-values.ts';

/** To a report whose calendar nobody may read: with times and a calendar to share, and with either alone. */
export const sampleAvailabilityMails: readonly SampleMail[] = [
  {
    name: 'availability-request',
    unsubscribeUrl: null,
    content: {
      template: 'availability-request',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      because: 'calendar_unknown',
      again: false,
      dueOn: day('2027-01-12'),
      connectUrl: page('/connect?token=0199f0a4.1.abc.def'),
      times: {
        slots: ['2026-12-22T07:00:00Z', '2026-12-30T08:30:00Z', '2027-01-05T07:30:00Z'].map((start) => ({
          ...slot(start),
          pickUrl: page(`/times?token=0199f0a4.1.abc.def&pick=${encodeURIComponent(start)}`),
          outsideHours: { reader: false, other: false },
        })),
        timeZone: 'Asia/Tokyo',
        otherTimeZone: timeZone,
        until: Temporal.Instant.from('2026-11-30T23:00:00Z'),
        othersUrl: page('/times?token=0199f0a4.1.abc.def'),
      },
    },
  },
  {
    name: 'availability-request-times-only',
    unsubscribeUrl: null,
    content: {
      template: 'availability-request',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      because: 'calendar_unknown',
      again: true,
      dueOn: day('2027-01-12'),
      connectUrl: null,
      times: {
        slots: ['2026-12-22T09:00:00Z'].map((start) => ({
          ...slot(start),
          pickUrl: page('/times?token=x&pick=y'),
          outsideHours: { reader: false, other: false },
        })),
        timeZone,
        otherTimeZone: timeZone,
        until: Temporal.Instant.from('2026-11-30T23:00:00Z'),
        othersUrl: null,
      },
    },
  },
  {
    name: 'availability-request-nothing-fits',
    unsubscribeUrl: null,
    content: {
      template: 'availability-request',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      because: 'no_common_time',
      again: false,
      dueOn: day('2027-01-12'),
      connectUrl: null,
      times: {
        slots: ['2026-12-22T07:00:00Z', '2026-12-30T17:30:00Z', '2027-01-05T07:30:00Z'].map((start, index) => ({
          ...slot(start),
          pickUrl: page(`/times?token=0199f0a4.1.abc.def&pick=${encodeURIComponent(start)}`),
          outsideHours: { reader: index !== 1, other: index !== 0 },
        })),
        timeZone,
        otherTimeZone: timeZone,
        until: Temporal.Instant.from('2026-11-30T23:00:00Z'),
        othersUrl: page('/times?token=0199f0a4.1.abc.def'),
      },
    },
  },
  {
    name: 'availability-request-without-times',
    unsubscribeUrl: null,
    content: {
      template: 'availability-request',
      givenName: 'Ana',
      organizationName,
      managerName: 'Ben Wójcik',
      because: 'calendar_unknown',
      again: false,
      dueOn: day('2027-01-12'),
      connectUrl: page('/connect?token=0199f0a4.1.abc.def'),
      times: null,
    },
  },
];
