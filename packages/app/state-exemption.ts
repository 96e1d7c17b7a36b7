import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { ExemptionRefusal, StatedCategory } from '@throughline/domain/people/exemption.ts';
import { refusalOfExemption } from '@throughline/domain/people/exemption.ts';
import type { AppContext } from './context.ts';
import { exemptionRules } from './exemption-rules.ts';

/** By id, or by the address a person is known by to whoever states it. */
export type NamedPerson = { readonly id: string } | { readonly workEmail: string };

export type StatedExemptionResult =
  | { readonly kind: 'stated'; readonly id: string }
  | {
      readonly kind: 'refused';
      readonly reason: 'unknown_person' | 'unknown_author' | ExemptionRefusal;
      readonly longestDays: number;
    };

/**
 * HR says that somebody is not asked for a while. It takes effect with the next sweep, like leave that HR's system
 * sends: nothing may happen sooner or otherwise for a hold. The audit names the exemption, not the person or the category.
 */
export async function stateExemption(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    person: named,
    category,
    startsOn: given,
    endsOn,
    author: namedAuthor,
    actor,
  }: {
    organizationId: string;
    person: NamedPerson;
    category: StatedCategory;
    /** Today where it is null. */
    startsOn: Temporal.PlainDate | null;
    endsOn: Temporal.PlainDate;
    author: NamedPerson;
    actor: AuditActor;
  },
): Promise<StatedExemptionResult> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const { today, longestDays } = await exemptionRules({ tx, organizationId, now });
    const refused = (reason: Extract<StatedExemptionResult, { kind: 'refused' }>['reason']) =>
      ({ kind: 'refused', reason, longestDays }) as const;
    const person = await find({ tx, named });
    if (person === null) return refused('unknown_person');
    const author = await find({ tx, named: namedAuthor });
    if (author === null) return refused('unknown_author');

    const exemptions = exemptionStore(tx);
    const others = await exemptions.lockOf(person.id);
    const stated = { personId: person.id, category, startsOn: given ?? today, endsOn };
    const refusal = refusalOfExemption({ stated, others, longestDays, today });
    if (refusal !== null) return refused(refusal);
    const id = randomUUIDv7();
    await exemptions.add({ exemption: { ...stated, id, authorId: author.id }, now });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'exemption.stated',
        subjectKind: 'exemption',
        subjectId: id,
        details: { authorId: author.id },
      },
    });
    return { kind: 'stated', id };
  });
}

async function find({ tx, named }: { tx: Transaction; named: NamedPerson }): Promise<StoredPerson | null> {
  return 'id' in named ? peopleStore(tx).byId(named.id) : peopleStore(tx).byEmail(named.workEmail);
}
