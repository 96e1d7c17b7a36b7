import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { dateTroubleSentence } from './date-trouble-sentence.ts';
import { timesUrl } from './mail-links.ts';
import { addressed, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailWriter } from './mail-occasion.ts';
import { recordOf } from './observed-state.ts';
import { standingOf } from './read-for-picking.ts';

/** To whoever was asked about a date: other times to pick from, as long as the question stands. */
export const writeDateQuestion: MailWriter = async (context, occasion) => {
  const { tx, mail, recipient, organization, now } = occasion;
  const proposal = await proposalStore(tx).byId(payloadId({ mail, key: 'proposalId' }));
  const view = proposal && (await conversationViewStore(tx).byId(proposal.conversationId));
  if (!view?.manager) return moot('the question is settled');
  const standing = await standingOf({ tx, conversation: view, personId: recipient.id, now });
  if (standing.kind !== 'open' || standing.proposal.id !== proposal?.id) return moot('the question is settled');
  const { event } = standing;
  if (event === null) return moot('the question is settled');

  const { slots, expiresAt, askedBecause } = standing.proposal;
  const other = recipient.id === view.report.id ? view.manager : view.report;
  const timeZone = zoneOf(occasion);
  const url = timesUrl(context, {
    organizationId: organization.id,
    personId: recipient.id,
    conversationId: view.id,
    expiresAt,
  });
  return {
    kind: 'content',
    content: {
      template: 'date-question',
      ...addressed(occasion),
      otherName: other.displayName,
      trouble: dateTroubleSentence({ because: askedBecause, reasons: recordOf(event).asked }),
      stands: { startsAt: event.startsAt, endsAt: event.endsAt, timeZone },
      times:
        slots.length === 0
          ? null
          : {
              slots: slots.map(({ start, end }) => ({
                startsAt: start,
                endsAt: end,
                pickUrl: `${url}&pick=${encodeURIComponent(start.toString())}`,
                // A date that stands moves within the usual hours alone.
                outsideHours: { reader: false, other: false },
              })),
              timeZone,
              otherTimeZone: other.timeZone ?? organization.timeZone,
              until: expiresAt,
              othersUrl: null,
            },
      keepUrl: url,
    },
  };
};
