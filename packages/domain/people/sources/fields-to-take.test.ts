import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsToTake, sourceFields, type SourceField } from './fields-to-take.ts';

const set = (...fields: SourceField[]) => new Set(fields);
const none = set();
const some = fc.subarray([...sourceFields]).map((fields) => new Set(fields));

describe('of somebody in several sources', () => {
  test('what a higher one says stands', () => {
    const taken = fieldsToTake({ stated: set('names', 'groups'), emptied: none, above: set('names'), below: none });
    expect(taken).toEqual(set('groups'));
  });

  test('nothing known takes nothing away that a lower one knows', () => {
    const emptied = set('manager', 'level');
    expect(fieldsToTake({ stated: none, emptied, above: none, below: set('manager') })).toEqual(set('level'));
  });

  test('whatever they say, each field has one source, and it is the highest with a value', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (said) => {
        const union = (sets: readonly ReadonlySet<SourceField>[]) => new Set(sets.flatMap((one) => [...one]));
        const taken = said.map((stated, rank) => {
          const [above, below] = [union(said.slice(0, rank)), union(said.slice(rank + 1))];
          return fieldsToTake({ stated, emptied: new Set(sourceFields).difference(stated), above, below });
        });
        for (const field of sourceFields) {
          const first = said.findIndex((stated) => stated.has(field));
          const takers = taken.flatMap((fields, rank) => (fields.has(field) ? [rank] : []));
          expect(takers).toEqual(first === -1 ? said.map((_, rank) => rank) : [first]);
        }
      }),
    );
  });
});
