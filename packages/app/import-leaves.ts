import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { EmployeeRow } from './employee-row.ts';

/** Brings the leave of the rows' people to what the rows list. */
export async function importLeaves({
  tx,
  taken,
}: {
  tx: Transaction;
  taken: readonly { readonly row: EmployeeRow; readonly person: StoredPerson }[];
}): Promise<void> {
  const people = peopleStore(tx);
  const stating = taken.filter(({ row }) => row.leaves !== undefined);
  const known = await people.statedLeavesOf(stating.map(({ person }) => person.id));
  const stated = stating.flatMap(({ row, person }) =>
    (row.leaves ?? []).map((leave) => ({ ...leave, personId: person.id })),
  );
  const keyOf = (leave: { personId: string; startsOn: Temporal.PlainDate }) =>
    `${leave.personId} ${leave.startsOn.toString()}`;
  const endOf = new Map(known.map((leave) => [keyOf(leave), leave.endsOn]));
  const statedKeys = new Set(stated.map(keyOf));

  await people.removeLeaves(known.filter((leave) => !statedKeys.has(keyOf(leave))).map((leave) => leave.id));
  await people.putLeaves(stated.filter((leave) => !endOf.get(keyOf(leave))?.equals(leave.endsOn)));
}
