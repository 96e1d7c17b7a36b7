import { directoryUserStore, type DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { noAddress } from '@throughline/domain/people/work-address.ts';
import { taken } from './directory-refusal.ts';

/** What tells one person from another. */
export type DirectoryIdentity = {
  readonly userName: string;
  readonly externalId: string | null;
  readonly workEmail: string | null;
};

/** The name a directory would find somebody by. */
export function userNameOf({ person, entry }: DirectoryUser): string {
  return entry?.userName ?? person.workEmail;
}

/** Everybody who bears one of the three, whoever the directory deleted included. */
export async function bearersOf({
  tx,
  identity,
}: {
  tx: Transaction;
  identity: DirectoryIdentity;
}): Promise<readonly DirectoryUser[]> {
  const { userName, externalId, workEmail } = identity;
  return directoryUserStore(tx).everBearing({
    userNames: [userName],
    externalIds: externalId === null ? [] : [externalId],
    emails: workEmail === null ? [] : [workEmail],
  });
}

/**
 * Refuses a name, an external id or an address that somebody else has. Whoever the directory deleted gives their address
 * up to somebody who is here.
 */
export async function refuseTakenIdentity({
  tx,
  identity,
  personId,
  bearers,
  now,
}: {
  tx: Transaction;
  identity: DirectoryIdentity;
  personId: string | null;
  bearers: readonly DirectoryUser[];
  now: Temporal.Instant;
}): Promise<void> {
  const others = bearers.filter(({ person }) => person.id !== personId);
  const here = others.filter(({ isShown }) => isShown);
  if (here.some((other) => userNameOf(other).toLowerCase() === identity.userName.toLowerCase()))
    throw taken(`the userName ${identity.userName}`);
  if (here.some(({ entry }) => identity.externalId !== null && entry?.externalId === identity.externalId))
    throw taken(`the externalId ${identity.externalId}`);
  const holder = others.find(({ person }) => person.workEmail === identity.workEmail);
  if (!holder) return;
  if (here.includes(holder)) throw taken(`the address ${identity.workEmail}`);
  const { id } = holder.person;
  await peopleStore(tx).put([{ ...holder.person, workEmail: noAddress(id), updatedAt: now }]);
  await peopleStore(tx).remove({ id, now });
}
