import type { DescribedRequest } from './described-request.ts';
import type { JsonSchema, Operation } from './described-operations.ts';

/** Somewhere in a request where an id can stand. */
export type IdPlace = {
  readonly title: string;
  /** What the id is called there. */
  readonly name: string;
  readonly put: (request: DescribedRequest, id: string) => DescribedRequest;
};

/** Every place in address, query and body that takes an id. */
export function idPlaces({ parameters, body }: Operation): readonly IdPlace[] {
  const outside = parameters
    .filter(({ schema, in: where }) => schema.format === 'uuid' && where !== 'header')
    .map(({ name, in: where }): IdPlace => {
      const part = where === 'path' ? 'path' : 'query';
      return {
        title: `${part} ${name}`,
        name,
        put: (request, id) => ({ ...request, [part]: { ...request[part], [name]: id } }),
      };
    });
  const inside = body === null ? [] : pointersOf({ schema: body.schema });
  return [
    ...outside,
    ...inside.map((steps): IdPlace => ({
      title: `body /${steps.join('/')}`,
      name: steps.findLast((step) => step !== '0') ?? '',
      put: (request, id) => ({ ...request, body: withId({ value: request.body, steps, id }) }),
    })),
  ];
}

function pointersOf({ schema }: { schema: JsonSchema }): readonly (readonly string[])[] {
  if (schema.format === 'uuid') return [[]];
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [
    ...choices.flatMap((choice) => pointersOf({ schema: choice })),
    ...(schema.items === undefined ? [] : pointersOf({ schema: schema.items }).map((steps) => ['0', ...steps])),
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      pointersOf({ schema: property }).map((steps) => [name, ...steps]),
    ),
  ];
}

function withId({ value, steps, id }: { value: unknown; steps: readonly string[]; id: string }): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return id;
  if (step === '0') {
    const [first, ...others] = Array.isArray(value) ? (value as readonly unknown[]) : [undefined];
    return [withId({ value: first, steps: rest, id }), ...others];
  }
  const whole = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  return { ...whole, [step]: withId({ value: whole[step], steps: rest, id }) };
}
