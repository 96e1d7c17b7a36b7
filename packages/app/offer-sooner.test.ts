import { accessStore } from '@throughline/db/access-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { AnswerKind } from '@throughline/domain/conversation/outcome.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { askingForDueDates } from './testing/asking-for-due-dates.ts';
import { bookingContext } from './testing/booking-context.ts';

const context = await bookingContext();
const { db, clock } = context;

describe('after a report said that it did not take place, or was part of the 1:1', () => {
  /** Ana, whose last one ended without an outcome because her manager says so; what she says is her own. */
  async function afterAnother(answer: 'did_not_happen' | 'folded_into_one_on_one' | null) {
    clock.set('2027-01-25T10:00:00Z');
    const pair = await aPair({ db });
    const organizationId = pair.organization.id;
    const conversationId = await aBookedConversation({ db, pair });
    await db.inOrganization(organizationId, (tx) =>
      accessStore(tx).grantRole({ personId: pair.manager.id, role: 'hr', grantedById: null, grantedAt: clock.now() }),
    );
    const say = (who: 'report' | 'manager', given: AnswerKind) =>
      recordEvidence(context, { organizationId, conversationId, personId: pair[who].id, answer: given });
    if (answer) await say('report', answer);
    await say('manager', 'happened');
    clock.set('2027-02-01T10:00:00Z');
    await decideOutcomes(context, { organizationId });
    const successor = await db.inOrganization(organizationId, (tx) =>
      conversationStore(tx).successorOf(conversationId),
    );
    const { manager, report } = pair;
    const given = { context, organizationId, conversationId: successor!.id, manager, report };
    return { ...askingForDueDates(given), say };
  }

  test.each(['did_not_happen', 'folded_into_one_on_one'] as const)(
    'their own page, and nobody else’s, offers the next one sooner: %s',
    async (answer) => {
      const { page, ask, sweep, read, say } = await afterAnother(answer);
      expect((await page('report')).viewer.due).toMatchObject({ offersSooner: true, sooner: '2027-02-22' });
      expect((await page('manager')).viewer.due?.offersSooner).toBe(false);
      expect((await page('hr')).viewer.due).toBeNull();
      await ask('report', { kind: 'sooner' });
      await sweep();
      expect((await read()).dueOn.toString()).toBe('2027-02-22');
      clock.advanceBy({ hours: 24 });
      await say('manager', 'did_not_happen');
      expect((await read()).dueOn.toString()).toBe('2027-02-22');
    },
  );

  test('one who said nothing is offered nothing', async () => {
    const { page } = await afterAnother(null);
    expect((await page('report')).viewer.due).toMatchObject({ offersSooner: false, sooner: '2027-02-22' });
  });
});
