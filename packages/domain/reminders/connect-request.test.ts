import { expect, test } from 'vitest';
import { aPolicy, at, day } from '../testing/builders.ts';
import { connectRequests } from './connect-request.ts';
import type { Recipient } from './reminder-plan.ts';
import { isDue } from './reminder.ts';

const policy = aPolicy();
const ben: Recipient = {
  personId: 'ben',
  workingPattern: { hours: policy.rules.defaultWorkingHours, timeZone: 'Europe/Berlin', isDayOff: () => false },
};
const requests = (neededSince: string, recipient = ben) =>
  connectRequests({ recipient, neededSince: day(neededSince), policy });

test('a manager is asked three times, two weeks apart, when their work begins', () => {
  expect(requests('2026-11-02').map(({ sendAt }) => sendAt.toString())).toEqual([
    '2026-11-02T08:00:00Z',
    '2026-11-16T08:00:00Z',
    '2026-11-30T08:00:00Z',
  ]);
});

test('at any time at most one of them is due, so that an outage is not made up for in one morning', () => {
  for (let hours = 0; hours < 24 * 60; hours += 7) {
    const now = at('2026-11-01T00:00:00Z').add({ hours });
    expect(requests('2026-11-02').filter((reminder) => isDue({ reminder, now })).length).toBeLessThanOrEqual(1);
  }
});

test('a need that comes back has keys of its own', () => {
  const keys = [...requests('2026-11-02'), ...requests('2027-03-01')].map(({ key }) => key);
  expect(new Set(keys).size).toBe(6);
});

test('somebody away for all that time is not asked', () => {
  const isDayOff = (date: Temporal.PlainDate) => date.year === 2026 && date.month === 11;
  const away = { ...ben, workingPattern: { ...ben.workingPattern, isDayOff } };
  expect(requests('2026-11-01', away).map(({ key }) => key)).toEqual(['connect_request.ben.2026-11-01.3']);
});
