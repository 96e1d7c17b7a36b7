import { exemptionStore, type StoredExemption } from '@throughline/db/exemption-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { exemptionRules } from './exemption-rules.ts';
import { stretchOn } from './stretch-on.ts';

export type ListedExemption = StoredExemption & {
  readonly person: StoredPerson;
  readonly author: StoredPerson | null;
  readonly state: 'ahead' | 'running' | 'over';
};

/** What HR stated, holds among them, for HR's eyes; and how long one may last. */
export async function listExemptions(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<{
  readonly exemptions: readonly ListedExemption[];
  readonly today: Temporal.PlainDate;
  readonly longestDays: number;
}> {
  return db.inOrganization(organizationId, async (tx) => {
    const rules = await exemptionRules({ tx, organizationId, now: clock.now() });
    const all = await exemptionStore(tx).all();
    const ids = all.flatMap(({ personId, authorId }) => [personId, ...(authorId ? [authorId] : [])]);
    const people = new Map((await peopleStore(tx).byIds([...new Set(ids)])).map((person) => [person.id, person]));
    return {
      ...rules,
      exemptions: all.flatMap((one) => {
        const person = people.get(one.personId);
        const author = (one.authorId && people.get(one.authorId)) || null;
        return person ? [{ ...one, person, author, state: stretchOn({ ...one, today: rules.today }) }] : [];
      }),
    };
  });
}
