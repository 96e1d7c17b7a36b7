import { accessStore } from '@throughline/db/access-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { Database } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { aPolicy, aReportingLine } from '@throughline/domain/testing/builders.ts';

export type Company = {
  readonly organization: Organization;
  readonly policy: Policy;
  readonly chief: StoredPerson;
  readonly directors: readonly StoredPerson[];
  readonly managers: readonly StoredPerson[];
  /** Those who manage nobody. */
  readonly staff: readonly StoredPerson[];
  /** HR by grant, and on nobody's reporting line. */
  readonly hr: StoredPerson;
  readonly managerOf: ReadonlyMap<string, string>;
};

/** A chief, two directors, three managers under each and three people under each of them, all in Berlin; every manager is connected. */
export async function aCompany({ db, syncedAt }: { db: Database; syncedAt: Temporal.Instant }): Promise<Company> {
  const organization = anOrganization({ name: 'Acme' });
  const policy = aPolicy({ id: uuid() });
  const named = (displayName: string) => aStoredPerson({ givenName: displayName, displayName, country: null });
  const chief = named('Chief');
  const hr = named('Hanna');
  const directors = ['North', 'South'].map((name) => named(`Director ${name}`));
  const managerOf = new Map(directors.map(({ id }) => [id, chief.id]));
  const under = (bosses: readonly StoredPerson[], kind: string) =>
    bosses.flatMap((boss) =>
      [1, 2, 3].map((number) => {
        const person = { ...named(`${kind} ${boss.displayName} ${number}`), groups: [`Team ${number}`] };
        managerOf.set(person.id, boss.id);
        return person;
      }),
    );
  const managers = under(directors, 'Manager');
  const staff = under(managers, 'Report');
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await policyStore(tx).publish({ policy, note: null, now: organization.createdAt });
    await peopleStore(tx).put([chief, hr, ...directors, ...managers, ...staff]);
    const put = [...managerOf].map(([reportId, managerId]) => ({
      ...aReportingLine({ reportId, managerId }),
      id: uuid(),
    }));
    await reportingLineStore(tx).replace({ removedIds: [], put });
    await accessStore(tx).grantRole({
      personId: hr.id,
      role: 'hr',
      grantedById: null,
      grantedAt: organization.createdAt,
    });
    for (const { id, workEmail } of [chief, ...directors, ...managers]) {
      const tokens = {
        refreshToken: Buffer.from('r'),
        accessToken: Buffer.from('a'),
        accessTokenExpiresAt: syncedAt,
        scopes: [],
      };
      await connectionStore(tx).insert({
        grant: {
          id: uuid(),
          personId: id,
          provider: 'google',
          purpose: 'organize',
          accountSubject: id,
          accountEmail: workEmail,
          tokens,
          planHeldUntil: null,
        },
        now: syncedAt,
      });
    }
  });
  return { organization, policy, chief, directors, managers, staff, hr, managerOf };
}
