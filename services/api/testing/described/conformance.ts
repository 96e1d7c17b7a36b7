import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { DescribedAnswer, DescribedRequest } from './described-request.ts';
import type { JsonSchema, OpenApiDocument, Operation } from './described-operations.ts';

export type Conformance = ReturnType<typeof conformanceTo>;

/** Holds answers against the description: what is wrong with them, in sentences. And says what a request breaks of it. */
export function conformanceTo(document: OpenApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajvFormats.default(ajv);
  ajv.addSchema(document, 'openapi');
  const compiled = new Map<string, ValidateFunction>();
  const answerOf = ({ operation, status, type }: { operation: Operation; status: number; type: string }) => {
    const steps = ['paths', operation.path, operation.method.toLowerCase(), 'responses', String(status)];
    const pointer = [...steps, 'content', type, 'schema'].map(escaped).join('/');
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `openapi#/${pointer}` });
    compiled.set(pointer, known);
    return known;
  };
  const schemas = new Map<JsonSchema, ValidateFunction>();
  return {
    faultsOf({ operation, answer }: { operation: Operation; answer: DescribedAnswer }): string[] {
      const { status, text, body } = answer;
      const types = operation.answers[status];
      if (types === undefined) return [`${status} is not described: ${text.slice(0, 300)}`];
      const missing = missingHeaders({ operation, answer });
      if (missing.length > 0) return [`${status} comes without ${missing.join(', ')}`];
      if (types.length === 0) return text === '' ? [] : [`${status} is to have no body`];
      const type = String(answer.headers['content-type']).split(';')[0] ?? '';
      if (!types.includes(type)) return [`${status} is described as ${types.join(', ')} and came as ${type}`];
      if (!/json/.test(type)) return [];
      const validate = answerOf({ operation, status, type });
      if (!validate(body)) return [`${status}: ${ajv.errorsText(validate.errors)} in ${text.slice(0, 300)}`];
      const stated = (body as { status?: unknown }).status;
      return status >= 400 && stated !== status ? [`the problem of ${status} says ${String(stated)}`] : [];
    },
    /** Whether a value is what the schema describes. */
    isValid({ schema, value }: { schema: JsonSchema; value: unknown }): boolean {
      const validate = schemas.get(schema) ?? ajv.compile(schema);
      schemas.set(schema, validate);
      return validate(value) === true;
    },
  };
}

/** Promised of this status; and `Link` where the body says that there is another page. */
function missingHeaders({ operation, answer }: { operation: Operation; answer: DescribedAnswer }): readonly string[] {
  const { next = null, previous = null } = (answer.body ?? {}) as { next?: unknown; previous?: unknown };
  const hasOtherPages = next !== null || previous !== null;
  const promised = (operation.headers[answer.status] ?? []).filter(
    ({ name, always }) => always || (name === 'link' && hasOtherPages),
  );
  return promised.map(({ name }) => name).filter((name) => answer.headers[name] === undefined);
}

/** A request as one would send it again by hand, for a test that fails. */
export function told({ operation, path, query, headers, body }: DescribedRequest): string {
  return JSON.stringify({ request: operation.title, path, query, headers, body });
}

/** A step of a JSON pointer within an address. */
function escaped(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
