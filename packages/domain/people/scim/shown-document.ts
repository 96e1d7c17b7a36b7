import type { Person } from '../person.ts';
import { hasAddress } from '../work-address.ts';
import { isObject } from './coerce-value.ts';
import { resolveAttribute } from './resolve-attribute.ts';
import type { ScimDocument } from './scim-schema.ts';
import { write } from './scim-values.ts';
import { statedPerson } from './stated-person.ts';
import { enterpriseUser, throughlineUser, userShape } from './user-shape.ts';

export type KnownPerson = Person & { readonly lastCareerConversationOn: Temporal.PlainDate | null };

/**
 * A person as a directory sees them: what it sent, as it sent it, with the truth in place of what others changed since.
 * Of somebody no directory has stated yet (`stored` null) it is what is known. `manager` is who the reporting line names.
 */
export function shownDocument({
  person,
  stored,
  manager,
}: {
  person: KnownPerson;
  stored: ScimDocument | null;
  manager: string | null;
}): ScimDocument {
  const named = stored === null ? knownOf(person) : withNames({ person, stored });
  const { timeZone, country } = statedPerson(named);
  // Whoever has no address is not booked, and their zone is put by.
  const expected = hasAddress(person) ? timeZone : null;
  const place = {
    ...(expected === person.timeZone ? {} : { timezone: person.timeZone ?? undefined }),
    ...(country === person.country ? {} : { [`${throughlineUser}:country`]: person.country ?? undefined }),
  };
  return putAll(named, {
    ...place,
    ...datesOf({ person, document: named }),
    active: person.status !== 'inactive',
    [`${enterpriseUser}:manager`]: manager === null ? undefined : { value: manager },
  });
}

function knownOf(person: KnownPerson): ScimDocument {
  const { workEmail, givenName, familyName, displayName } = person;
  return {
    userName: workEmail,
    name: { givenName, familyName },
    displayName,
    ...(hasAddress(person) ? { emails: [{ value: workEmail, type: 'work', primary: true }] } : {}),
  };
}

/** Only what the directory states can have become another name or address since. */
function withNames({ person, stored }: { person: KnownPerson; stored: ScimDocument }): ScimDocument {
  const said = statedPerson(stored);
  const isOther = (a: string | null, b: string) => a !== null && a !== b;
  const given = isOther(said.givenName, person.givenName) ? { 'name.givenName': person.givenName } : {};
  const family = isOther(said.familyName, person.familyName) ? { 'name.familyName': person.familyName } : {};
  const display = isOther(said.displayName, person.displayName)
    ? { displayName: person.displayName, 'name.formatted': undefined }
    : {};
  const emails =
    isOther(said.workEmail, person.workEmail) && hasAddress(person)
      ? { emails: withWorkEmail({ emails: stored['emails'], from: said.workEmail, to: person.workEmail }) }
      : {};
  return putAll(stored, { ...given, ...family, ...display, ...emails });
}

function withWorkEmail({ emails, from, to }: { emails: unknown; from: string | null; to: string }): readonly unknown[] {
  const known = Array.isArray(emails) ? emails : [];
  const isFormer = (email: unknown) => isObject(email) && String(email['value']).toLowerCase() === from;
  if (!known.some(isFormer)) return [{ value: to, type: 'work', primary: true }, ...known];
  return known.map((email: object) => (isFormer(email) ? { ...email, value: to } : email));
}

function datesOf({ person, document }: { person: KnownPerson; document: ScimDocument }): Record<string, unknown> {
  const said = statedPerson(document);
  const changed: Record<string, unknown> = {};
  const days = [
    ['startDate', said.startDate, person.startDate],
    ['endDate', said.endDate, person.endDate],
    ['lastCareerConversationDate', said.lastCareerConversationOn, person.lastCareerConversationOn],
  ] as const;
  for (const [name, stated, known] of days) {
    const isAlike = stated === null || known === null ? stated === known : stated.equals(known);
    if (!isAlike) changed[`${throughlineUser}:${name}`] = known === null ? undefined : `${known.toString()}T00:00:00Z`;
  }
  if (said.level !== person.level) changed[`${throughlineUser}:level`] = person.level ?? undefined;
  return changed;
}

function putAll(document: ScimDocument, values: Readonly<Record<string, unknown>>): ScimDocument {
  return Object.entries(values).reduce((now, [name, value]) => {
    const at = resolveAttribute({ shape: userShape, name });
    if (at.kind !== 'attribute') throw new Error(`There is no attribute ${name}`);
    if (at.sub === null) return write({ document: now, at, value });
    const before = isObject(now[at.attribute.name]) ? (now[at.attribute.name] as ScimDocument) : {};
    const { [at.sub.name]: _before, ...rest } = before;
    return write({ document: now, at, value: value === undefined ? rest : { ...rest, [at.sub.name]: value } });
  }, document);
}
