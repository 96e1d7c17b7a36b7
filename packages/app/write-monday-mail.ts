import { connectionStore } from '@throughline/db/connection-store.ts';
import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { openStates } from '@throughline/domain/conversation/conversation.ts';
import { confirmationWindowEnd } from '@throughline/domain/conversation/outcome.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { confirmUrl, connectUrl, pageUrls, timesUrl } from './mail-links.ts';
import { addressed, mayBeAskedNow, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriter, MailWriting } from './mail-occasion.ts';
import { managerNotes } from './manager-notes.ts';
import { mondayItems } from './monday-items.ts';
import { nudgeLines } from './nudge-lines.ts';
import { personalRules } from './personal-rules.ts';

/** The manager's one mail of the week: what needs a date, what is coming, and the line "did it happen?". */
export const writeMondayMail: MailWriter = async (context, occasion) => {
  const { tx, recipient, mail, now } = occasion;
  const timeZone = zoneOf(occasion);
  const monday = mondayOf(localDateOf({ instant: now, timeZone }));
  if (isoWeekOf(monday) !== payloadId({ mail, key: 'isoWeek' })) return moot('its week is over');
  const views = conversationViewStore(tx);
  const open = await views.all({ managerId: recipient.id, states: openStates });
  const nudges = await nudgeLines(context, occasion);
  if (open.length === 0 && nudges.length === 0) return moot('nothing is open any more');
  const weekBefore = monday.subtract({ weeks: 1 }).toZonedDateTime(timeZone).toInstant();
  const closed = await views.all({ managerId: recipient.id, states: ['held', 'unconfirmed'], closedAfter: weekBefore });
  const policies = await policyStore(tx).all();
  const rules = personalRules({ person: recipient, policies });
  const answered = await evidenceStore(tx).answered({ conversationIds: open.map(({ id }) => id), side: 'manager' });
  const connection = await connectionStore(tx).ofPerson(recipient.id);
  const endOfWeek = monday.add({ weeks: 1 }).toZonedDateTime(timeZone).toInstant();
  const pace = { since: weekBefore, until: endOfWeek };
  const notes = await managerNotes({ tx, managerId: recipient.id, rules, timeZone, now, pace });
  const withTimes = await proposalStore(tx).havingOpen(open.map(({ id }) => id));
  return {
    kind: 'content',
    content: {
      template: 'monday-mail',
      ...addressed(occasion),
      weekOf: monday,
      timeZone,
      nudges,
      ...mondayItems({
        open,
        closed,
        answered,
        horizonDays: rules.mondayMailHorizonDays,
        timeZone,
        now,
        pageUrl: pageUrls(context).conversation,
        timesUrl: (conversationId) =>
          withTimes.has(conversationId)
            ? timesUrl(context, {
                organizationId: occasion.organization.id,
                personId: recipient.id,
                conversationId,
                expiresAt: now.add({ hours: rules.planningHorizonDays * 24 }),
              })
            : null,
        answerUrl: (conversation) => answerUrl(context, occasion, { conversation, policies }),
      }),
      notes: [...(notes.workload === null ? [] : [notes.workload]), ...notes.pace],
      connectUrl:
        connection?.status === 'active' || !(await mayBeAskedNow(context, occasion))
          ? null
          : connectUrl(context, {
              organizationId: occasion.organization.id,
              personId: recipient.id,
              expiresAt: now.add({ hours: rules.connectReminderDays * 24 }),
            }),
    },
  };
};

function answerUrl(
  context: MailWriting,
  { organization, recipient, now }: MailOccasion,
  { conversation, policies }: { conversation: ConversationView; policies: readonly Policy[] },
): string {
  const policy = policies.find(({ id }) => id === conversation.policyId);
  if (policy === undefined) throw new Error(`There is no policy ${conversation.policyId}`);
  const windowEndsAt = confirmationWindowEnd({ endsAt: conversation.endsAt ?? now, policy });
  return confirmUrl(context, {
    organizationId: organization.id,
    personId: recipient.id,
    conversationId: conversation.id,
    expiresAt: windowEndsAt.add({ hours: policy.rules.lateAnswerDays * 24 }),
  });
}
