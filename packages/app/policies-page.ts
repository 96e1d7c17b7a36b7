import type { PoliciesResponse } from '@throughline/contracts/pages/policies.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyViewStore, type PolicyView } from '@throughline/db/policy-view-store.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';
import { v1PolicyOf, v1RulesOf } from './policy-json.ts';

/** More policies than anybody oversees. */
const mostPolicies = 500;

/** The policies that hold, and whom there is to have one for. */
export async function policiesPage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<PoliciesResponse> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const policies = await policyViewStore(tx).page({ key: null, from: null, limit: mostPolicies });
    const people = await peopleStore(tx).all();
    const nameOf = new Map(people.map(({ id, displayName }) => [id, displayName]));
    return {
      today: (await organizationToday({ tx, organizationId, now })).toString(),
      policies: widestFirst(policies).map((view) => ({
        ...v1PolicyOf(view),
        personName: view.audience.kind === 'person' ? (nameOf.get(view.audience.personId) ?? null) : null,
      })),
      defaults: v1RulesOf(policyRules.parse({})),
      audiences: audiencesOf(people),
    };
  });
}

const kinds = ['everyone', 'country', 'level', 'group', 'person'] as const;

function widestFirst(policies: readonly PolicyView[]): readonly PolicyView[] {
  const width = ({ audience }: PolicyView) => kinds.indexOf(audience.kind);
  return policies.toSorted((a, b) => width(a) - width(b) || a.name.localeCompare(b.name, 'en'));
}

function audiencesOf(people: readonly StoredPerson[]): PoliciesResponse['audiences'] {
  const sorted = (values: readonly (string | null)[]) =>
    [...new Set(values.flatMap((value) => value ?? []))].toSorted((a, b) => a.localeCompare(b, 'en'));
  const countries = people.map(({ country }) => country);
  return {
    groups: sorted(people.flatMap(({ groups }) => groups)),
    levels: sorted(people.map(({ level }) => level)),
    // A region is in its country.
    countries: sorted([...countries, ...countries.map((country) => country?.slice(0, 2) ?? null)]),
  };
}
