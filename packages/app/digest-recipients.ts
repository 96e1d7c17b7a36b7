import { accessStore } from '@throughline/db/access-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import type { Unit } from '@throughline/domain/coverage/units.ts';
import { isActiveOn } from '@throughline/domain/people/person.ts';

/** Somebody who gets the weekly digest, and the unit it is about. */
export type DigestRecipient = { readonly person: StoredPerson; readonly unit: Unit };

/** Leadership and HR by grant, about everyone; each manager of managers, about their own part. */
export async function digestRecipients({
  tx,
  today,
}: {
  tx: Transaction;
  today: Temporal.PlainDate;
}): Promise<readonly DigestRecipient[]> {
  const access = accessStore(tx);
  const leaders = await reportingLineStore(tx).leadersOn(today);
  const granted = [...(await access.peopleWithRole('leadership')), ...(await access.peopleWithRole('hr'))];
  const units = new Map<string, Unit>(leaders.map((id) => [id, { kind: 'leader', leaderId: id }]));
  for (const id of granted) units.set(id, { kind: 'everyone' });
  const people = await peopleStore(tx).byIds([...units.keys()]);
  return people.flatMap((person) => {
    const unit = units.get(person.id);
    return unit && isActiveOn({ person, on: today }) ? [{ person, unit }] : [];
  });
}
