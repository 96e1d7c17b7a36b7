import { brokenSchema, type Schema } from './broken-schema.ts';

type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
type Parameter = { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema };
type Operation = {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
};
export type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

type Pair = { readonly before: Operation; readonly after: Operation; readonly at: string };

/** Everything that breaks a caller who was written for the description before, in sentences. */
export function breakingChanges({ before, after }: { before: Description; after: Description }): readonly string[] {
  const [was, is] = [operationsOf(before), operationsOf(after)];
  return [...was].flatMap(([at, operation]) => {
    const now = is.get(at);
    if (now === undefined) return [`${at}: is gone`];
    const pair = { before: operation, after: now, at };
    return [...brokenScopes(pair), ...brokenParameters(pair), ...brokenBody(pair), ...brokenAnswers(pair)];
  });
}

function brokenScopes({ before, after, at }: Pair): readonly string[] {
  const asked = ({ security = [] }: Operation) => security.flatMap((one) => Object.values(one).flat());
  return asked(after)
    .filter((scope) => !asked(before).includes(scope))
    .map((scope) => `${at}: asks for the scope ${scope} now`);
}

function brokenParameters({ before, after, at }: Pair): readonly string[] {
  const named = ({ parameters = [] }: Operation) =>
    new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  const [was, is] = [named(before), named(after)];
  const kept = [...was].flatMap(([name, parameter]) => {
    const now = is.get(name);
    if (now === undefined) return [`${at} ${name}: is gone`];
    return brokenSchema({
      before: parameter.schema ?? {},
      after: now.schema ?? {},
      direction: 'sent',
      at: `${at} ${name}`,
    });
  });
  const asked = [...is].filter(([name, { required }]) => required === true && was.get(name)?.required !== true);
  return [...kept, ...asked.map(([name]) => `${at} ${name}: is required now`)];
}

function brokenBody({ before: { requestBody: before }, after: { requestBody: after }, at }: Pair): readonly string[] {
  const isAsked = after?.required === true && before?.required !== true;
  return [
    ...(isAsked ? [`${at}: a body is required now`] : []),
    ...(before === undefined
      ? []
      : brokenContent({ before: before.content, after: after?.content ?? {}, direction: 'sent', at: `${at} body` })),
  ];
}

function brokenAnswers({ before, after, at }: Pair): readonly string[] {
  return Object.entries(before.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, { content = {} }]) => {
      const now = after.responses[status];
      if (now === undefined) return [`${at} ${status}: is gone`];
      return brokenContent({
        before: content,
        after: now.content ?? {},
        direction: 'answered',
        at: `${at} ${status}`,
      });
    });
}

function brokenContent({
  before,
  after,
  direction,
  at,
}: {
  before: Content;
  after: Content;
  direction: 'sent' | 'answered';
  at: string;
}): readonly string[] {
  return Object.entries(before).flatMap(([type, { schema = {} }]) => {
    const now = after[type];
    if (now === undefined) return [`${at}: ${type} is gone`];
    return brokenSchema({ before: schema, after: now.schema ?? {}, direction, at });
  });
}

/** By method and address, with every reference followed. */
function operationsOf(description: Description): ReadonlyMap<string, Operation> {
  const schemas = description.components?.schemas ?? {};
  const followed = <T>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_key, inner: { $ref?: unknown } | null) =>
      typeof inner?.$ref === 'string'
        ? followed(schemas[inner.$ref.replace('#/components/schemas/', '')] ?? {})
        : inner,
    ) as T;
  return new Map(
    Object.entries(description.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Operation] => [
        `${method.toUpperCase()} ${path}`,
        followed(operation),
      ]),
    ),
  );
}
