import { accessStore } from '@throughline/db/access-store.ts';
import { signInUrl } from './mail-links.ts';
import { addressed, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailWriter } from './mail-occasion.ts';

/** To somebody who asked for it at the sign-in page. Its times are wall times, as sessions are. */
export const writeSignInLink: MailWriter = async (context, occasion) => {
  if (occasion.organization.ssoOnly) return moot('people sign in at a provider alone');
  const signInLinkId = payloadId({ mail: occasion.mail, key: 'signInLinkId' });
  const link = await accessStore(occasion.tx).signInLink(signInLinkId);
  if (link === null || link.usedAt !== null) return moot('the link is used up');
  if (Temporal.Instant.compare(link.expiresAt, context.clock.wall()) <= 0) return moot('the link has run out');
  return {
    kind: 'content',
    content: {
      template: 'sign-in-link',
      ...addressed(occasion),
      signInUrl: signInUrl(context, {
        signInLinkId,
        organizationId: occasion.organization.id,
        personId: occasion.recipient.id,
        expiresAt: link.expiresAt,
      }),
      expiresAt: link.expiresAt,
      timeZone: zoneOf(occasion),
    },
  };
};
