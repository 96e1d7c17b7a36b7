import { conversationStore } from '@throughline/db/conversation-store.ts';
import { moveTo } from '@throughline/domain/conversation/conversation.ts';
import { aSlot } from '@throughline/domain/testing/builders.ts';
import { expect, test } from 'vitest';
import { keepCadence } from './keep-cadence.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-01-04T09:00:00Z' });
const { db, clock } = context;

test('the third time its manager moves a conversation, help is offered, once', async () => {
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  const offered = async (hour: number) => {
    await db.inOrganization(organizationId, async (tx) => {
      const before = await conversationStore(tx).byId(conversationId);
      const slot = aSlot({ start: `2027-01-28T${hour}:00:00Z` });
      const moved = before && moveTo({ conversation: before, slot, actor: 'manager', now: clock.now() });
      if (!before || moved?.kind !== 'changed') throw new Error('The conversation was not moved');
      await conversationStore(tx).save({ before, after: moved.next, history: moved.history, now: clock.now() });
    });
    return keepCadence(context, { organizationId });
  };
  expect([await offered(10), await offered(11), await offered(12), await offered(13)]).toEqual([0, 0, 1, 0]);
  const history = await db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId));
  expect(history.filter(({ kind }) => kind === 'help_offered')).toMatchObject([
    { actor: 'throughline', details: { moves: 3 } },
  ]);
});
