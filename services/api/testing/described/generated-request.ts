import fc from 'fast-check';
import { arbitraryOf, type Fitting } from './arbitrary-of.ts';
import type { DescribedRequest, PathValues } from './described-request.ts';
import type { Operation, Parameter } from './described-operations.ts';

/** Requests that the description of an operation allows. `paths` are addresses known to lead somewhere. */
export function generatedRequest({
  operation,
  paths,
  fitting,
}: {
  operation: Operation;
  paths: readonly PathValues[];
  fitting: Fitting;
}): fc.Arbitrary<DescribedRequest> {
  const of = ({ schema, name }: Parameter) => arbitraryOf({ schema, name, fitting });
  const inPath = operation.parameters.filter(({ in: where }) => where === 'path');
  const anyPath = fc.record(Object.fromEntries(inPath.map((parameter) => [parameter.name, of(parameter).map(String)])));
  const path =
    paths.length === 0
      ? anyPath
      : fc.oneof({ arbitrary: fc.constantFrom(...paths), weight: 6 }, { arbitrary: anyPath, weight: 1 });
  const partsIn = (where: Parameter['in']) => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === where);
    return fc.tuple(...parameters.map((parameter) => fc.tuple(of(parameter), fc.nat({ max: 2 })))).map((values) =>
      Object.fromEntries(
        values.flatMap(([value, dice], index) => {
          const { name = '', required = false } = parameters[index] ?? {};
          return required || dice === 0 ? [[name, String(value)]] : [];
        }),
      ),
    );
  };
  const body =
    operation.body === null ? fc.constant(undefined) : arbitraryOf({ schema: operation.body.schema, fitting });
  return fc
    .record({ path, query: partsIn('query'), headers: partsIn('header'), body })
    .map((drawn) => ({ operation, ...drawn, headers: sendable(drawn.headers) }));
}

/** Headers hold what HTTP lets them. */
function sendable(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, encodeURIComponent(value.toWellFormed())]),
  );
}
