import fc from 'fast-check';
import type { JsonSchema } from './described-operations.ts';

/** What fits a place by its name, for places whose schema says less than the place asks: ids, addresses. */
export type Fitting = (name: string) => readonly unknown[];

/** What a caller may send where the schema stands: mostly small, now and then at its bounds. */
export function arbitraryOf({
  schema,
  name = '',
  fitting = () => [],
}: {
  schema: JsonSchema;
  name?: string;
  fitting?: Fitting;
}): fc.Arbitrary<unknown> {
  const of = (one: JsonSchema, as = name) => arbitraryOf({ schema: one, name: as, fitting });
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const { examples, ...withoutExamples } = schema;
  if (examples !== undefined && fitting(name).length === 0)
    return fc.oneof({ arbitrary: fc.constantFrom(...examples), weight: 3 }, of(withoutExamples));
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return fc.oneof(...choices.map((choice) => of(choice)));
  if (schema.allOf !== undefined)
    return fc.tuple(...schema.allOf.map((part) => of(part))).map((parts) => Object.assign({}, ...parts) as object);
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => of({ ...schema, type } as JsonSchema)));
  switch (schema.type ?? 'anything') {
    case 'object':
      return anObject({ schema, of });
    case 'array':
      if (schema.prefixItems !== undefined) return fc.tuple(...schema.prefixItems.map((item) => of(item)));
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, Math.max(schema.minItems ?? 0, 3)),
      });
    case 'string':
      return aText({ schema, known: fitting(name) as readonly string[] });
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000_000 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function anObject({
  schema,
  of,
}: {
  schema: JsonSchema;
  of: (one: JsonSchema, name?: string) => fc.Arbitrary<unknown>;
}) {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const stated = Object.entries(properties).map(([name, property]) =>
    fc.record({ name: fc.constant(name), value: of(property, name), isThere: fc.boolean() }),
  );
  const others =
    typeof additionalProperties === 'object'
      ? fc.dictionary(of(propertyNames ?? { type: 'string' }) as fc.Arbitrary<string>, of(additionalProperties), {
          maxKeys: 3,
        })
      : fc.constant({});
  // Rules between fields stand in no schema: every other object has no more than it must, and keeps them.
  return fc.tuple(others, fc.boolean(), ...stated).map(([more, isSparse, ...fields]) => {
    const there = fields.filter(({ name, isThere }) => required.includes(name) || (isThere && !isSparse));
    return { ...more, ...Object.fromEntries(there.map(({ name, value }) => [name, value])) };
  });
}

const day = fc
  .integer({ min: -2_000, max: 2_000 })
  .map((days) => Temporal.PlainDate.from('2027-01-25').add({ days }).toString());
const instant = fc
  .tuple(day, fc.constantFrom('00:00:00Z', '09:30:00.123Z', '23:59:59+02:00', '12:00:00-11:30'))
  .map(([date, time]) => `${date}T${time}`);

function aText({ schema, known }: { schema: JsonSchema; known: readonly string[] }): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 40 } = schema;
  if (known.length > 0 && format === 'uuid')
    return fc.oneof({ arbitrary: fc.constantFrom(...known), weight: 5 }, fc.uuid());
  if (known.length > 0) return fc.constantFrom(...known);
  switch (format ?? 'text') {
    case 'uuid':
      return fc.uuid();
    case 'date':
      return day;
    case 'date-time':
      return instant;
    case 'email':
      return fc.uuid().map((id) => `${id}@office.example`);
    case 'uri':
    case 'url':
      return fc.webUrl();
    default:
  }
  // fast-check draws from patterns of its own reading, which knows no classes of Unicode.
  if (pattern !== undefined && !/\\p\{/i.test(pattern))
    return fc
      .stringMatching(new RegExp(pattern))
      .filter(({ length }) => length >= minLength && length <= (schema.maxLength ?? length));
  const fits = new RegExp(pattern ?? '', 'u');
  const length = { minLength, maxLength: Math.max(minLength, Math.min(maxLength, 40)) };
  const plain = fc.string({ ...length, unit: 'grapheme' });
  const most = schema.maxLength === undefined ? plain : fc.constant('ä'.repeat(schema.maxLength));
  return fc
    .oneof({ arbitrary: plain, weight: 8 }, { arbitrary: most, weight: 1 })
    .filter((text) => fits.test(text) && text.length >= minLength && text.length <= (schema.maxLength ?? text.length));
}
