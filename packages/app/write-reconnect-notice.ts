import { connectionStore } from '@throughline/db/connection-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { connectUrl } from './mail-links.ts';
import { loadCalendarDomains } from './load-calendar-domains.ts';
import { addressed, moot, payloadId, untilGranted } from './mail-occasion.ts';
import { maySignInAgain } from './may-sign-in-again.ts';
import { personalRules } from './personal-rules.ts';
import type { MailWriter } from './mail-occasion.ts';

/** To whoever's connection stopped working; only they can mend it. */
export const writeReconnectNotice: MailWriter = async (context, occasion) => {
  const { tx, mail, recipient, now } = occasion;
  const connection = await connectionStore(tx).byId(payloadId({ mail, key: 'connectionId' }));
  if (connection?.status !== 'reconnect_required') return moot('the connection works again, or is gone');
  const { brokenBecause } = connection;
  if (brokenBecause === null || brokenBecause === 'our_secret') return moot('there is nothing the person could mend');
  const domains = await loadCalendarDomains(tx);
  const { workEmail } = recipient;
  const theirMove = maySignInAgain({ brokenBecause, workEmail, domains, calendars: context.calendars });
  if (!theirMove) return untilGranted(occasion);
  const booked = await conversationViewStore(tx).all({ managerId: recipient.id, states: ['booked'] });
  const upcoming = booked.filter(({ startsAt }) => startsAt && Temporal.Instant.compare(now, startsAt) < 0);
  const { connectReminderDays } = personalRules({ person: recipient, policies: await policyStore(tx).all() });
  return {
    kind: 'content',
    content: {
      template: 'reconnect-notice',
      ...addressed(occasion),
      provider: connection.provider,
      accountEmail: connection.accountEmail,
      because: brokenBecause,
      upcoming: connection.purpose === 'organize' ? upcoming.length : 0,
      connectUrl: connectUrl(context, {
        organizationId: occasion.organization.id,
        personId: recipient.id,
        expiresAt: now.add({ hours: connectReminderDays * 24 }),
      }),
    },
  };
};
