import { beforeAll, describe, expect, test } from 'vitest';
import { walkCalendars, type Walked } from './walk/walk-calendars.ts';
import { walkCompany } from './walk/walk-company.ts';

describe('a short walk of calendar edits by both people, in both clouds and across, while calls go wrong', () => {
  let walked: Walked;
  beforeAll(async () => {
    walked = await walkCalendars({ edits: 90, seed: 1, company: walkCompany({ teams: 2, teamSize: 4 }) });
  }, 1_200_000);

  test('after settling, record and calendars agree item by item, with one live event for each booked conversation, and nobody is told of anything twice', () => {
    expect(walked.problems).toEqual([]);
  });

  test('it was a walk: edits of many kinds took effect, and calls of many kinds went wrong', () => {
    expect([...walked.edits.values()].reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(90);
    expect(walked.edits.size).toBeGreaterThanOrEqual(15);
    expect(walked.mishaps.size).toBeGreaterThanOrEqual(4);
    expect(walked.told.mails).toBeGreaterThan(walked.booked);
  });
});
