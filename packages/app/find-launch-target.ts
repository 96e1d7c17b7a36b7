import { peopleStore } from '@throughline/db/people-store.ts';
import type { Audience } from '@throughline/domain/policy/policy.ts';
import type { AppContext } from './context.ts';
import type { LaunchTarget } from './launch-organization.ts';

/** Whom somebody chose a launch to be for; null where it is a person and nobody has that address. */
export async function findLaunchTarget(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    audience: { kind, value },
  }: { organizationId: string; audience: { readonly kind: Audience['kind']; readonly value: string } },
): Promise<LaunchTarget | null> {
  switch (kind) {
    case 'everyone':
      return { kind: 'everyone' };
    case 'group':
      return { kind: 'pilot', audience: { kind, group: value } };
    case 'level':
      return { kind: 'pilot', audience: { kind, level: value } };
    case 'country':
      return { kind: 'pilot', audience: { kind, country: value } };
    case 'person': {
      const person = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(value));
      return person && { kind: 'pilot', audience: { kind, personId: person.id } };
    }
  }
}
