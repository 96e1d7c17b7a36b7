import { signLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';

/** What a mailed link is good for; a page accepts links of its own purpose only. */
export const linkPurposes = {
  confirm: 'confirm_conversation',
  connect: 'connect_calendar',
  times: 'pick_time',
  stopMails: 'stop_mails',
  signIn: 'sign_in',
  adminConsent: 'admin_consent',
  attendanceConsent: 'attendance_consent',
} as const;

type LinkContext = Pick<AppContext, 'keyring' | 'publicUrl'>;
type Link = {
  readonly organizationId: string;
  readonly personId: string;
  /** The first moment, of the organisation's clock, at which the link no longer works. */
  readonly expiresAt: Temporal.Instant;
};

/** Where either of the two says whether their conversation took place. */
export function confirmUrl(
  context: LinkContext,
  { conversationId, ...link }: Link & { conversationId: string },
): string {
  return mailedUrl(context, { ...link, path: '/confirm', purpose: linkPurposes.confirm, subjectId: conversationId });
}

/** Where either of the two picks one of the times proposed for their conversation. */
export function timesUrl(context: LinkContext, { conversationId, ...link }: Link & { conversationId: string }): string {
  return mailedUrl(context, { ...link, path: '/times', purpose: linkPurposes.times, subjectId: conversationId });
}

/** Where somebody connects their own calendar without signing in first. */
export function connectUrl(context: LinkContext, link: Link): string {
  return mailedUrl(context, { ...link, path: '/connect', purpose: linkPurposes.connect, subjectId: link.personId });
}

/** Mail programs offer to unsubscribe for as long as they keep the mail. */
const stopLinkHours = 2 * 366 * 24;

/** Where one click stops a recurring mail for its recipient (RFC 8058). */
export function stopMailsUrl(
  context: LinkContext,
  { template, now, ...link }: Omit<Link, 'expiresAt'> & { template: string; now: Temporal.Instant },
): string {
  const expiresAt = now.add({ hours: stopLinkHours });
  return mailedUrl(context, {
    ...link,
    expiresAt,
    path: '/mails/stop',
    purpose: linkPurposes.stopMails,
    subjectId: template,
  });
}

/** Where a mailed sign-in waits for its click. `expiresAt` is wall time, as sessions are. */
export function signInUrl(context: LinkContext, { signInLinkId, ...link }: Link & { signInLinkId: string }): string {
  return mailedUrl(context, { ...link, path: '/sign-in/link', purpose: linkPurposes.signIn, subjectId: signInLinkId });
}

/** Pages that ask for a sign-in. */
export function pageUrls({ publicUrl }: Pick<AppContext, 'publicUrl'>) {
  return {
    home: () => `${publicUrl}/`,
    conversation: (conversationId: string) => `${publicUrl}/conversations/${conversationId}`,
    agenda: (conversationId: string) => `${publicUrl}/conversations/${conversationId}/agenda`,
    plan: () => `${publicUrl}/plan`,
    connect: () => `${publicUrl}/connect`,
    digest: () => `${publicUrl}/digest`,
    coverage: () => `${publicUrl}/coverage`,
    needsDate: () => `${publicUrl}/needs-a-date`,
    webhooks: () => `${publicUrl}/webhooks`,
  };
}

function mailedUrl(
  { keyring, publicUrl }: LinkContext,
  { path, ...claims }: Link & { path: string; purpose: string; subjectId: string },
): string {
  return `${publicUrl}${path}?token=${signLink({ keyring, claims })}`;
}
