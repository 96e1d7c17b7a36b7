import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Database } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { book, open } from '@throughline/domain/conversation/conversation.ts';
import type { Policy, PolicyRules } from '@throughline/domain/policy/policy.ts';
import { aPolicy, aReportingLine, aSlot, at, day } from '@throughline/domain/testing/builders.ts';

export type Pair = {
  readonly organization: Organization;
  readonly policy: Policy;
  readonly manager: StoredPerson;
  readonly report: StoredPerson;
};

/** An organisation of its own with Ben, who manages Ana, both in Berlin. */
export async function aPair({
  db,
  organization: given = {},
  rules = {},
}: {
  db: Database;
  organization?: Partial<Organization>;
  rules?: Partial<PolicyRules>;
}): Promise<Pair> {
  const organization = anOrganization(given);
  const policy = aPolicy({ id: uuid(), rules });
  const manager = aStoredPerson({ givenName: 'Ben', familyName: 'Wójcik', displayName: 'Ben Wójcik' });
  const report = aStoredPerson({ givenName: 'Ana', familyName: 'Ruiz', displayName: 'Ana Ruiz' });
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await policyStore(tx).publish({ policy, note: null, now: organization.createdAt });
    await peopleStore(tx).put([manager, report]);
    await reportingLineStore(tx).replace({
      removedIds: [],
      put: [{ ...aReportingLine({ reportId: report.id, managerId: manager.id }), id: uuid() }],
    });
  });
  return { organization, policy, manager, report };
}

/** Invited on 7 December 2026 for Monday, 25 January 2027, 10:00 to 11:00 in Berlin; due on 1 February. */
export async function aBookedConversation({
  db,
  pair: { organization, policy, manager, report },
  start = '2027-01-25T09:00:00Z',
}: {
  db: Database;
  pair: Pair;
  start?: string;
}): Promise<string> {
  const opened = open({
    id: uuid(),
    reportId: report.id,
    managerId: manager.id,
    policyId: policy.id,
    sequence: 1,
    earlyRequest: false,
    due: { dueOn: day('2027-02-01'), why: ['At its place in the rollout.'] },
    now: at('2026-11-02T08:00:00Z'),
  });
  const bookedAt = at('2026-12-07T09:00:00Z');
  return db.inOrganization(organization.id, async (tx) => {
    const conversations = conversationStore(tx);
    const { next, history } = opened;
    await conversations.openAll({
      opened: [{ conversation: next, previousId: null, dueWhy: [], history }],
      now: next.openedAt,
    });
    const before = await conversations.byId(next.id);
    if (before === null) throw new Error('The conversation was not opened');
    const booked = book({ conversation: before, slot: aSlot({ start }), now: bookedAt });
    if (booked.kind === 'refused') throw new Error(`The conversation was not booked: ${booked.reason}`);
    await conversations.save({ before, after: booked.next, history: booked.history, now: bookedAt });
    return next.id;
  });
}
