import { and, asc, desc, eq, gte, inArray, ne, or } from 'drizzle-orm';
import type { Answer, AnswerKind, Evidence, Side } from '@throughline/domain/conversation/outcome.ts';
import type { Transaction } from './database.ts';
import { conversation, evidence } from './schema/tables.ts';

/** An answer is about the end that had passed when it was given: once the event stands later, it is asked anew. */
const isAboutItsEnd = gte(evidence.at, conversation.endsAt);
const itsConversation = and(
  eq(conversation.id, evidence.conversationId),
  eq(conversation.organizationId, evidence.organizationId),
);

/** What was said about whether conversations took place; append-only. */
export function evidenceStore(tx: Transaction) {
  const latest = async ({
    conversationId,
    side,
  }: {
    conversationId: string;
    side: Side;
  }): Promise<AnswerKind | null> => {
    const [row] = await tx
      .select({ kind: evidence.kind })
      .from(evidence)
      .innerJoin(conversation, itsConversation)
      .where(and(eq(evidence.conversationId, conversationId), eq(evidence.side, side), isAboutItsEnd))
      .orderBy(desc(evidence.at), desc(evidence.id))
      .limit(1);
    return row === undefined || row.kind === 'floor_reached' ? null : row.kind;
  };

  return {
    /** The answer that counts, for the eyes of the person who gave it. */
    ownAnswer: latest,

    /** False when the same answer stands already: saying it again changes nothing. */
    async add({ conversationId, answer }: { conversationId: string; answer: Answer }): Promise<boolean> {
      if ((await latest({ conversationId, side: answer.side })) === answer.kind) return false;
      await tx.insert(evidence).values({ conversationId, ...answer });
      return true;
    },

    /** They were together for long enough. False when that is known already; the conversation has to be locked. */
    async addFloorReached({ conversationId, at }: { conversationId: string; at: Temporal.Instant }): Promise<boolean> {
      const known = await tx
        .select({ id: evidence.id })
        .from(evidence)
        .innerJoin(conversation, itsConversation)
        .where(and(eq(evidence.conversationId, conversationId), eq(evidence.kind, 'floor_reached'), isAboutItsEnd));
      if (known.length > 0) return false;
      const added = await tx
        .insert(evidence)
        .values({ conversationId, side: 'attendance', kind: 'floor_reached', at })
        .onConflictDoNothing()
        .returning({ id: evidence.id });
      return added.length > 0;
    },

    /**
     * The evidence outcomes are decided on, by conversation: of each side the latest answer. That it did not happen,
     * or was part of the 1:1, is not read at all when a report says so: it never acts, and what is not read cannot show.
     */
    async decisive(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Evidence[]>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .selectDistinctOn([evidence.conversationId, evidence.side], {
          conversationId: evidence.conversationId,
          side: evidence.side,
          kind: evidence.kind,
          at: evidence.at,
        })
        .from(evidence)
        .innerJoin(conversation, itsConversation)
        .where(
          and(
            inArray(evidence.conversationId, [...conversationIds]),
            or(ne(evidence.side, 'report'), eq(evidence.kind, 'happened')),
            isAboutItsEnd,
          ),
        )
        .orderBy(asc(evidence.conversationId), asc(evidence.side), desc(evidence.at), desc(evidence.id));
      const byConversation = Map.groupBy(rows, (row) => row.conversationId);
      return new Map([...byConversation].map(([id, group]) => [id, group.map(toEvidence)]));
    },

    /**
     * What everyone but the report may see, in order: the manager's latest answer, and of the report and of attendance
     * the first that says it happened. A later one would tell that something was said in between.
     */
    async visible(
      conversationId: string,
    ): Promise<readonly Pick<typeof evidence.$inferSelect, 'side' | 'kind' | 'at'>[]> {
      const rows = await tx
        .select({ side: evidence.side, kind: evidence.kind, at: evidence.at })
        .from(evidence)
        .innerJoin(conversation, itsConversation)
        .where(
          and(
            eq(evidence.conversationId, conversationId),
            or(ne(evidence.side, 'report'), eq(evidence.kind, 'happened')),
            isAboutItsEnd,
          ),
        )
        .orderBy(asc(evidence.at), asc(evidence.id));
      const manager = rows.findLast(({ side }) => side === 'manager');
      const report = rows.find(({ side }) => side === 'report');
      const attendance = rows.find(({ side }) => side === 'attendance');
      return rows.filter((row) => row === manager || row === report || row === attendance);
    },

    /** Which of these conversations this side has answered about. */
    async answered({
      conversationIds,
      side,
    }: {
      conversationIds: readonly string[];
      side: Side;
    }): Promise<ReadonlySet<string>> {
      if (conversationIds.length === 0) return new Set();
      const rows = await tx
        .selectDistinct({ conversationId: evidence.conversationId })
        .from(evidence)
        .innerJoin(conversation, itsConversation)
        .where(and(inArray(evidence.conversationId, [...conversationIds]), eq(evidence.side, side), isAboutItsEnd));
      return new Set(rows.map((row) => row.conversationId));
    },
  };
}

function toEvidence({ side, kind, at }: Pick<typeof evidence.$inferSelect, 'side' | 'kind' | 'at'>): Evidence {
  if (kind === 'floor_reached' || side === 'attendance') return { kind: 'attendance', floorReached: true, at };
  return { side, kind, at };
}
