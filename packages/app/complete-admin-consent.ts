import { auditStore } from '@throughline/db/audit-store.ts';
import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { readAdminConsentLink } from './admin-consent-link.ts';
import { readAttendanceConsentLink } from './attendance-consent-link.ts';
import { completeAttendanceConsent } from './complete-attendance-consent.ts';
import type { AppContext } from './context.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { AdminConsent, ProviderName } from './ports/calendar.ts';

/** What the provider sent the browser of whoever grants back with. */
export type AdminConsentAnswer = { readonly granted: boolean; readonly tenant: string | null };

export type AdminConsentRefusal =
  /** No state of ours, or of another provider or an earlier need. */
  | 'unknown_state'
  | 'expired'
  | 'already_granted'
  | 'declined'
  /** Granted, but in another tenant than the one that owns the mail domain. */
  | 'other_tenant'
  /** Another organisation's tenant. */
  | 'tenant_taken'
  /** The provider could not be asked whose the domain is. */
  | 'provider_failed';

export type CompletedAdminConsent =
  | { readonly kind: 'granted' | 'attendance_granted'; readonly domains: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: AdminConsentRefusal };

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'queue' | 'log'>;
type Asked = { readonly organizationId: string; readonly consentId: string; readonly tenantId: string };

/**
 * Records that an administrator granted for a whole tenant, from the answer their browser brought back. The state says
 * for which organisation and domain, once; the tenant in the answer proves nothing and has to be the one that owns the
 * domain by the provider's own discovery. Whoever waited is asked to connect from now on.
 */
export async function completeAdminConsent(
  context: Context,
  { provider, state, answer }: { provider: ProviderName; state: string; answer: AdminConsentAnswer },
): Promise<CompletedAdminConsent> {
  const attendance = readAttendanceConsentLink(context, { token: state });
  if (attendance.kind === 'link') return completeAttendanceConsent(context, { link: attendance, provider, answer });
  if (attendance.reason === 'expired') return attendance;
  const link = readAdminConsentLink(context, { token: state });
  if (link.kind === 'refused') return link;
  const { organizationId, consentId } = link;
  const { db, calendars } = context;
  const row = await db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byConsent(consentId));
  const adminConsent = calendars.offered().includes(provider) ? calendars.provider(provider).oauth.adminConsent : null;
  if (row === null || row.provider !== provider || adminConsent === null) return refused('unknown_state');
  if (row.consent === 'granted') return refused('already_granted');
  if (!answer.granted) return declined(context, { organizationId, row });

  const owner = await ownerOf({ context, adminConsent, domain: row.domain });
  if (owner.kind === 'unknown') return refused('provider_failed');
  const { tenantId } = owner;
  if (tenantId === null || answer.tenant?.toLowerCase() !== tenantId.toLowerCase()) return refused('other_tenant');

  const recorded = await record(context, { organizationId, consentId, provider, tenantId });
  if (recorded.kind === 'refused') return recorded;
  // Whoever waited for this waits for their own calendar from now on, and is asked for it.
  await openDueConversations(context, { organizationId });
  await context.queue.wake({ name: 'run-sweep', sweep: 'send-due-reminders', organizationId });
  return recorded;
}

function record(
  { db, clock }: Context,
  { organizationId, consentId, provider, tenantId }: Asked & { provider: ProviderName },
): Promise<CompletedAdminConsent> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const domains = calendarDomainStore(tx);
    const row = await domains.byConsent(consentId);
    if (row === null || row.provider !== provider) return refused('unknown_state');
    if (row.consent === 'granted') return refused('already_granted');
    if (!(await domains.claimTenant({ provider, tenantId, now }))) return refused('tenant_taken');
    // The domain may have moved to another tenant since it was looked up.
    await domains.put({ ...row, tenantId, updatedAt: now });
    const granted = await domains.grant({ provider, tenantId, now });
    for (const domain of granted) {
      await auditStore(tx).append({ at: now, entry: entryOf({ organizationId, action: 'granted', domain, provider }) });
    }
    return { kind: 'granted', domains: granted };
  });
}

async function declined(
  { db, clock }: Context,
  { organizationId, row }: { organizationId: string; row: CalendarDomain },
): Promise<CompletedAdminConsent> {
  const entry = entryOf({ organizationId, action: 'declined', domain: row.domain, provider: row.provider });
  await db.inOrganization(organizationId, (tx) => auditStore(tx).append({ at: clock.now(), entry }));
  return refused('declined');
}

type Owner = { readonly kind: 'owner'; readonly tenantId: string | null } | { readonly kind: 'unknown' };

async function ownerOf({
  context,
  adminConsent,
  domain,
}: {
  context: Context;
  adminConsent: AdminConsent;
  domain: string;
}): Promise<Owner> {
  try {
    return { kind: 'owner', tenantId: await adminConsent.tenantOf({ domain }) };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.log.warn({ domain, kind: error.kind }, 'the owner of a mail domain could not be looked up');
    return { kind: 'unknown' };
  }
}

/** Whoever grants is not known here by name. */
function entryOf({
  organizationId,
  action,
  domain,
  provider,
}: {
  organizationId: string;
  action: 'granted' | 'declined';
  domain: string;
  provider: CalendarDomain['provider'];
}) {
  return {
    actor: { kind: 'throughline' },
    action: `admin_consent.${action}`,
    subjectKind: 'organization',
    subjectId: organizationId,
    details: { domain, provider },
  } as const;
}

function refused(reason: AdminConsentRefusal): CompletedAdminConsent & { kind: 'refused' } {
  return { kind: 'refused', reason };
}
