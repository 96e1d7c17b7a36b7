import { retentionStore } from '@throughline/db/retention-store.ts';
import type { AppContext } from './context.ts';

/** So long it can be looked up when somebody was signed in. Wall time. */
const keptFor = { hours: 30 * 24 } as const;

/** Sessions and mailed sign-in links are kept for thirty days after they are over. Answers how many were not. */
export function forgetSignIns(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const wall = clock.wall().subtract(keptFor);
  return db.inOrganization(organizationId, (tx) => retentionStore(tx).forgetSignIns({ wall }));
}
