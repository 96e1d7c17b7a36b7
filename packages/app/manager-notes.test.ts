import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { expect, test } from 'vitest';
import { conversationDetails } from './conversation-details.ts';
import { managerNotesPage } from './manager-notes-page.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { aTeam, openConversations } from './testing/a-team.ts';
import { testContext } from './testing/test-context.ts';
import type { Viewer } from './viewer.ts';

const context = await testContext({ now: '2027-01-20T09:00:00Z' });
const { db } = context;

/** Four conversations on one day that is over, one of them short; each waits for a word. */
async function aBatchDay() {
  const team = await aTeam({ context, reports: 4 });
  const { organizationId, manager } = team;
  await openDueConversations(context, { organizationId });
  const open = await openConversations({ db, organizationId });
  const conversationIds = open.map(({ conversation }) => conversation.id).toSorted();
  await asSession(context.adminUrl, async (superuser) => {
    for (const [index, id] of conversationIds.entries()) {
      const startsAt = `2027-01-19T${String(9 + index).padStart(2, '0')}:00:00Z`;
      await superuser.query(
        `UPDATE conversation SET state = 'awaiting_confirmation', starts_at = $2, booked_at = '2026-12-01',
           ends_at = $2::timestamptz + $3 * interval '1 minute' WHERE id = $1`,
        [id, startsAt, index === 0 ? 20 : 60],
      );
    }
  });
  const viewerOf = (person: typeof manager, ...roles: ('manager' | 'hr' | 'report')[]): Viewer => ({
    organizationId,
    person,
    roles: new Set(roles),
  });
  return {
    ...team,
    conversationIds,
    viewerOf,
    notes: () => managerNotesPage(context, { viewer: viewerOf(manager, 'manager') }),
  };
}

test('many in a day and one that was short are told to the manager', async () => {
  const { notes } = await aBatchDay();
  const { pace, workload } = await notes();
  expect(pace).toEqual([
    expect.stringMatching(/^On Tuesday 19 January you had 4 career conversations\./),
    expect.stringMatching(/^Your conversation with Ana\d Ruiz on Tuesday 19 January was 20 minutes; 45 /),
  ]);
  expect(workload).toBeNull();
});

test('a report who says that it did not happen changes nothing of it', async () => {
  const { organizationId, notes, conversationIds } = await aBatchDay();
  const before = await notes();
  await db.inOrganization(organizationId, async (tx) => {
    for (const conversationId of conversationIds) {
      const answer = { side: 'report', kind: 'did_not_happen', at: context.clock.now() } as const;
      await evidenceStore(tx).add({ conversationId, answer });
    }
  });
  expect(await notes()).toEqual(before);
});

test('nobody else has them: not the report, not HR as somebody with a page of notes, not the conversation’s page', async () => {
  const { reports, viewerOf, conversationIds, manager } = await aBatchDay();
  const hr = viewerOf(reports[0]!, 'hr', 'report');
  expect(await managerNotesPage(context, { viewer: hr })).toEqual({ workload: null, pace: [] });
  for (const viewer of [hr, viewerOf(manager, 'manager')]) {
    for (const conversationId of conversationIds) {
      expect(JSON.stringify(await conversationDetails(context, { viewer, conversationId }))).not.toMatch(
        /whole attention|leave room|4 career/,
      );
    }
  }
});
