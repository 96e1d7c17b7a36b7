/** One attribute as RFC 7643 §7 describes it; the same table reads requests and is served under `/Schemas`. */
export type ScimAttribute = {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'dateTime' | 'reference' | 'complex';
  readonly multiValued: boolean;
  readonly description: string;
  readonly required: boolean;
  readonly caseExact: boolean;
  readonly mutability: 'readOnly' | 'readWrite' | 'immutable';
  readonly returned: 'always' | 'default';
  readonly uniqueness: 'none' | 'server';
  readonly canonicalValues?: readonly string[];
  readonly referenceTypes?: readonly string[];
  readonly subAttributes?: readonly ScimAttribute[];
};

export type ScimSchema = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly attributes: readonly ScimAttribute[];
};

/** A kind of resource: its own schema, and what extends it. What neither names is never kept. */
export type ScimShape = {
  readonly name: string;
  readonly core: ScimSchema;
  readonly extensions: readonly ScimSchema[];
  /** Attributes the standard names and nobody here needs: taken without a word, and dropped. In lower case. */
  readonly dropped: ReadonlySet<string>;
};

/** Attributes of the core schema by their canonical names; those of an extension below its URN. */
export type ScimDocument = { readonly [name: string]: unknown };

type Given = Partial<Omit<ScimAttribute, 'name' | 'type' | 'description'>>;

const attribute =
  (type: ScimAttribute['type']) =>
  (name: string, description: string, given: Given = {}): ScimAttribute => ({
    name,
    type,
    multiValued: false,
    description,
    required: false,
    caseExact: false,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...given,
  });

export const text = attribute('string');
export const flag = attribute('boolean');
export const whole = attribute('integer');
export const moment = attribute('dateTime');
export const complex = attribute('complex');

export const link = (name: string, description: string, given: Given = {}): ScimAttribute =>
  attribute('reference')(name, description, { caseExact: true, referenceTypes: ['external'], ...given });

/** Several values, each with a type and at most one of them primary (RFC 7643 §2.4). */
export const several = (
  name: string,
  description: string,
  {
    types,
    value = text('value', 'The value itself.'),
    more = [],
  }: {
    types: readonly string[];
    value?: ScimAttribute | null;
    more?: readonly ScimAttribute[];
  },
): ScimAttribute =>
  complex(name, description, {
    multiValued: true,
    subAttributes: [
      ...(value ? [value] : []),
      ...more,
      text('type', 'What the value is for.', types.length > 0 ? { canonicalValues: types } : {}),
      flag('primary', 'Whether this is the preferred one; at most one is.'),
    ],
  });
