import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { nudgeStore } from '@throughline/db/nudge-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { isTimely, type Nudge } from '@throughline/domain/reminders/nudge-plan.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { zoneOf } from './mail-occasion.ts';
import type { MailOccasion } from './mail-occasion.ts';
import { loadNudges, loadStepPeople } from './nudge-facts.ts';

/** What a mail about something that slipped is made of; only what still has its reason. */
export type StandingNudges = {
  readonly standing: readonly { readonly nudge: Nudge; readonly conversation: StoredConversation }[];
  readonly people: ReadonlyMap<string, StoredPerson>;
  readonly policies: readonly Policy[];
};

/**
 * The steps one mail carries, looked at again as it leaves: a date was found, somebody answered, another is the manager
 * now, or the organisation switched the step off meanwhile.
 */
export async function loadStandingNudges(occasion: MailOccasion): Promise<StandingNudges> {
  const { tx, organization, recipient, mail, now } = occasion;
  const taken = await nudgeStore(tx).ofMail(mail.dedupeKey);
  if (taken.length === 0) return { standing: [], people: new Map(), policies: [] };
  const ids = [...new Set(taken.map(({ conversationId }) => conversationId))];
  const conversations = await conversationStore(tx).byIds(ids);
  const both = conversations.flatMap(({ reportId, managerId }) => [reportId, ...(managerId ? [managerId] : [])]);
  const people = new Map((await peopleStore(tx).byIds([...new Set(both)])).map((person) => [person.id, person]));
  const policies = await policyStore(tx).all();
  const nudges = await loadNudges({ tx, organization, conversations, people, policies, now });
  const who = new Set(taken.map((step) => step.who));
  const peopleOf = await loadStepPeople({ tx, organization, conversations, who, now });
  const answered = await evidenceStore(tx).answered({
    conversationIds: taken
      .filter(({ occasion: when }) => when === 'after_silence')
      .map(({ conversationId }) => conversationId),
    side: 'report',
  });
  const today = localDateOf({ instant: now, timeZone: zoneOf(occasion) });
  const standing = taken.flatMap(({ conversationId, step, occasion: when }) => {
    const conversation = conversations.find(({ id }) => id === conversationId);
    const nudge = nudges.find((one) => one.conversationId === conversationId && one.step.name === step);
    if (conversation === undefined || nudge === undefined || !isTimely({ nudge, today })) return [];
    if (when === 'after_silence' && answered.has(conversationId)) return [];
    return peopleOf({ conversation, who: nudge.step.who }).includes(recipient.id) ? [{ nudge, conversation }] : [];
  });
  return { standing, people, policies };
}
