import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { pageUrls } from './mail-links.ts';
import { managerNotes } from './manager-notes.ts';
import { addressed, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailWriter } from './mail-occasion.ts';
import { personalRules } from './personal-rules.ts';

/** The first plan of a newly connected manager, while it is still held. */
export const writePlanPreview: MailWriter = async (context, occasion) => {
  const { tx, mail, recipient, now } = occasion;
  const connection = await connectionStore(tx).byId(payloadId({ mail, key: 'connectionId' }));
  const sendsAt = connection?.planHeldUntil ?? null;
  if (sendsAt === null || Temporal.Instant.compare(sendsAt, now) <= 0) return moot('the plan has been sent');
  const due = await conversationViewStore(tx).all({ managerId: recipient.id, states: ['due'] });
  const planned = await eventStore(tx).wantedOf(due.map(({ id }) => id));
  const rows = due.flatMap(({ id, report, dueOn }) => {
    const event = planned.find(({ conversationId }) => conversationId === id);
    if (event === undefined) return [];
    return [{ reportName: report.displayName, startsAt: event.startsAt, endsAt: event.endsAt, dueOn }];
  });
  if (rows.length === 0) return moot('nothing is planned');
  const timeZone = zoneOf(occasion);
  const rules = personalRules({ person: recipient, policies: await policyStore(tx).all() });
  const pace = { since: now, until: now };
  const { workload } = await managerNotes({ tx, managerId: recipient.id, rules, timeZone, now, pace });
  return {
    kind: 'content',
    content: {
      template: 'plan-preview',
      ...addressed(occasion),
      sendsAt,
      timeZone,
      rows: rows.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt)),
      planUrl: pageUrls(context).plan(),
      workload,
    },
  };
};
