import { beforeAll, describe, expect, test } from 'vitest';
import type { LivingOrganization } from './living/living-organization.ts';
import { liveWeeks, type Lived } from './living/live-weeks.ts';
import { settleTwiceAtOnce } from './living/settle-twice-at-once.ts';
import { onLeave, smallOrganization } from './living/small-organization.ts';

/** Six weeks with everything early: the first outcomes, and leave that takes an event away and puts off its due date. */
const organization: LivingOrganization = {
  ...smallOrganization,
  connectsInWeek: new Map([...smallOrganization.connectsInWeek.keys()].map((email) => [email, 1])),
  changes: new Map([
    [3, { rows: [onLeave({ name: 'Elisa', startsOn: '2026-06-01', endsOn: '2026-07-19' })], arriving: [] }],
  ]),
};

describe('whatever is due, two workers do it at once, and both do it again', () => {
  const repeated: string[] = [];
  let lived: Lived;
  beforeAll(async () => {
    lived = await liveWeeks({
      organization,
      weeks: 6,
      seed: 2,
      settleWith: async (workers, world) => void repeated.push(...(await settleTwiceAtOnce({ workers, ...world }))),
    });
  }, 1_200_000);

  test('no second time leaves one row, event or mail more', () => {
    expect(repeated).toEqual([]);
    expect(historyTwice(lived.facts.history)).toEqual([]);
  });

  test('and everything is where it is when one worker does it once', () => {
    expect(lived.problems).toEqual([]);
    const kinds = new Set(lived.facts.history.map(({ kind }) => kind));
    for (const kind of ['opened', 'booked', 'moved', 'unbooked', 'ended']) expect(kinds).toContain(kind);
  });
});

/** Rows of history that tell the same of the same conversation at the same moment. */
function historyTwice(history: Lived['facts']['history']): readonly string[] {
  const told = history.map((row) =>
    [row.conversation_id, row.kind, JSON.stringify(row.details), row.at.toISOString().slice(0, 16)].join(' '),
  );
  return [...Map.groupBy(told, (each) => each)].filter(([, times]) => times.length > 1).map(([each]) => each);
}
