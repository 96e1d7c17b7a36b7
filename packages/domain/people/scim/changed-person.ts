import { isBefore } from '../../time/local-date.ts';
import { hasAddress, noAddress } from '../work-address.ts';
import type { ScimDocument } from './scim-schema.ts';
import type { KnownPerson } from './shown-document.ts';
import type { StatedPerson } from './stated-person.ts';

/** Three readings of one directory's resource. */
export type Statements = {
  /** As it was shown before the request. */
  readonly shown: StatedPerson;
  /** What its silence takes back: for a PUT what the directory stated itself, for a PATCH all that was shown. */
  readonly before: StatedPerson;
  readonly after: StatedPerson;
  /** What the directory itself states from now on, without what others did and it left as it was. */
  readonly own: StatedPerson;
};

const facts = ['timeZone', 'country', 'level', 'startDate', 'endDate', 'lastCareerConversationOn'] as const;

/**
 * The person after a directory's request: what it changed is changed, what others stated and it never did stays. A name or
 * an address it takes back stays what was last known: nobody is called nothing.
 */
export function changedPerson<Known extends KnownPerson>({
  person,
  statements,
  memberOf,
  today,
}: {
  person: Known;
  statements: Statements;
  /** Names of the directory's groups the person is in. */
  memberOf: readonly string[];
  today: Temporal.PlainDate;
}): Known {
  const { shown, before, after, own } = statements;
  const changed: Partial<Record<(typeof facts)[number], unknown>> = {};
  for (const fact of facts) {
    if (isAlike(after[fact], shown[fact])) continue;
    if (after[fact] === null && before[fact] === null) continue;
    changed[fact] = after[fact];
  }
  const next = {
    ...person,
    ...changed,
    ...namesAfter({ person, shown, after }),
    ...(after.workEmail !== null && after.workEmail !== shown.workEmail ? { workEmail: after.workEmail } : {}),
    groups: groupsAfter({ person, from: before.units, to: after.units, memberOf }),
  } as Known;
  const zone = zoneAfter({ was: person, is: next, stated: after.timeZone });
  return {
    ...next,
    ...zone,
    ...statusAfter({ person: next, isActive: after.isActive, endsByDirectory: own.endDate, today }),
  };
}

/** Somebody nobody has heard of, as far as the directory says. */
export function newPerson({
  id,
  document,
  stated,
}: {
  id: string;
  document: ScimDocument;
  stated: StatedPerson;
}): KnownPerson {
  const joined = [stated.givenName, stated.familyName].filter((name) => name !== null).join(' ');
  const displayName = stated.displayName ?? (joined || String(document['userName']).replaceAll(/\p{Cc}+/gu, ' '));
  const [first = '', ...rest] = displayName.split(' ');
  return {
    id,
    externalId: null,
    givenName: stated.givenName ?? first,
    familyName: stated.familyName ?? rest.join(' '),
    displayName,
    workEmail: stated.workEmail ?? noAddress(id),
    timeZone: stated.workEmail === null ? null : stated.timeZone,
    country: stated.country,
    workingHours: null,
    groups: stated.units,
    level: stated.level,
    startDate: stated.startDate,
    endDate: stated.endDate,
    status: stated.isActive === false ? 'inactive' : 'active',
    lastCareerConversationOn: stated.lastCareerConversationOn,
  };
}

/** Nobody without an address can be invited, so nobody looks for a time for them; with one, what was put by holds. */
function zoneAfter({ was, is, stated }: { was: KnownPerson; is: KnownPerson; stated: string | null }) {
  if (!hasAddress(is)) return { timeZone: null };
  return hasAddress(was) ? {} : { timeZone: stated };
}

function namesAfter({ person, shown, after }: { person: KnownPerson; shown: StatedPerson; after: StatedPerson }) {
  const pick = (name: 'givenName' | 'familyName') =>
    after[name] !== null && after[name] !== shown[name] ? after[name] : person[name];
  const givenName = pick('givenName');
  const familyName = pick('familyName');
  const isRenamed = givenName !== person.givenName || familyName !== person.familyName;
  const stated = after.displayName;
  const displayName =
    stated === null
      ? isRenamed
        ? `${givenName} ${familyName}`.trim()
        : person.displayName
      : stated === shown.displayName
        ? person.displayName
        : stated;
  return { givenName, familyName, displayName };
}

function groupsAfter({
  person,
  from,
  to,
  memberOf,
}: {
  person: KnownPerson;
  from: readonly string[];
  to: readonly string[];
  memberOf: readonly string[];
}): readonly string[] {
  const staying = new Set([...to, ...memberOf]);
  const kept = person.groups.filter((name) => !from.includes(name) || staying.has(name));
  return [...new Set([...kept, ...to])];
}

/** Whoever comes back has no last day in the past any more, unless the directory still names it. */
function statusAfter({
  person,
  isActive,
  endsByDirectory,
  today,
}: {
  person: KnownPerson;
  isActive: boolean | null;
  endsByDirectory: Temporal.PlainDate | null;
  today: Temporal.PlainDate;
}): Pick<KnownPerson, 'status' | 'endDate'> {
  const { status, endDate } = person;
  if (isActive === false) return { status: 'inactive', endDate };
  if (isActive === null || status !== 'inactive') return { status, endDate };
  const isOver = endDate !== null && isBefore(endDate, today) && endsByDirectory === null;
  return { status: 'active', endDate: isOver ? null : endDate };
}

function isAlike(a: Temporal.PlainDate | string | null, b: Temporal.PlainDate | string | null): boolean {
  if (a instanceof Temporal.PlainDate && b instanceof Temporal.PlainDate) return a.equals(b);
  return a === b;
}
