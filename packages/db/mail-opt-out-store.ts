import { and, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { mailOptOut } from './schema/tables.ts';

type Choice = { readonly personId: string; readonly template: string };

/** Recurring mails somebody does not want. */
export function mailOptOutStore(tx: Transaction) {
  return {
    async holds({ personId, template }: Choice): Promise<boolean> {
      const rows = await tx
        .select({ id: mailOptOut.id })
        .from(mailOptOut)
        .where(and(eq(mailOptOut.personId, personId), eq(mailOptOut.template, template)));
      return rows.length > 0;
    },

    async holders(template: string): Promise<ReadonlySet<string>> {
      const rows = await tx
        .select({ personId: mailOptOut.personId })
        .from(mailOptOut)
        .where(eq(mailOptOut.template, template));
      return new Set(rows.map(({ personId }) => personId));
    },

    async add({ personId, template, now }: Choice & { now: Temporal.Instant }): Promise<void> {
      await tx.insert(mailOptOut).values({ personId, template, at: now }).onConflictDoNothing();
    },
  };
}
