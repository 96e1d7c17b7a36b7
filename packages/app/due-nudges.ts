import { evidenceStore } from '@throughline/db/evidence-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { nudgeStore, type TakenStep } from '@throughline/db/nudge-store.ts';
import { outboxStore } from '@throughline/db/outbox-store.ts';
import { isActiveOn } from '@throughline/domain/people/person.ts';
import { bundleNudges } from '@throughline/domain/reminders/bundle-nudges.ts';
import { isTimely, type Nudge } from '@throughline/domain/reminders/nudge-plan.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { loadNudges, loadStepPeople } from './nudge-facts.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

/** Steps taken with one mail: one of their own, or one that leaves now anyway. */
export type NudgingMail = {
  readonly mailKey: string;
  /** Null where another mail carries them. */
  readonly mail: QueuedMail | null;
  readonly taken: readonly TakenStep[];
};

type Addressed = { readonly nudge: Nudge; readonly recipientId: string };

/** Longer than any local day, so that whatever was mailed today is found. */
const dayAndMore = { hours: 48 } as const;

/**
 * The steps to take now, one mail for each person and day. `carriers` are the Monday mails about to be queued: whoever
 * gets one has the lines in it. A step that was taken is never taken again, whoever it went to.
 */
export async function dueNudges({
  tx,
  facts,
  carriers,
}: {
  tx: Transaction;
  facts: ReminderFacts;
  carriers: readonly QueuedMail[];
}): Promise<readonly NudgingMail[]> {
  const { now } = facts;
  const nudges = await possibleNudges({ tx, facts });
  if (nudges.length === 0) return [];
  const addressed = await withRecipients({ tx, facts, nudges });
  if (addressed.length === 0) return [];
  const lastMailed = await outboxStore(tx).lastQueuedFor({
    templates: ['nudges', 'monday-mail'],
    since: now.subtract(dayAndMore),
  });
  const stopped = await mailOptOutStore(tx).stoppedBy('monday-mail');
  const byRecipient = Map.groupBy(addressed, ({ recipientId }) => recipientId);
  return [...byRecipient].flatMap(([recipientId, own]) => {
    const person = facts.people.get(recipientId);
    const [first] = own;
    const policyId = facts.conversations.find(({ id }) => id === first?.nudge.conversationId)?.policyId;
    if (person === undefined || policyId === undefined) return [];
    const recipient = recipientFrom({ facts, person, policy: policyOf({ facts, policyId }) });
    const today = localDateOf({ instant: now, timeZone: recipient.workingPattern.timeZone });
    if (!isActiveOn({ person, on: today })) return [];
    const bundle = bundleNudges({
      recipient,
      nudges: own.map(({ nudge }) => nudge),
      lastMailedAt: lastMailed.get(recipientId) ?? null,
      now,
    });
    if (bundle === null) return [];
    const carrier = stopped.has(recipientId) ? undefined : carriers.find((mail) => mail.recipient.id === recipientId);
    const mailKey = carrier?.dedupeKey ?? bundle.key;
    return [
      {
        mailKey,
        mail:
          carrier === undefined
            ? { dedupeKey: mailKey, template: 'nudges', recipient: person, payload: { day: today.toString() } }
            : null,
        taken: bundle.nudges.map(({ conversationId, step: { name: step, who, when: occasion } }) => ({
          conversationId,
          step,
          who,
          occasion,
          recipientId,
          mailKey,
        })),
      },
    ];
  });
}

/** Those whose day has come somewhere. */
async function possibleNudges({ tx, facts }: { tx: Transaction; facts: ReminderFacts }): Promise<readonly Nudge[]> {
  const { organization, conversations, people, now } = facts;
  const nudges = await loadNudges({
    tx,
    organization,
    conversations,
    people,
    policies: [...facts.policies.values()],
    now,
  });
  const days = [-1, 0, 1].map((days) => localDateOf({ instant: now, timeZone: 'UTC' }).add({ days }));
  return nudges.filter((nudge) => days.some((today) => isTimely({ nudge, today })));
}

/** Not yet taken, each for whoever it goes to; who has answered is not asked again. */
async function withRecipients({
  tx,
  facts,
  nudges,
}: {
  tx: Transaction;
  facts: ReminderFacts;
  nudges: readonly Nudge[];
}): Promise<readonly Addressed[]> {
  const ids = new Set(nudges.map(({ conversationId }) => conversationId));
  const taken = await nudgeStore(tx).ofConversations([...ids]);
  const toAnybody = new Set(taken.map(({ conversationId, step }) => `${conversationId} ${step}`));
  const toThem = new Set(
    taken.map(({ conversationId, step, recipientId }) => `${conversationId} ${step} ${recipientId}`),
  );
  const open = nudges.filter(
    ({ conversationId, step: { who, name } }) => who === 'hr' || !toAnybody.has(`${conversationId} ${name}`),
  );
  const answered = await evidenceStore(tx).answered({
    conversationIds: open
      .filter(({ step }) => step.when === 'after_silence')
      .map(({ conversationId }) => conversationId),
    side: 'report',
  });
  const { organization, now } = facts;
  const conversations = facts.conversations.filter(({ id }) => ids.has(id));
  const who = new Set(open.map(({ step }) => step.who));
  const peopleOf = await loadStepPeople({ tx, organization, conversations, who, now });
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  return open.flatMap((nudge) => {
    const conversation = byId.get(nudge.conversationId);
    if (conversation === undefined) return [];
    if (nudge.step.when === 'after_silence' && answered.has(conversation.id)) return [];
    return peopleOf({ conversation, who: nudge.step.who })
      .filter((recipientId) => !toThem.has(`${conversation.id} ${nudge.step.name} ${recipientId}`))
      .map((recipientId) => ({ nudge, recipientId }));
  });
}
