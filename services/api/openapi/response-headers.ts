import type { OpenAPIV3_1 } from 'openapi-types';

type Document = Partial<OpenAPIV3_1.Document>;
type Response = OpenAPIV3_1.ResponseObject;

const text = (description: string, required: boolean) =>
  ({ description, required, schema: { type: 'string' } }) as const;
const count = (description: string) => ({ description, required: true, schema: { type: 'integer' } }) as const;

/** Under their own names in the description; `required` ones come with every such answer. */
const headers = {
  ETag: text('What `If-Match` and `If-None-Match` take: it stays the same as long as this does (RFC 9110).', true),
  Link: text('`rel="next"` and `rel="prev"` as addresses, where there is such a page (RFC 8288).', false),
  'Retry-After': text('In how many seconds to come back (RFC 9110).', true),
  'RateLimit-Limit': count('How many requests all keys of the organisation have together in a window.'),
  'RateLimit-Remaining': count('How many of them are left.'),
  'RateLimit-Reset': count('In how many seconds the window begins anew.'),
};
type Header = keyof typeof headers;
const left: readonly Header[] = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
/** Before the key was known to be good, or after its window was used up. */
const notCounted: ReadonlySet<string> = new Set(['400', '401', '413', '415', '429', '500']);

/** Says of every answer of v1 which headers it bears, from what is described already: 304, pages, refusals. */
export function describeHeaders(document: Document): void {
  const operations = Object.values(document.paths ?? {}).flatMap((path) =>
    Object.values((path ?? {}) as Record<string, OpenAPIV3_1.OperationObject>),
  );
  const tagged = new Set(operations.filter(({ responses = {} }) => '304' in responses).map(shownBy));
  for (const operation of operations) {
    for (const [status, response] of Object.entries(operation.responses ?? {})) {
      const shown = schemaOf(response as Response);
      const isTagged = shown !== null && tagged.has(shown);
      const names: readonly Header[] = [
        ...(status === '304' || (isTagged && status.startsWith('2')) ? (['ETag'] as const) : []),
        ...(status === '200' && shown?.endsWith('Page') ? (['Link'] as const) : []),
        ...(status === '429' ? (['Retry-After'] as const) : []),
        ...(notCounted.has(status) ? [] : left),
      ];
      if (names.length > 0)
        (response as Response).headers = Object.fromEntries(names.map((name) => [name, referTo(name)]));
    }
  }
  document.components = { ...document.components, headers };
}

const referTo = (name: Header) => ({ $ref: `#/components/headers/${name}` });

function shownBy({ responses = {} }: OpenAPIV3_1.OperationObject): string | null {
  return schemaOf(responses['200'] as Response | undefined);
}

function schemaOf(response: Response | undefined): string | null {
  const schema = response?.content?.['application/json']?.schema;
  return schema !== undefined && '$ref' in schema ? (schema.$ref ?? null) : null;
}
