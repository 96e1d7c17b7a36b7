/** What is read of a JSON Schema here. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
};

export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As the description has it, with `{id}`. */
  readonly path: string;
  readonly title: string;
  readonly parameters: readonly Parameter[];
  readonly body: { readonly contentType: string; readonly schema: JsonSchema; readonly required: boolean } | null;
  /** The content types of each status an answer may have; none where it has no body. */
  readonly answers: Readonly<Record<string, readonly string[]>>;
  /** Of each status, the headers it is said to bear, and whether it always does. */
  readonly headers: Readonly<Record<string, readonly { readonly name: string; readonly always: boolean }[]>>;
};

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Described = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: Content; readonly headers?: Readonly<Record<string, { readonly $ref: string }>> }
    >
  >;
};
export type OpenApiDocument = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly headers: Readonly<Record<string, { readonly required?: boolean }>>;
  };
};

/** Every operation of the description, with what it takes written out, so that nothing has to be looked up. */
export function describedOperations(document: OpenApiDocument): readonly Operation[] {
  const writtenOut = (schema: JsonSchema): JsonSchema =>
    JSON.parse(JSON.stringify(schema), (_key, value: JsonSchema | null) =>
      typeof value?.$ref === 'string' ? writtenOut(referred({ document, to: value.$ref })) : value,
    ) as JsonSchema;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses }]) => {
      const [contentType, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
      return {
        method: method.toUpperCase() as Operation['method'],
        path,
        title: `${method.toUpperCase()} ${path}`,
        parameters: parameters.map((parameter) => ({ ...parameter, schema: writtenOut(parameter.schema) })),
        body:
          contentType === undefined || content === undefined
            ? null
            : { contentType, schema: writtenOut(content.schema), required: requestBody?.required === true },
        answers: Object.fromEntries(
          Object.entries(responses).map(([status, answer]) => [status, Object.keys(answer.content ?? {})]),
        ),
        headers: Object.fromEntries(
          Object.entries(responses).map(([status, answer]) => [
            status,
            Object.keys(answer.headers ?? {}).map((name) => ({
              name: name.toLowerCase(),
              always: document.components.headers[name]?.required === true,
            })),
          ]),
        ),
      };
    }),
  );
}

function referred({ document, to }: { document: OpenApiDocument; to: string }): JsonSchema {
  const found = document.components.schemas[to.replace('#/components/schemas/', '')];
  if (found === undefined) throw new Error(`${to} leads nowhere`);
  return found;
}
