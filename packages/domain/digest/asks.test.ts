import { expect, test } from 'vitest';
import { publishRows } from '../coverage/publish-rows.ts';
import { aPolicy } from '../testing/builders.ts';
import { aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { asksOf } from './asks.ts';

const policy = { ...aPolicy(), rolloutStartsOn: asOf.subtract({ days: 200 }) };
const unit = { kind: 'leader' as const, leaderId: 'south' };
const facts = [0, 1, 2].flatMap((manager) =>
  aTeam({ size: 3, managers: [`south-${manager}`, 'south'], dueOn: asOf.add({ days: 9 }) }),
);
const [row] = publishRows({ units: [{ unit, facts }], asOf, policy });
const hidden = { unit, hidden: true, why: 'Too few have changed.' } as const;
const trust = {
  hoursSinceSync: 1,
  calendars: { working: 12, stale: 0 },
  managersNotConnected: 0,
  brokenConnections: 0,
  reportsWithoutManager: 0,
  peopleWithoutTimeZone: 0,
};

test('where no unit that shows figures needs dates, it asks for those of all together', () => {
  if (row === undefined || row.hidden) throw new Error('nothing is shown');
  const ask = { own: row.coverage, nameOf: () => 'South', leaderOf: () => 'Olga', trust, soonOn: '23 December' };
  expect(asksOf({ ...ask, below: [hidden] })).toEqual([
    {
      text: '9 due by 23 December could use help finding a time, in units that show no figures this week.',
      owner: 'you',
      unit: null,
    },
  ]);
  expect(asksOf({ ...ask, below: [row] })).toEqual([
    { text: 'South: 9 due by 23 December could use help finding a time.', owner: 'Olga', unit },
  ]);
});
