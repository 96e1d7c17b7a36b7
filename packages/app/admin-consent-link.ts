import { signLink, verifyLink } from '@throughline/security/signed-link.ts';
import type { AppContext } from './context.ts';
import { linkPurposes } from './mail-links.ts';
import type { ProviderName } from './ports/calendar.ts';

/** Whoever grants is somebody else, asked by mail, perhaps through a ticket: a month is no long time. */
const linkHours = 30 * 24;

export type AdminConsentLink = {
  /** The page to forward, and what it sends to the provider as state: bound to one organisation, domain and need. */
  readonly token: string;
  readonly url: string;
  readonly expiresAt: Temporal.Instant;
};

/** The same for as long as it is not asked anew. `askedAt` is the organisation's time. */
export function adminConsentLink(
  { keyring, publicUrl }: Pick<AppContext, 'keyring' | 'publicUrl'>,
  { organizationId, consentId, askedAt }: { organizationId: string; consentId: string; askedAt: Temporal.Instant },
): AdminConsentLink {
  const expiresAt = askedAt.add({ hours: linkHours });
  // Addressed to nobody: who will open it is not known here.
  const claims = { organizationId, purpose: linkPurposes.adminConsent, subjectId: consentId, personId: '', expiresAt };
  const token = signLink({ keyring, claims });
  return { token, url: `${publicUrl}/calendars/allow?token=${token}`, expiresAt };
}

export type ReadAdminConsentLink =
  | { readonly kind: 'link'; readonly organizationId: string; readonly consentId: string }
  | { readonly kind: 'refused'; readonly reason: 'unknown_state' | 'expired' };

/** What a token says that came with the page or back from the provider; it still has to be looked up. */
export function readAdminConsentLink(
  { keyring, clock }: Pick<AppContext, 'keyring' | 'clock'>,
  { token }: { token: string },
): ReadAdminConsentLink {
  const link = verifyLink({ keyring, token, purpose: linkPurposes.adminConsent, now: clock.now() });
  if (link.kind === 'expired') return { kind: 'refused', reason: 'expired' };
  if (link.kind !== 'ok') return { kind: 'refused', reason: 'unknown_state' };
  return { kind: 'link', organizationId: link.claims.organizationId, consentId: link.claims.subjectId };
}

/** Where the provider sends whoever granted back to. */
export function adminConsentRedirectUri({
  publicUrl,
  provider,
}: Pick<AppContext, 'publicUrl'> & { provider: ProviderName }): string {
  return `${publicUrl}/connect/${provider}/admin-consent`;
}
