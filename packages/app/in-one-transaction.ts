import type { Transaction } from '@throughline/db/database.ts';
import { joinedDatabase } from '@throughline/db/joined-database.ts';
import type { AppContext } from './context.ts';
import type { Wake } from './ports/queue.ts';

/**
 * Use cases that open a transaction each, carried out in one: all of it is kept, or nothing. What they wake is woken
 * once it has committed. A call to a provider has no place inside.
 */
export async function inOneTransaction<Context extends Pick<AppContext, 'db' | 'queue'>, Result>(
  context: Context,
  {
    organizationId,
    work,
  }: {
    organizationId: string;
    work: (joined: Context, tx: Transaction) => Promise<Result>;
  },
): Promise<Result> {
  const wakes: Wake[] = [];
  const queue = { wake: async (wake: Wake) => void wakes.push(wake) };
  const result = await context.db.inOrganization(organizationId, (tx) =>
    work({ ...context, db: joinedDatabase({ tx, organizationId }), queue }, tx),
  );
  for (const wake of wakes) await context.queue.wake(wake);
  return result;
}
