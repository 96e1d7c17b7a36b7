import type { JsonSchema } from './described-operations.ts';

export type Spoiled = {
  /** Where, as a JSON pointer. */
  readonly pointer: string;
  readonly value: unknown;
};

/** What no field takes gladly, whatever its kind. */
const awkward: readonly unknown[] = [
  null,
  '',
  '\u0000',
  '\ud800',
  'nonsense',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  'a'.repeat(5_000),
  -1,
  0.5,
  1e300,
  true,
  [],
  [[[]]],
  {},
  { $ne: null },
];

/** Copies of a value with one thing changed each: a field gone, a field too many, a field that is something else. */
export function spoiled({
  schema,
  value,
  pointer = '',
}: {
  schema: JsonSchema;
  value: unknown;
  pointer?: string;
}): readonly Spoiled[] {
  const here = awkward.map((other) => ({ pointer, value: other }));
  const branch = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type === kindOf(value)) ?? schema;
  if (Array.isArray(value)) {
    const [first] = value as readonly unknown[];
    const inner =
      first === undefined ? [] : spoiled({ schema: branch.items ?? {}, value: first, pointer: `${pointer}/0` });
    const many = first === undefined ? [] : [{ pointer, value: Array.from({ length: 1_001 }, () => first) }];
    return [...here, ...many, ...inner.map((one) => ({ ...one, value: [one.value, ...value.slice(1)] }))];
  }
  if (typeof value !== 'object' || value === null) return here;
  const whole = value as Readonly<Record<string, unknown>>;
  const gone = Object.keys(whole).map((name) => {
    const { [name]: _gone, ...rest } = whole;
    return { pointer: `${pointer}/${name}`, value: rest };
  });
  const fields = Object.entries(whole).flatMap(([name, inner]) =>
    spoiled({ schema: branch.properties?.[name] ?? {}, value: inner, pointer: `${pointer}/${name}` }).map((one) => ({
      ...one,
      value: { ...whole, [name]: one.value },
    })),
  );
  return [...here, { pointer, value: { ...whole, nobody_asked: 1 } }, ...gone, ...fields];
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
