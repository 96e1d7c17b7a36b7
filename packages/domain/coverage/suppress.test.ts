import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppress } from './suppress.ts';
import type { GuardedMember, GuardedRow } from './suppress.ts';

const minimums = { minimumPeople: 5, minimumManagers: 3 };

/** People 'a' to 'z', three managers taking turns. */
function row(people: string): GuardedRow {
  return {
    members: people.split('').map((id) => ({ id, counts: true, managerId: `manager-${(id.codePointAt(0) ?? 0) % 3}` })),
  };
}

describe('a row alone', () => {
  test('needs five people', () => {
    expect(suppress({ rows: [row('abcd'), row('abcde')], minimums })).toEqual(['too_few_people', 'visible']);
  });

  test('needs three managers, since one manager’s unit names the manager', () => {
    const oneManager = { members: row('abcdefgh').members.map((member) => ({ ...member, managerId: 'ben' })) };
    expect(suppress({ rows: [oneManager], minimums })).toEqual(['too_few_managers']);
  });

  test('people who do not count make no row large enough', () => {
    const newHires = { members: row('abcdefgh').members.map((member, index) => ({ ...member, counts: index < 4 })) };
    expect(suppress({ rows: [newHires], minimums })).toEqual(['too_few_people']);
  });

  test('who counted in an earlier week and does no more makes it no larger', () => {
    const [eva, ...others] = row('edcba').members;
    const then: GuardedMember = { ...eva!, id: 'e 1', personId: 'e', isCrowd: true };
    const members = [...others, { ...eva!, counts: false, hasCounted: true }, then];
    expect(suppress({ rows: [{ members }], minimums })).toEqual(['too_few_people']);
  });
});

describe('rows together', () => {
  test('a unit is hidden when taking it from the whole leaves too few', () => {
    expect(suppress({ rows: [row('abcdefghij'), row('abcdefgh')], minimums })).toEqual([
      'visible',
      'reveals_a_smaller_part',
    ]);
  });

  test('beside a small sibling one more is hidden, or the small one could be worked out', () => {
    const [whole, first, second, small] = ['abcdefghijklmn', 'abcdef', 'ghijkl', 'mn'];
    expect(suppress({ rows: [whole, first, second, small].map((people) => row(people!)), minimums })).toEqual([
      'visible',
      'visible',
      'reveals_a_smaller_part',
      'too_few_people',
    ]);
  });

  test('units that share the whole out among them are all shown', () => {
    expect(suppress({ rows: [row('abcdefghijkl'), row('abcdef'), row('ghijkl')], minimums })).toEqual([
      'visible',
      'visible',
      'visible',
    ]);
  });

  test('a row of the same people gives nothing new away', () => {
    expect(suppress({ rows: [row('abcdef'), row('fedcba')], minimums })).toEqual(['visible', 'visible']);
  });

  test('a group across units is shown while every part it cuts them into is large', () => {
    const [whole, unit, group] = ['abcdefghijklmnopqrst', 'abcdefghij', 'fghijklmno'];
    expect(suppress({ rows: [row(whole), row(unit), row(group)], minimums })).toEqual([
      'visible',
      'visible',
      'visible',
    ]);
  });

  test('a group across units is hidden when whole and group lead to a few', () => {
    expect(suppress({ rows: [row('abcdefghijkl'), row('abcdef'), row('defghijk')], minimums })).toEqual([
      'visible',
      'visible',
      'reveals_a_smaller_part',
    ]);
  });
});

describe('whatever the rows', () => {
  const everybody = 'abcdefgh'.split('');
  const small = { minimumPeople: 3, minimumManagers: 2 };
  const someRows = fc.record({
    members: fc.tuple(
      ...everybody.map((id) =>
        fc.record({ id: fc.constant(id), counts: fc.boolean(), managerId: fc.constantFrom('ben', 'cem', null) }),
      ),
    ),
    rows: fc.array(fc.subarray(everybody, { minLength: 1 }), { maxLength: 7 }),
  });

  test('no sum or difference of visible rows is about fewer people or managers than the minimum', () => {
    fc.assert(
      fc.property(someRows, ({ members, rows }) => {
        const guarded = rows.map((ids) => ({ members: members.filter(({ id }) => ids.includes(id)) }));
        const verdicts = suppress({ rows: guarded, minimums: small });
        const visible = rows.filter((_, index) => verdicts[index] === 'visible').map(asVector);
        for (const part of everyPartOf(everybody)) {
          if (isLarge(members.filter(({ id }) => part.includes(id)))) continue;
          expect(isCombination(asVector(part), visible), `${part.join('')} from ${rows.join(' ')}`).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  function isLarge(some: readonly GuardedMember[]): boolean {
    const counting = some.filter(({ counts }) => counts);
    return (
      counting.length >= small.minimumPeople &&
      new Set(counting.flatMap(({ managerId }) => managerId ?? [])).size >= small.minimumManagers
    );
  }

  function asVector(ids: readonly string[]): readonly bigint[] {
    return everybody.map((id) => (ids.includes(id) ? 1n : 0n));
  }

  function everyPartOf(people: readonly string[]): readonly (readonly string[])[] {
    return Array.from({ length: 2 ** people.length - 1 }, (_, bits) =>
      people.filter((_id, index) => ((bits + 1) >> index) & 1),
    );
  }

  /** Whether some weighted sum of the vectors is the target: exact elimination on whole numbers, nothing in common with the code tested. */
  function isCombination(target: readonly bigint[], vectors: readonly (readonly bigint[])[]): boolean {
    let rest = target;
    let rows = vectors;
    for (let column = 0; column < target.length; column += 1) {
      const pivot = rows.find((candidate) => candidate[column] !== 0n);
      if (!pivot) continue;
      const cleared = (vector: readonly bigint[]) =>
        vector.map((value, at) => value * pivot[column]! - pivot[at]! * vector[column]!);
      rows = rows.filter((candidate) => candidate !== pivot).map(cleared);
      rest = cleared(rest);
    }
    return rest.every((value) => value === 0n);
  }
});
