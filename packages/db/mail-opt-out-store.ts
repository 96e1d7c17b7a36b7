import { and, eq } from 'drizzle-orm';
import type { MailRhythm } from '@throughline/domain/reminders/mail-rhythm.ts';
import type { Transaction } from './database.ts';
import { mailOptOut } from './schema/tables.ts';

type Choice = { readonly personId: string; readonly template: string };

/** How often somebody wants a recurring mail; weekly, unless they said otherwise. */
export function mailOptOutStore(tx: Transaction) {
  const isChoice = ({ personId, template }: Choice) =>
    and(eq(mailOptOut.personId, personId), eq(mailOptOut.template, template));

  async function chosen(template: string): Promise<ReadonlyMap<string, MailRhythm>> {
    const rows = await tx
      .select({ personId: mailOptOut.personId, rhythm: mailOptOut.rhythm })
      .from(mailOptOut)
      .where(eq(mailOptOut.template, template));
    return new Map(rows.map(({ personId, rhythm }) => [personId, rhythm]));
  }

  return {
    async rhythmOf(choice: Choice): Promise<MailRhythm> {
      const [row] = await tx.select({ rhythm: mailOptOut.rhythm }).from(mailOptOut).where(isChoice(choice));
      return row?.rhythm ?? 'weekly';
    },

    /** By person, of those who want it less often than weekly. */
    chosen,

    /** Those who want none. */
    async stoppedBy(template: string): Promise<ReadonlySet<string>> {
      return new Set([...(await chosen(template))].filter(([, rhythm]) => rhythm === 'none').map(([id]) => id));
    },

    async put({ personId, template, rhythm, now }: Choice & { rhythm: MailRhythm; now: Temporal.Instant }) {
      if (rhythm === 'weekly') {
        await tx.delete(mailOptOut).where(isChoice({ personId, template }));
        return;
      }
      await tx
        .insert(mailOptOut)
        .values({ personId, template, rhythm, at: now })
        .onConflictDoUpdate({
          target: [mailOptOut.organizationId, mailOptOut.personId, mailOptOut.template],
          set: { rhythm, at: now },
        });
    },
  };
}
