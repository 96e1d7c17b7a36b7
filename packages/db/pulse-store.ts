import { eq, sql } from 'drizzle-orm';
import type { PulseAnswer, PulseCount, PulseMark } from '@throughline/domain/coverage/pulse.ts';
import type { Transaction } from './database.ts';
import { conversation, pulseCount, pulseMark } from './schema/tables.ts';

/** What reports said it was like. Who said what is stored nowhere. */
export function pulseStore(tx: Transaction) {
  return {
    async isTold(conversationId: string): Promise<boolean> {
      const rows = await tx
        .select({ id: pulseMark.id })
        .from(pulseMark)
        .where(eq(pulseMark.conversationId, conversationId));
      return rows.length > 0;
    },

    /** Marks the conversation and counts the answer in every unit; false when it was marked before. */
    async tell({
      conversationId,
      quarter,
      units,
      answer,
    }: {
      conversationId: string;
      quarter: string;
      units: readonly string[];
      answer: PulseAnswer;
    }): Promise<boolean> {
      const marked = await tx
        .insert(pulseMark)
        .values({ conversationId, quarter, units: [...units] })
        .onConflictDoNothing()
        .returning({ id: pulseMark.id });
      if (marked.length === 0) return false;
      await tx
        .insert(pulseCount)
        .values(units.toSorted().map((unit) => ({ unit, quarter, answer, given: 1 })))
        .onConflictDoUpdate({
          target: [pulseCount.organizationId, pulseCount.unit, pulseCount.quarter, pulseCount.answer],
          set: { given: sql`${pulseCount.given} + 1` },
        });
      return true;
    },

    /** Who answered in a quarter, as what the guard has to know of them. */
    async marksOf(quarter: string): Promise<readonly PulseMark[]> {
      return tx
        .select({
          conversationId: pulseMark.conversationId,
          units: pulseMark.units,
          reportId: conversation.reportId,
          managerId: conversation.managerId,
        })
        .from(pulseMark)
        .innerJoin(conversation, eq(conversation.id, pulseMark.conversationId))
        .where(eq(pulseMark.quarter, quarter));
    },

    countsOf: (quarter: string): Promise<readonly PulseCount[]> =>
      tx
        .select({ unit: pulseCount.unit, answer: pulseCount.answer, given: pulseCount.given })
        .from(pulseCount)
        .where(eq(pulseCount.quarter, quarter)),
  };
}
