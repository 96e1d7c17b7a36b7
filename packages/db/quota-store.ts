import { asc, eq, inArray, sql } from 'drizzle-orm';
import { unusedQuota, type QuotaState } from '@throughline/domain/quota/quota.ts';
import type { Transaction } from './database.ts';
import { mailboxQuota, projectQuota } from './schema/tables.ts';

/** Quotas as all processes use them. What is read is locked until the transaction ends. */
export function quotaStore(tx: Transaction) {
  const mailboxes = (connectionIds: readonly string[]) =>
    tx
      .select({ connectionId: mailboxQuota.connectionId, state: mailboxQuota.state })
      .from(mailboxQuota)
      .where(inArray(mailboxQuota.connectionId, [...connectionIds]))
      .orderBy(asc(mailboxQuota.connectionId))
      .for('update');
  const projects = (project: string) =>
    tx.select({ state: projectQuota.state }).from(projectQuota).where(eq(projectQuota.project, project)).for('update');

  return {
    async ofMailboxes(connectionIds: readonly string[]): Promise<ReadonlyMap<string, QuotaState>> {
      const known = await mailboxes(connectionIds);
      const states = new Map(known.map(({ connectionId, state }) => [connectionId, state]));
      const missing = connectionIds.filter((id) => !states.has(id)).toSorted();
      if (missing.length === 0) return states;
      const rows = missing.map((connectionId) => ({ connectionId, state: unusedQuota }));
      await tx.insert(mailboxQuota).values(rows).onConflictDoNothing();
      for (const { connectionId, state } of await mailboxes(missing)) states.set(connectionId, state);
      return states;
    },

    async putMailboxes(states: ReadonlyMap<string, QuotaState>): Promise<void> {
      const rows = [...states].map(([connectionId, state]) => ({ connectionId, state }));
      await tx
        .insert(mailboxQuota)
        .values(rows)
        .onConflictDoUpdate({
          target: [mailboxQuota.organizationId, mailboxQuota.connectionId],
          set: { state: sql`excluded.state` },
        });
    },

    async ofProject(project: string): Promise<QuotaState> {
      const [known] = await projects(project);
      if (known !== undefined) return known.state;
      await tx.insert(projectQuota).values({ project, state: unusedQuota }).onConflictDoNothing();
      const [created] = await projects(project);
      return created?.state ?? unusedQuota;
    },

    async putProject({ project, state }: { project: string; state: QuotaState }): Promise<void> {
      await tx.update(projectQuota).set({ state }).where(eq(projectQuota.project, project));
    },

    /**
     * Commits without waiting for the disk: what a crash of the database takes away are the last half second's counts,
     * and a pause that was just named.
     */
    async withoutWaiting(): Promise<void> {
      await tx.execute(sql`SET LOCAL synchronous_commit = off`);
    },
  };
}
