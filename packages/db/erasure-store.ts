import { and, eq, inArray, isNull, ne, or, sql, type SQL } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { retentionStore } from './retention-store.ts';
import * as tables from './schema/tables.ts';

const { conversation, connection, digest, event, handover, importRow, outbox, person, prep, proposal } = tables;

/** Removes what is known of a person. What is left of them is an id that others' rows refer to, and dates. */
export function erasureStore(tx: Transaction) {
  return {
    /** Their own conversation is open, or one has a date with them as the manager. */
    async hasDate(personId: string): Promise<boolean> {
      const rows = await tx
        .select({ id: conversation.id })
        .from(conversation)
        .where(
          and(
            isNull(conversation.closedAt),
            or(
              eq(conversation.reportId, personId),
              and(eq(conversation.managerId, personId), ne(conversation.state, 'due')),
            ),
          ),
        )
        .limit(1);
      return rows.length > 0;
    },

    /** Answers how many conversations were theirs. */
    async eraseConversations(personId: string): Promise<number> {
      const own = await idsOf(eq(conversation.reportId, personId));
      await retentionStore(tx).forgetMoreThanDates(own);
      const held = await idsOf(eq(conversation.managerId, personId));
      const connections = tx.select({ id: connection.id }).from(connection).where(eq(connection.personId, personId));
      const events = tx
        .select({ id: event.id })
        .from(event)
        .where(or(inArray(event.conversationId, held), inArray(event.connectionId, connections)));
      await tx.delete(tables.eventConflict).where(inArray(tables.eventConflict.eventId, events));
      await tx
        .delete(proposal)
        .where(
          or(
            inArray(proposal.conversationId, held),
            inArray(proposal.eventId, events),
            inArray(proposal.insteadOfId, events),
            eq(proposal.askedId, personId),
          ),
        );
      await tx.delete(event).where(inArray(event.id, events));
      await tx.delete(prep).where(eq(prep.authorId, personId));
      await tx.delete(handover).where(or(eq(handover.authorId, personId), eq(handover.readerId, personId)));
      await tx.delete(tables.nudge).where(eq(tables.nudge.recipientId, personId));
      await tx.delete(tables.dueRequest).where(eq(tables.dueRequest.askedById, personId));
      // Sentences in which they are named.
      await tx.update(conversation).set({ explanation: [], dueWhy: [] }).where(inArray(conversation.id, held));
      return own.length;
    },

    /** Accounts, sign-ins, mails, and what HR and directories stated of them. Names in others' weekly emails give way. */
    async eraseRest({
      personId,
      displayName,
      workEmail,
    }: {
      personId: string;
      displayName: string;
      workEmail: string;
    }) {
      const connections = tx.select({ id: connection.id }).from(connection).where(eq(connection.personId, personId));
      await tx.delete(tables.pushChannel).where(inArray(tables.pushChannel.connectionId, connections));
      await tx.delete(connection).where(eq(connection.personId, personId));
      const theirs = [
        tables.session,
        tables.signInLink,
        tables.oauthAttempt,
        tables.mailOptOut,
        tables.roleGrant,
        tables.leave,
        tables.exemption,
        tables.directoryUser,
        tables.directoryGroupMember,
        tables.hrSourcePerson,
      ] as const;
      for (const table of theirs) await tx.delete(table).where(eq(table.personId, personId));
      await tx.delete(importRow).where(or(eq(importRow.personId, personId), eq(importRow.workEmail, workEmail)));
      await tx.delete(outbox).where(or(eq(outbox.recipientId, personId), eq(outbox.toAddress, workEmail)));
      await tx.delete(digest).where(eq(digest.recipientId, personId));
      // As it stands within a text of JSON, without its quotes.
      const inJson = JSON.stringify(displayName).slice(1, -1);
      await tx
        .update(digest)
        .set({ content: sql`replace(${digest.content}::text, ${inJson}, 'somebody who left')::jsonb` })
        .where(sql`position(${inJson} IN ${digest.content}::text) > 0`);
    },

    /** The id stays, and the last day, from which the figures of leavers are counted. */
    async anonymise({ personId, lastDay }: { personId: string; lastDay: Temporal.PlainDate }): Promise<void> {
      await tx
        .update(person)
        .set({
          externalId: null,
          givenName: 'Somebody',
          familyName: 'who left',
          displayName: 'somebody who left',
          workEmail: `${personId}@erased.invalid`,
          timeZone: null,
          country: null,
          workingHours: null,
          groups: [],
          level: null,
          startDate: null,
          endDate: lastDay,
          status: 'inactive',
          lastCareerConversationOn: null,
          calendarWorkingHours: null,
          calendarTimeZone: null,
          calendarReadAt: null,
          ownWorkingHours: null,
          ownTimeZone: null,
        })
        .where(eq(person.id, personId));
    },
  };

  async function idsOf(whose: SQL): Promise<string[]> {
    const rows = await tx.select({ id: conversation.id }).from(conversation).where(whose);
    return rows.map(({ id }) => id);
  }
}
