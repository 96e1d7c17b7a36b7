import fc from 'fast-check';
import { enterprise, ours, patchUrn, slotNames, type Slot, type Slots } from './scim-slots.ts';

/**
 * A directory that changes one person, and what the person then is: written from what Okta and Entra ID mean by their
 * requests, apart from what reads them. Each change is meant as "this is now so" or "this is no more"; in which of the
 * two's many ways it is said is another question.
 */
export type Intent = { readonly slot: Slot; readonly value: string | boolean | null };

export type ScimRequest = {
  readonly method: 'PUT' | 'PATCH';
  readonly body: object;
  /** What is so afterwards; null where all of it has to be refused, and nothing changes. */
  readonly expected: Slots | null;
};

type Way = 'put' | 'pathless' | 'paths' | 'dotted' | 'wrapped' | 'refused';
export type Step = {
  readonly way: Way;
  readonly intents: readonly Intent[];
  /** Draws cases of letters and other things that must not matter. */
  readonly salt: number;
};

const words = fc.constantFrom(
  'Ana',
  'O’Brien',
  'São Paulo',
  '12',
  'x y',
  'ÄÖÜ',
  "d'Arc",
  'True',
  '"quoted"',
  'a\\b',
  '[x]',
);
const days = fc.constantFrom('2026-01-31', '2027-02-28T08:30:00Z', '2025-12-01T00:00:00+02:00');
const zones = fc.constantFrom('Europe/Paris', 'America/Chicago', 'Mars/Base');
const lands = fc.constantFrom('DE', 'France', 'US', 'Nowhere');

function valuesOf({
  slot,
  tag,
  managers,
}: {
  slot: Slot;
  tag: string;
  managers: readonly string[];
}): fc.Arbitrary<string | boolean> {
  const address = fc.integer({ min: 0, max: 9 }).map((n) => `${slot.replaceAll('.', '-')}${n}.${tag}@Example.com`);
  if (slot === 'active') return fc.boolean();
  if (slot === 'userName' || (slot.startsWith('emails.') && slot !== 'emails.primary')) return address;
  if (slot === 'emails.primary') return fc.constantFrom('work', 'home');
  if (slot === 'externalId') return fc.integer({ min: 0, max: 9 }).map((n) => `00u${n}${tag}`);
  if (slot === 'manager') return fc.constantFrom(...managers);
  if (slot === 'timezone') return zones;
  if (slot.endsWith('country')) return lands;
  return slot.endsWith('Date') ? days : words;
}

const required: readonly Slot[] = ['userName', 'active'];

/** A sequence of changes; `tag` keeps names apart from those of other sequences, `managers` are who may be named one. */
export function someSteps({
  tag,
  managers,
}: {
  tag: string;
  managers: readonly string[];
}): fc.Arbitrary<readonly Step[]> {
  const intent = fc.constantFrom(...slotNames).chain((slot) => {
    const value = valuesOf({ slot, tag, managers });
    const some = required.includes(slot) ? value : fc.option(value, { nil: null, freq: 3 });
    return some.map((one): Intent => ({ slot, value: one }));
  });
  const ways = fc.constantFrom<Way>('put', 'pathless', 'paths', 'paths', 'dotted', 'wrapped', 'refused');
  return fc.array(
    fc.record({
      way: ways,
      intents: fc.uniqueArray(intent, { minLength: 1, maxLength: 4, selector: ({ slot }) => slot }),
      salt: fc.nat(1_000_000),
    }),
    { minLength: 1, maxLength: 8 },
  );
}

/** What is so once these are. A primary address is one that is there. */
export function slotsAfter({ slots, intents }: { slots: Slots; intents: readonly Intent[] }): Slots {
  const next: Record<string, string | boolean> = { ...slots };
  for (const { slot, value } of intents) {
    if (value === null) delete next[slot];
    else next[slot] = value;
  }
  const primary = next['emails.primary'];
  if (primary !== undefined && next[`emails.${primary as string}`] === undefined) delete next['emails.primary'];
  return next;
}

/** An address has to be there before it is the primary one; nobody unsays which is. */
export function sayable({ slots, intents }: { slots: Slots; intents: readonly Intent[] }): readonly Intent[] {
  const others = intents.filter(({ slot }) => slot !== 'emails.primary');
  const after = slotsAfter({ slots, intents: others });
  const primary = intents.filter(
    ({ slot, value }) =>
      slot === 'emails.primary' && value !== null && after[`emails.${String(value)}` as Slot] !== undefined,
  );
  return [...others, ...primary];
}

/** The resource as a PUT states it, with what directories add for nothing. */
export function wholeResource(slots: Slots): object {
  const pick = (prefix: string) =>
    Object.fromEntries(
      Object.entries(slots).flatMap(([slot, value]) =>
        slot.startsWith(prefix) ? [[slot.slice(prefix.length), value]] : [],
      ),
    );
  const simple = Object.entries(slots).filter(([slot]) => !slot.includes('.') && slot !== 'manager');
  const address = pick('addresses.work.');
  const { primary, ...emails } = pick('emails.');
  const unit = {
    ...pick('enterprise.'),
    ...(slots['manager'] === undefined ? {} : { manager: { value: slots['manager'] } }),
  };
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
    ...Object.fromEntries(simple),
    name: pick('name.'),
    emails: Object.entries(emails).map(([type, value]) => ({
      value,
      type,
      ...(type === primary ? { primary: true } : {}),
    })),
    phoneNumbers: Object.entries(pick('phoneNumbers.')).map(([type, value]) => ({ type, value })),
    addresses: Object.keys(address).length > 0 ? [{ type: 'work', ...address }] : [],
    [enterprise]: unit,
    [ours]: pick('ours.'),
    groups: [],
    password: 'not needed',
    salary: 100_000,
    meta: { resourceType: 'User' },
  };
}

/** One change as one of the two directories would ask for it, and what is so afterwards. */
export function requestFor({ slots, step }: { slots: Slots; step: Step }): ScimRequest {
  const { way, salt } = step;
  const intents = sayable({ slots, intents: step.intents });
  const expected = slotsAfter({ slots, intents });
  if (way === 'put') return { method: 'PUT', body: { id: 'x', ...wholeResource(expected) }, expected };
  if (way === 'pathless')
    return patch({ expected, operations: [{ op: 'replace', value: nestedValue({ intents, expected }) }] });
  if (way === 'dotted') return patch({ expected, operations: dottedOperations({ intents, salt }) });
  const operations = intents.map((intent, index) =>
    pathOperation({ intent, salt: salt + index, isWrapped: way === 'wrapped' }),
  );
  if (way !== 'refused') return patch({ expected, operations });
  return patch({ expected: null, operations: [...operations, badOperations[salt % badOperations.length] ?? {}] });
}

const badOperations: readonly object[] = [
  { op: 'remove', path: 'userName' },
  { op: 'Replace', path: 'userName', value: '' },
  { op: 'Replace', path: 'salary', value: 1 },
  { op: 'Add', path: 'urn:example:hr:2.0:User:birthDate', value: '1990-01-01' },
  { op: 'move', path: 'title', value: 'x' },
  { op: 'replace', path: 'active', value: 'perhaps' },
  { op: 'replace', path: 'emails[type eq', value: 'x' },
  { op: 'remove' },
  { op: 'replace', path: 'id', value: 'another' },
  { op: 'replace', path: `${ours}:startDate`, value: 'soon' },
];

function patch({ expected, operations }: { expected: Slots | null; operations: readonly object[] }): ScimRequest {
  return { method: 'PATCH', body: { schemas: [patchUrn], Operations: operations }, expected };
}

/** Okta's catalogue apps: one replace without a path, nested as the resource is; lists are whole. */
function nestedValue({ intents, expected }: { intents: readonly Intent[]; expected: Slots }): object {
  const whole = wholeResource(expected) as Record<string, unknown>;
  const value: Record<string, unknown> = {};
  for (const { slot, value: own } of intents) {
    const [top = ''] = slot.split('.');
    if (['emails', 'phoneNumbers', 'addresses'].includes(top)) value[top] = whole[top];
    else if (slot === 'manager')
      value[enterprise] = { ...(value[enterprise] as object), manager: own === null ? '' : { value: own } };
    else if (top === 'enterprise') value[enterprise] = { ...(value[enterprise] as object), [slot.slice(11)]: own };
    else if (top === 'ours') value[ours] = { ...(value[ours] as object), [slot.slice(5)]: own };
    else if (top === 'name') value['name'] = { ...(value['name'] as object), [slot.slice(5)]: own };
    else value[slot] = own;
  }
  return value;
}

/** Entra with its compliance flag: what is set in one replace with paths as keys, what is not in operations of their own. */
function dottedOperations({ intents, salt }: { intents: readonly Intent[]; salt: number }): readonly object[] {
  const set = intents.filter(({ value }) => value !== null);
  const cleared = intents.filter(({ value }) => value === null);
  const value = Object.fromEntries(set.map((intent) => [pathOf(intent), said(intent)]));
  return [
    ...cleared.map((intent, index) => pathOperation({ intent, salt: salt + index, isWrapped: false })),
    ...(set.length > 0 ? [{ op: 'Replace', value }] : []),
  ];
}

/** Entra without: an operation for each path, booleans as texts, a manager as a bare text that is empty where there is none. */
function pathOperation({ intent, salt, isWrapped }: { intent: Intent; salt: number; isWrapped: boolean }): object {
  const { slot, value } = intent;
  const path = inSomeCase(pathOf(intent), salt);
  if (value === null) {
    const ways = [
      { op: 'Remove', path },
      { op: 'replace', path, value: '' },
      { op: 'Replace', path, value: null },
    ];
    return ways[salt % ways.length] ?? {};
  }
  const op = ['Add', 'Replace', 'add', 'REPLACE'][salt % 4];
  const own = typeof value === 'boolean' ? [value, String(value), value ? 'True' : 'False'][salt % 3] : said(intent);
  return { op, path, value: isWrapped && slot !== 'manager' ? [{ $ref: null, value: own }] : own };
}

function said({ slot, value }: Intent): unknown {
  return slot === 'emails.primary' ? true : value;
}

function pathOf({ slot, value }: Intent): string {
  const [top = '', ...rest] = slot.split('.');
  if (slot === 'emails.primary') return `emails[type eq "${String(value)}"].primary`;
  if (top === 'enterprise') return `${enterprise}:${rest.join('.')}`;
  if (slot === 'manager') return `${enterprise}:manager`;
  if (top === 'ours') return `${ours}:${rest.join('.')}`;
  if (top === 'addresses') return `addresses[type eq "work"].${rest[1]}`;
  if (top === 'emails' || top === 'phoneNumbers') return `${top}[type eq "${rest[0]}"].value`;
  return slot;
}

/** Names of attributes and operators are the same in any case; what stands in quotes is left as it is. */
function inSomeCase(path: string, salt: number): string {
  if (salt % 3 === 0) return path;
  const change = (text: string) => (salt % 3 === 1 ? text.toLowerCase() : text.toUpperCase());
  return path
    .split('"')
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('"');
}
