import { randomUUIDv7 } from 'node:crypto';
import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { administratorProviders, type AdministratorProvider } from './administrator-providers.ts';
import type { AppContext } from './context.ts';
import { CalendarError } from './ports/calendar-error.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'log'>;
/** What is known of a domain before anybody looked: nothing, or what an administrator said. */
type Unknown = Pick<CalendarDomain, 'domain' | 'provider' | 'decidedBy'>;
type Found = Pick<CalendarDomain, 'provider' | 'tenantId' | 'consent'>;

/**
 * Finds out, once for each mail domain, whether an administrator has to grant before its people may be asked to
 * connect: by the public discovery of the providers that want that. What could not be asked stays unknown until the
 * next time. Asks nobody where no such provider is offered.
 */
export async function lookUpCalendarDomains(
  context: Context,
  { organizationId }: { organizationId: string },
): Promise<void> {
  const providers = administratorProviders(context.calendars);
  const unknown = await unknownDomains(context, { organizationId, providers });
  for (const one of unknown) {
    const found = await lookUp({ context, providers, organizationId, ...one });
    if (found === null) continue;
    const now = context.clock.now();
    const consentId = found.consent === 'needed' ? randomUUIDv7() : null;
    const row = { ...one, ...found, consentId, consentAskedAt: null, consentGrantedAt: null, updatedAt: now };
    await context.db.inOrganization(organizationId, async (tx) => {
      const domains = calendarDomainStore(tx);
      const before = await domains.byDomain(one.domain);
      // Somebody else looked, or decided, meanwhile.
      if ((before?.consent ?? 'unknown') !== 'unknown' || (before?.provider ?? null) !== one.provider) return;
      await domains.put(withGrant({ row, all: await domains.all() }));
    });
  }
}

async function unknownDomains(
  { db, clock }: Context,
  { organizationId, providers }: { organizationId: string; providers: readonly AdministratorProvider[] },
): Promise<readonly Unknown[]> {
  const names = new Set<string | null>(providers.map(({ name }) => name));
  return db.inOrganization(organizationId, async (tx) => {
    const store = calendarDomainStore(tx);
    const known = await store.all();
    // A client that is set no longer is waited for no longer.
    for (const row of known.filter(({ consent, provider }) => consent === 'needed' && !names.has(provider))) {
      await store.put({ ...row, consent: 'unknown', consentId: null, updatedAt: clock.now() });
    }
    if (providers.length === 0) return [];
    const organization = await organizationStore(tx).byId(organizationId);
    const ofPeople = (await store.domainsOfPeople()).map(({ domain }) => domain);
    const all = new Set([...(organization?.mailDomains ?? []), ...ofPeople]);
    const settled = new Set(known.filter(({ consent }) => consent !== 'unknown').map(({ domain }) => domain));
    return [...all]
      .filter((domain) => !settled.has(domain))
      .map((domain) => {
        const row = known.find((one) => one.domain === domain);
        return { domain, provider: row?.provider ?? null, decidedBy: row?.decidedBy ?? 'lookup' };
      });
  });
}

/** A grant is the whole tenant's: a domain that came later needs no other. */
function withGrant({ row, all }: { row: CalendarDomain; all: readonly CalendarDomain[] }): CalendarDomain {
  const { provider, tenantId } = row;
  const granted = all.find(
    (one) => one.consent === 'granted' && one.provider === provider && one.tenantId === tenantId,
  );
  if (row.consent !== 'needed' || granted === undefined) return row;
  return { ...row, consent: 'granted', consentGrantedAt: granted.consentGrantedAt };
}

/** Null when a provider could not be asked. */
async function lookUp({
  context,
  providers,
  organizationId,
  domain,
  provider,
}: Unknown & {
  context: Context;
  providers: readonly AdministratorProvider[];
  organizationId: string;
}): Promise<Found | null> {
  const asked = provider === null ? providers : providers.filter(({ name }) => name === provider);
  for (const { name, adminConsent } of asked) {
    try {
      const tenantId = await adminConsent.tenantOf({ domain });
      if (tenantId === null) continue;
      if (adminConsent.isPersonal(tenantId)) return { provider: name, tenantId: null, consent: 'not_needed' };
      return { provider: name, tenantId, consent: 'needed' };
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      context.log.warn({ organizationId, domain, kind: error.kind }, 'a mail domain could not be looked up');
      return null;
    }
  }
  return { provider, tenantId: null, consent: 'not_needed' };
}
