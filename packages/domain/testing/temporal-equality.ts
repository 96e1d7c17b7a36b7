import { expect } from 'vitest';

const shapes = [Temporal.Instant, Temporal.PlainDate, Temporal.PlainTime, Temporal.ZonedDateTime];

function shapeOf(value: unknown) {
  return shapes.find((shape) => value instanceof shape);
}

/**
 * Imported for its effect. `toEqual` compares dates and instants, but `toMatchObject` looks at own properties only, of which
 * they have none: without this, every date matches every other.
 */
expect.addEqualityTesters([
  (a: unknown, b: unknown) => {
    const shape = shapeOf(a);
    if (!shape && !shapeOf(b)) return undefined;
    return shape === shapeOf(b) && String(a) === String(b);
  },
]);
