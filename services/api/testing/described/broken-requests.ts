import type { DescribedRequest } from './described-request.ts';
import type { JsonSchema, Operation } from './described-operations.ts';
import { spoiled } from './spoiled.ts';

export type Broken = {
  readonly request: DescribedRequest;
  /** What is wrong: the part it is in, and where. Null where the description has nothing against it. */
  readonly wrong: { readonly in: 'body' | 'query' | 'path' | 'header'; readonly pointer: string } | null;
};

type IsValid = (given: { schema: JsonSchema; value: unknown }) => boolean;

/** A request that works, with one thing in it changed each time. */
export function brokenRequests({
  request,
  isValid,
}: {
  request: DescribedRequest;
  isValid: IsValid;
}): readonly Broken[] {
  const { operation } = request;
  return [
    ...inBody({ request, isValid }),
    ...operation.parameters.flatMap((parameter) => inParameter({ request, parameter, isValid })),
  ];
}

function inBody({ request, isValid }: { request: DescribedRequest; isValid: IsValid }): readonly Broken[] {
  const { body } = request.operation;
  if (body === null) return [];
  const missing: Broken = {
    request: { ...request, body: undefined },
    wrong: body.required && !isValid({ schema: body.schema, value: null }) ? { in: 'body', pointer: '' } : null,
  };
  return [
    missing,
    ...spoiled({ schema: body.schema, value: request.body }).map(({ pointer, value }) => ({
      request: { ...request, body: JSON.stringify(value) },
      wrong: isValid({ schema: body.schema, value }) ? null : { in: 'body' as const, pointer },
    })),
  ];
}

const awkwardTexts = [
  '',
  '\u0000',
  'nonsense',
  '2026-02-30',
  '0000-01-01T00:00:00Z',
  '9999-12-31',
  '-1',
  '0',
  '1e9',
  '0x10',
  'a'.repeat(1_200),
  "' OR 1=1 --",
  '../..',
  '%',
];

function inParameter({
  request,
  parameter: { name, in: where, schema },
  isValid,
}: {
  request: DescribedRequest;
  parameter: Operation['parameters'][number];
  isValid: IsValid;
}): readonly Broken[] {
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  const texts = where === 'header' ? awkwardTexts.filter((text) => !text.includes('\u0000')) : awkwardTexts;
  const changed = texts.map((text): Broken => {
    const value = isNumber ? Number(text) : text;
    const wrong = isValid({ schema, value }) ? null : { in: where, pointer: `/${name}` };
    if (where === 'path') return { request: { ...request, path: { ...request.path, [name]: text } }, wrong };
    if (where === 'query') return { request: { ...request, query: { ...request.query, [name]: text } }, wrong };
    return { request: { ...request, headers: { ...request.headers, [name]: text } }, wrong };
  });
  if (where !== 'query') return changed;
  const twice = { ...request.query, [name]: ['nonsense', 'nonsense'] };
  return [...changed, { request: { ...request, query: twice }, wrong: { in: where, pointer: `/${name}` } }];
}
