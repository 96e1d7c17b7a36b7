import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestFor, slotsAfter, someSteps, wholeResource, type Step } from '../../testing/scim-directory.ts';
import { slotsOf, type Slots } from '../../testing/scim-slots.ts';
import { patchDocument, readDocument } from './patch-document.ts';
import { readScimPatch } from './scim-patch.ts';
import { ScimRefusal } from './scim-refusal.ts';
import type { ScimDocument } from './scim-schema.ts';
import { userShape as shape } from './user-shape.ts';

const atFirst: Slots = { userName: 'ana.0@example.com', active: true };
const managers = ['01a220e4-314d-76a8-904b-0125982dac85', '00uboss', 'boss@example.com'];

function take({ document, step, slots }: { document: ScimDocument; step: Step; slots: Slots }): ScimDocument | null {
  const { method, body } = requestFor({ slots, step });
  try {
    if (method === 'PUT') return readDocument({ shape, body });
    return patchDocument({ shape, document, operations: readScimPatch(body) });
  } catch (error) {
    if (error instanceof ScimRefusal) return null;
    throw error;
  }
}

test('5,000 sequences of PATCH and PUT, said as Okta and Entra say them, end where the directory meant them to', () => {
  fc.assert(
    fc.property(someSteps({ tag: 'a', managers }), (steps) => {
      let slots = atFirst;
      let document = readDocument({ shape, body: wholeResource(slots) });
      for (const step of steps) {
        const { expected } = requestFor({ slots, step });
        const next = take({ document, step, slots });
        const reached = next && slotsOf(next);
        // Fifty thousand comparisons: only one that fails has to be shown.
        if (!isDeepStrictEqual(reached, expected)) expect(reached).toEqual(expected);
        if (next === null || expected === null) continue;
        document = next;
        slots = expected;
      }
      // What was refused or dropped on the way has left nothing behind.
      expect(JSON.stringify(document)).not.toMatch(/salary|password|birthDate/);
      expect(slotsOf(readDocument({ shape, body: wholeResource(slots) }))).toEqual(slots);
    }),
    { numRuns: 5_000 },
  );
});

test('the model itself: what is said to be so is so, and nothing else changed', () => {
  const intents = [
    { slot: 'title', value: 'Lead' },
    { slot: 'emails.work', value: null },
  ] as const;
  const before = { ...atFirst, 'emails.work': 'a@example.com', 'emails.primary': 'work', nickName: 'Annie' };
  expect(slotsAfter({ slots: before, intents })).toEqual({ ...atFirst, nickName: 'Annie', title: 'Lead' });
  expect(slotsOf(wholeResource(before))).toEqual(before);
});
