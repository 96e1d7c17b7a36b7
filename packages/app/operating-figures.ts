import { operatingStore, type Counted } from '@throughline/db/operating-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

export type OperatingFigures = {
  readonly connections: ReadonlyMap<string, number>;
  readonly conversations: ReadonlyMap<string, number>;
  readonly mails: ReadonlyMap<string, number>;
  /** Seconds, by the organisation's clock, for which the oldest work has been due; zero when nothing is. */
  readonly lagSeconds: { readonly mails: number; readonly endedConversations: number };
};

/** What an installation has to do and how far behind it is, over all organisations. Paused ones lag on purpose and do not count. */
export async function operatingFigures({ db, clock }: Pick<AppContext, 'db' | 'clock'>): Promise<OperatingFigures> {
  const now = clock.now();
  const organizations = await db.acrossOrganizations((tx) => organizationStore(tx).all());
  const connections = new Map<string, number>();
  const conversations = new Map<string, number>();
  const mails = new Map<string, number>();
  const lagSeconds = { mails: 0, endedConversations: 0 };
  for (const organization of organizations) {
    await db.inOrganization(organization.id, async (tx) => {
      const store = operatingStore(tx);
      add(connections, await store.connections());
      add(conversations, await store.conversations());
      add(mails, await store.mails());
      if (!isServed(organization)) return;
      lagSeconds.mails = Math.max(lagSeconds.mails, ageOf(await store.oldestDueMail(now), now));
      const unnoticed = ageOf(await store.oldestUnnoticedEnd(now), now);
      lagSeconds.endedConversations = Math.max(lagSeconds.endedConversations, unnoticed);
    });
  }
  return { connections, conversations, mails, lagSeconds };
}

function add(sums: Map<string, number>, counted: readonly Counted[]): void {
  for (const { state, count } of counted) sums.set(state, (sums.get(state) ?? 0) + count);
}

function ageOf(since: Temporal.Instant | null, now: Temporal.Instant): number {
  return since === null ? 0 : since.until(now).total('seconds');
}
