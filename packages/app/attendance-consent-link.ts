import { signLink, verifyLink } from '@throughline/security/signed-link.ts';
import type { AdminConsentLink, ReadAdminConsentLink } from './admin-consent-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';

/** As with calendars: whoever grants is asked by mail, perhaps through a ticket. */
const linkHours = 30 * 24;

/** To forward to whoever may allow attendance for a mail domain's whole tenant. `askedAt` is the organisation's time. */
export function attendanceConsentLink(
  { keyring, publicUrl }: Pick<AppContext, 'keyring' | 'publicUrl'>,
  { organizationId, domain, askedAt }: { organizationId: string; domain: string; askedAt: Temporal.Instant },
): AdminConsentLink {
  const expiresAt = askedAt.add({ hours: linkHours });
  // Addressed to nobody: who will open it is not known here.
  const claims = {
    organizationId,
    purpose: linkPurposes.attendanceConsent,
    subjectId: domain,
    personId: '',
    expiresAt,
  };
  const token = signLink({ keyring, claims });
  return { token, url: `${publicUrl}/calendars/allow?token=${token}`, expiresAt };
}

export type ReadAttendanceConsentLink =
  | {
      readonly kind: 'link';
      readonly organizationId: string;
      readonly domain: string;
      readonly expiresAt: Temporal.Instant;
    }
  | Extract<ReadAdminConsentLink, { kind: 'refused' }>;

export function readAttendanceConsentLink(
  { keyring, clock }: Pick<AppContext, 'keyring' | 'clock'>,
  { token }: { token: string },
): ReadAttendanceConsentLink {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.attendanceConsent, now: clock.now() });
  if (link.kind === 'expired') return { kind: 'refused', reason: 'expired' };
  if (link.kind !== 'ok') return { kind: 'refused', reason: 'unknown_state' };
  const { organizationId, subjectId, expiresAt } = link.claims;
  return { kind: 'link', organizationId, domain: subjectId, expiresAt };
}
