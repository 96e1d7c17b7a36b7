import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { agenda, conversation } from './schema/tables.ts';

/** The composed agenda of one conversation: generic questions, nobody's preparation. */
export type StoredAgenda = {
  readonly conversationId: string;
  readonly template: string;
  readonly templateVersion: number;
  readonly sections: readonly Record<string, unknown>[];
  /** Which of the two chose it; null as long as it is the one that was to come next. */
  readonly chosenBy: 'manager' | 'report' | null;
};

/** A conversation that was held, and what it was about; null where no agenda was composed for it. */
export type HeldAgenda = {
  readonly reportId: string;
  readonly managerId: string | null;
  readonly heldOn: Temporal.PlainDate | null;
  readonly template: string | null;
};

export function agendaStore(tx: Transaction) {
  return {
    async ofConversation(conversationId: string): Promise<StoredAgenda | null> {
      const [row] = await tx
        .select({
          conversationId: agenda.conversationId,
          template: agenda.template,
          templateVersion: agenda.templateVersion,
          sections: agenda.sections,
          chosenBy: agenda.chosenBy,
        })
        .from(agenda)
        .where(eq(agenda.conversationId, conversationId));
      return row ?? null;
    },

    /** What people chose for these conversations, which stays whenever they take place. */
    async chosen(
      conversationIds: readonly string[],
    ): Promise<readonly Pick<StoredAgenda, 'conversationId' | 'template' | 'chosenBy'>[]> {
      if (conversationIds.length === 0) return [];
      return tx
        .select({
          conversationId: agenda.conversationId,
          template: agenda.template,
          chosenBy: agenda.chosenBy,
        })
        .from(agenda)
        .where(and(inArray(agenda.conversationId, [...conversationIds]), isNotNull(agenda.chosenBy)));
    },

    /** What each of these reports has had already, oldest first. */
    async held(reportIds: readonly string[]): Promise<readonly HeldAgenda[]> {
      if (reportIds.length === 0) return [];
      return tx
        .select({
          reportId: conversation.reportId,
          managerId: conversation.managerId,
          heldOn: conversation.heldOn,
          template: agenda.template,
        })
        .from(conversation)
        .leftJoin(agenda, eq(agenda.conversationId, conversation.id))
        .where(and(eq(conversation.state, 'held'), inArray(conversation.reportId, [...reportIds])))
        .orderBy(asc(conversation.reportId), asc(conversation.sequence));
    },

    /** A conversation has one agenda; planning it again replaces what was composed before. */
    async putAll({ agendas, now }: { agendas: readonly StoredAgenda[]; now: Temporal.Instant }): Promise<void> {
      for (const chunk of inChunks(agendas)) {
        await tx
          .insert(agenda)
          .values(chunk.map((row) => ({ ...row, createdAt: now })))
          .onConflictDoUpdate({
            target: [agenda.organizationId, agenda.conversationId],
            set: overwrite(agenda, ['template', 'templateVersion', 'sections', 'chosenBy', 'createdAt']),
          });
      }
    },
  };
}
