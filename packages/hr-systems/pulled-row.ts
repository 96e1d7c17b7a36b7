import type { PulledPerson, PulledRow } from '@throughline/app/ports/hr-system.ts';
import { countryCode } from '@throughline/domain/people/country-code.ts';
import type { PersonStatus } from '@throughline/domain/people/person.ts';
import { isAddress } from '@throughline/domain/people/work-address.ts';

/** What a system said of somebody. Undefined: nothing; null: that there is none. */
export type Said = {
  readonly sourceId: string;
  readonly givenName: string | null | undefined;
  readonly familyName: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly workEmail: string | null | undefined;
  readonly managerId?: string | null | undefined;
  readonly managerSince?: Temporal.PlainDate | null | undefined;
  readonly groups?: readonly (string | null | undefined)[] | undefined;
  readonly country?: string | null | undefined;
  readonly level?: string | null | undefined;
  readonly startDate?: Temporal.PlainDate | null | undefined;
  readonly endDate?: Temporal.PlainDate | null | undefined;
  readonly status?: PersonStatus | undefined;
};

/** A person in our words, of the fields that are wanted and no other. */
export function pulledRow(said: Said): PulledRow {
  const { sourceId, givenName, familyName, displayName, workEmail, status } = said;
  if (!givenName || !familyName) return { sourceId, unusable: 'no_name' };
  if (!workEmail || !isAddress(workEmail)) return { sourceId, unusable: 'no_address' };
  const { country, groups } = said;
  const code = country ? countryCode(country) : null;
  return {
    sourceId,
    givenName,
    familyName,
    ...(displayName ? { displayName } : {}),
    workEmail: workEmail.toLowerCase(),
    ...(code === null ? {} : { country: code }),
    ...(groups === undefined ? {} : { groups: [...new Set(groups.filter((group) => typeof group === 'string'))] }),
    ...(said.level === undefined ? {} : { level: said.level }),
    ...(said.startDate === undefined ? {} : { startDate: said.startDate }),
    ...(said.endDate === undefined ? {} : { endDate: said.endDate }),
    ...(status === undefined ? {} : { status }),
    ...managerOf(said),
  };
}

function managerOf({ sourceId, managerId, managerSince }: Said): Pick<PulledPerson, 'manager'> {
  if (managerId === undefined) return {};
  // Who is at the top is their own manager in some systems.
  if (managerId === null || managerId === sourceId) return { manager: null };
  return { manager: { sourceId: managerId, ...(managerSince ? { since: managerSince } : {}) } };
}
