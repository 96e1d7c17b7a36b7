import { accessStore } from '@throughline/db/access-store.ts';
import { expect, test } from 'vitest';
import { conversationDetails } from './conversation-details.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { testContext } from './testing/test-context.ts';
import { loadViewer } from './viewer.ts';

const context = await testContext({ now: '2027-01-25T10:00:00Z' });
const { db, clock } = context;

async function aConversation() {
  const pair = await aPair({ db });
  const conversationId = await aBookedConversation({ db, pair });
  const organizationId = pair.organization.id;
  const seenBy = async (personId: string) => {
    const today = clock.now().toZonedDateTimeISO('UTC').toPlainDate();
    const viewer = await db.inOrganization(organizationId, (tx) => loadViewer({ tx, organizationId, personId, today }));
    if (viewer === null) throw new Error('Nobody is there');
    return conversationDetails(context, { viewer, conversationId });
  };
  return { pair, conversationId, organizationId, seenBy };
}

test('the two see their conversation with its history in words, and may answer once it is over', async () => {
  const { pair, seenBy } = await aConversation();
  const page = await seenBy(pair.report.id);
  expect(page).toMatchObject({
    state: 'booked',
    dueOn: '2027-02-01',
    leadDays: 49,
    viewer: { side: 'report', mayOpenAgenda: true, mayAnswer: true, ownAnswer: null },
  });
  expect(page?.history.map(({ sentence }) => sentence)).toEqual(['Due by 1 February 2027.', 'Both were invited.']);
  clock.set('2027-01-25T09:30:00Z');
  expect((await seenBy(pair.manager.id))?.viewer).toMatchObject({ side: 'manager', mayAnswer: false });
  clock.set('2027-01-25T10:00:00Z');
});

test('nobody sees what the other answered', async () => {
  const { pair, seenBy, organizationId, conversationId } = await aConversation();
  const answer = { organizationId, conversationId };
  await recordEvidence(context, { ...answer, personId: pair.report.id, answer: 'did_not_happen' });
  expect((await seenBy(pair.report.id))?.viewer.ownAnswer).toBe('did_not_happen');
  expect((await seenBy(pair.manager.id))?.viewer.ownAnswer).toBeNull();
  await recordEvidence(context, { ...answer, personId: pair.manager.id, answer: 'happened' });
  expect((await seenBy(pair.manager.id))?.viewer.ownAnswer).toBe('happened');
  expect((await seenBy(pair.report.id))?.viewer.ownAnswer).toBe('did_not_happen');
});

test('HR sees dates and states: no agenda, no answer, not which of the two did what', async () => {
  const { pair, seenBy, organizationId, conversationId } = await aConversation();
  const other = await aPair({ db });
  await db.inOrganization(organizationId, (tx) =>
    accessStore(tx).grantRole({ personId: pair.manager.id, role: 'hr', grantedById: null, grantedAt: clock.now() }),
  );
  expect((await seenBy(pair.manager.id))?.viewer.side).toBe('manager');
  await recordEvidence(context, { organizationId, conversationId, personId: pair.report.id, answer: 'happened' });

  const hr = await db.inOrganization(organizationId, (tx) =>
    loadViewer({
      tx,
      organizationId,
      personId: pair.manager.id,
      today: clock.now().toZonedDateTimeISO('UTC').toPlainDate(),
    }),
  );
  if (hr === null) throw new Error('HR is gone');
  const page = await conversationDetails(context, { viewer: { ...hr, person: other.manager }, conversationId });
  expect(page).toMatchObject({
    state: 'held',
    grade: 'confirmed',
    explanation: [],
    conferenceUrl: null,
    viewer: { side: 'hr', mayOpenAgenda: false, mayAnswer: false, ownAnswer: null },
  });
  expect(new Set(page?.history.map(({ actor }) => actor))).toEqual(new Set(['throughline', 'participant']));
});

test('for everybody else it is not there', async () => {
  const { conversationId } = await aConversation();
  const other = await aConversation();
  const viewer = await db.inOrganization(other.organizationId, (tx) =>
    loadViewer({
      tx,
      organizationId: other.organizationId,
      personId: other.pair.manager.id,
      today: clock.now().toZonedDateTimeISO('UTC').toPlainDate(),
    }),
  );
  if (viewer === null) throw new Error('Nobody is there');
  expect(await conversationDetails(context, { viewer, conversationId })).toBeNull();
});
