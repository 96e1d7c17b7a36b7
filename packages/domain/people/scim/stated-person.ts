import { countryCode } from '../country-code.ts';
import { isAddress } from '../work-address.ts';
import { zoneOfPlace } from '../zone-of-place.ts';
import { dayOf, isObject } from './coerce-value.ts';
import type { ScimDocument } from './scim-schema.ts';
import { textOf } from './scim-values.ts';
import { enterpriseUser, throughlineUser } from './user-shape.ts';

/** What a directory's resource says of the person behind it; null for what it leaves open. */
export type StatedPerson = {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly displayName: string | null;
  /** In lower case. */
  readonly workEmail: string | null;
  /** IANA name, stated or following from the place. */
  readonly timeZone: string | null;
  readonly country: string | null;
  readonly level: string | null;
  readonly startDate: Temporal.PlainDate | null;
  readonly endDate: Temporal.PlainDate | null;
  readonly lastCareerConversationOn: Temporal.PlainDate | null;
  readonly isActive: boolean | null;
  /** Department and the like; the groups of a directory are resources of their own. */
  readonly units: readonly string[];
  /** As it was sent: an id of ours, or the external id or user name of somebody still to come. */
  readonly manager: string | null;
};

type Values = { readonly [name: string]: unknown };

export function statedPerson(document: ScimDocument): StatedPerson {
  const name = part(document['name']);
  const enterprise = part(document[enterpriseUser]);
  const ours = part(document[throughlineUser]);
  const address = workAddressIn(document);
  const stated = wordOf(ours, 'country');
  const country = countryCode(stated ?? wordOf(address, 'country') ?? '');
  const place = { country, region: wordOf(address, 'region'), locality: wordOf(address, 'locality') };
  return {
    givenName: lineOf(name, 'givenName'),
    familyName: lineOf(name, 'familyName'),
    displayName: lineOf(document, 'displayName') ?? lineOf(name, 'formatted'),
    workEmail: workEmailIn(document),
    timeZone: zoneNamed(wordOf(document, 'timezone')) ?? zoneOfPlace(place),
    country,
    level: lineOf(ours, 'level'),
    startDate: dayIn(ours, 'startDate'),
    endDate: dayIn(ours, 'endDate'),
    lastCareerConversationOn: dayIn(ours, 'lastCareerConversationDate'),
    isActive: typeof document['active'] === 'boolean' ? document['active'] : null,
    units: unitsIn(enterprise),
    manager: wordOf(part(enterprise['manager']), 'value'),
  };
}

function unitsIn(enterprise: Values): readonly string[] {
  const names = ['department', 'division', 'costCenter', 'organization'].flatMap(
    (name) => lineOf(enterprise, name) ?? [],
  );
  return [...new Set(names)];
}

/** The address invitations go to: of the work addresses the primary one, else any primary one, else the first, else the user name. */
function workEmailIn(document: ScimDocument): string | null {
  const emails = listOf(document['emails']).filter((email) => isAddress(wordOf(email, 'value') ?? ''));
  const work = emails.filter(isForWork);
  const isPrimary = (email: Values) => email['primary'] === true;
  const chosen = work.find(isPrimary) ?? work[0] ?? emails.find(isPrimary) ?? emails[0];
  if (chosen) return wordOf(chosen, 'value')?.toLowerCase() ?? null;
  const userName = wordOf(document, 'userName') ?? '';
  return isAddress(userName) ? userName.toLowerCase() : null;
}

function workAddressIn(document: ScimDocument): Values {
  const addresses = listOf(document['addresses']);
  return addresses.find(isForWork) ?? addresses.find((address) => address['primary'] === true) ?? addresses[0] ?? {};
}

function isForWork(value: Values): boolean {
  return textOf(value['type']).toLowerCase() === 'work';
}

/** Null for a name no zone bears: the person is then listed, and not booked. */
function zoneNamed(written: string | null): string | null {
  if (written === null || !/^[a-z]/i.test(written)) return null;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}

function dayIn(values: Values, name: string): Temporal.PlainDate | null {
  const written = wordOf(values, name);
  return written === null ? null : dayOf(written);
}

function part(value: unknown): Values {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function wordOf(values: Values, name: string): string | null {
  const value = values[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** One line without control characters, as names are shown. */
function lineOf(values: Values, name: string): string | null {
  return wordOf(values, name)?.replaceAll(/\p{Cc}+/gu, ' ') ?? null;
}
