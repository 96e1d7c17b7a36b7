/** What is compared of a JSON Schema. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

type Compared = {
  readonly before: Schema;
  readonly after: Schema;
  /** `sent` by callers: what was taken is to be taken still. `answered`: what was promised is to be kept. */
  readonly direction: 'sent' | 'answered';
  readonly at: string;
};

const lowest = ['minLength', 'minItems', 'minimum'] as const;
const highest = ['maxLength', 'maxItems', 'maximum'] as const;

/** How a schema breaks whoever relies on the one before, in sentences. References are to be followed beforehand. */
export function brokenSchema({ before, after, direction, at }: Compared): readonly string[] {
  const [was, is] = [alternatives(before), alternatives(after)];
  const [relied, offered] = direction === 'sent' ? [was, is] : [is, was];
  const missing = relied.filter((one) => !offered.some((other) => kindOf(other) === kindOf(one)));
  const words = direction === 'sent' ? 'is no longer taken' : 'can be answered now';
  return [
    ...missing.map((one) => `${at}: ${kindOf(one)} ${words}`),
    ...was.flatMap((one) => {
      const other = is.find((candidate) => kindOf(candidate) === kindOf(one));
      return other === undefined ? [] : brokenAlternative({ before: one, after: other, direction, at });
    }),
  ];
}

/** One of several kinds of value, each held against its like. */
function brokenAlternative(compared: Compared): readonly string[] {
  const { before, after, direction, at } = compared;
  const items =
    before.items && after.items
      ? brokenSchema({ before: before.items, after: after.items, direction, at: `${at}[]` })
      : [];
  return [
    ...brokenValues(compared),
    ...(direction === 'sent' ? narrowed(compared) : []),
    ...brokenFields(compared),
    ...items,
  ];
}

/** A value that is gone is missed in either direction; one that is new in answers is for callers to let be. */
function brokenValues({ before, after, direction, at }: Compared): readonly string[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  if (is === null) return was === null || direction === 'sent' ? [] : [`${at}: any value can be answered now`];
  if (was === null) return direction === 'sent' ? [`${at}: only ${is.join(', ')} is taken now`] : [];
  return was.filter((value) => !is.includes(value)).map((value) => `${at}: the value ${value} is gone`);
}

function narrowed({ before, after, at }: Compared): readonly string[] {
  const tighter = [
    ...lowest.filter((bound) => (after[bound] ?? -Infinity) > (before[bound] ?? -Infinity)),
    ...highest.filter((bound) => (after[bound] ?? Infinity) < (before[bound] ?? Infinity)),
  ].map((bound) => `${at}: ${bound} is ${after[bound]} and was ${before[bound] ?? 'open'}`);
  const formed = (['format', 'pattern'] as const)
    .filter((form) => after[form] !== undefined && after[form] !== before[form])
    .map((form) => `${at}: ${form} is ${after[form]} and was ${before[form] ?? 'open'}`);
  const isClosed = after.additionalProperties === false && before.additionalProperties !== false;
  const closed = isClosed && before.type === 'object' ? [`${at}: other fields are no longer taken`] : [];
  return [...tighter, ...formed, ...closed];
}

function brokenFields({ before, after, direction, at }: Compared): readonly string[] {
  const [had, has] = [before.properties ?? {}, after.properties ?? {}];
  const gone = Object.keys(had).filter((name) => has[name] === undefined);
  const [needed, given] = [after.required ?? [], before.required ?? []];
  const asked = direction === 'sent' ? needed.filter((name) => !given.includes(name)) : [];
  const withheld =
    direction === 'sent' ? [] : given.filter((name) => !needed.includes(name) && has[name] !== undefined);
  return [
    ...gone.map((name) => `${at}.${name}: is gone`),
    ...asked.map((name) => `${at}.${name}: is required now`),
    ...withheld.map((name) => `${at}.${name}: can be left out of answers now`),
    ...Object.entries(had).flatMap(([name, field]) => {
      const now = has[name];
      return now === undefined ? [] : brokenSchema({ before: field, after: now, direction, at: `${at}.${name}` });
    }),
  ];
}

/** "This or null", a list of types and a choice of schemas are all a choice. */
function alternatives(schema: Schema): readonly Schema[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return choices.flatMap(alternatives);
  if (Array.isArray(schema.type)) return schema.type.map((type: string) => ({ ...schema, type }));
  return [schema];
}

/** What makes two alternatives alike: their type, and among objects the fixed values that tell them apart. */
function kindOf({ type, const: fixed, properties = {} }: Schema): string {
  const told = Object.entries(properties).flatMap(([name, { const: value }]) =>
    value === undefined ? [] : [`${name}=${JSON.stringify(value)}`],
  );
  return [type === undefined ? (fixed === undefined ? 'anything' : typeof fixed) : String(type), ...told].join(' ');
}

function valuesOf({ enum: values, const: fixed }: Schema): readonly string[] | null {
  if (fixed !== undefined) return [JSON.stringify(fixed)];
  return values?.map((value) => JSON.stringify(value)) ?? null;
}
