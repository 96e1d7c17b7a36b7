import { beforeAll, describe, expect, test } from 'vitest';
import { editNames } from './walk/edit-something.ts';
import { mishapNames } from './walk/some-mishap.ts';
import { walkCalendars, type Walked } from './walk/walk-calendars.ts';
import { walkCompany } from './walk/walk-company.ts';

const edits = 10_000;
/** Another walk with each value; one that failed is walked again with its seed. */
const seed = Number(process.env['WALK_SEED'] ?? 1);

describe(`a walk of ${edits} calendar edits by both people, in both clouds and across, while calls go wrong, seed ${seed}`, () => {
  let walked: Walked;
  beforeAll(async () => {
    const company = walkCompany({ teams: 4, teamSize: 6 });
    walked = await walkCalendars({ edits, seed, company, batch: 40, say: (line) => process.stdout.write(`${line}\n`) });
  }, 7_200_000);

  test('after settling, record and calendars agree item by item, with one live event for each booked conversation, and nobody is told of anything twice', () => {
    expect(walked.problems).toEqual([]);
  });

  test('edits of every kind took effect, and calls of every kind went wrong', () => {
    expect([...walked.edits.values()].reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(edits);
    expect([...walked.edits.keys()].toSorted()).toEqual([...editNames].toSorted());
    for (const name of mishapNames) expect(walked.mishaps.keys()).toContain(name);
    expect(walked.told.mails).toBeGreaterThan(walked.booked);
  });
});
