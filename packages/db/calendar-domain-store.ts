import { and, asc, count, eq, ne, notExists, sql } from 'drizzle-orm';
import { domainOfNobody } from '@throughline/domain/people/work-address.ts';
import type { Transaction } from './database.ts';
import { overwrite } from './overwrite.ts';
import { calendarDomain, calendarTenant, person } from './schema/tables.ts';

export type CalendarDomain = Omit<typeof calendarDomain.$inferSelect, 'id' | 'organizationId'>;
export type Tenant = { readonly provider: NonNullable<CalendarDomain['provider']>; readonly tenantId: string };

/** Where the calendars of each mail domain live, and the tenants that granted. */
export function calendarDomainStore(tx: Transaction) {
  return {
    all: (): Promise<readonly CalendarDomain[]> =>
      tx.select(columns).from(calendarDomain).orderBy(asc(calendarDomain.domain)),

    async byDomain(domain: string): Promise<CalendarDomain | null> {
      const [row] = await tx.select(columns).from(calendarDomain).where(eq(calendarDomain.domain, domain));
      return row ?? null;
    },

    /** The domain that a link to whoever grants is about; locked until the transaction ends. */
    async byConsent(consentId: string): Promise<CalendarDomain | null> {
      const [row] = await tx
        .select(columns)
        .from(calendarDomain)
        .where(eq(calendarDomain.consentId, consentId))
        .for('update');
      return row ?? null;
    },

    async put(row: CalendarDomain): Promise<void> {
      await tx
        .insert(calendarDomain)
        .values(row)
        .onConflictDoUpdate({
          target: [calendarDomain.organizationId, calendarDomain.domain],
          set: overwrite(calendarDomain, [
            'provider',
            'decidedBy',
            'tenantId',
            'consent',
            'consentId',
            'consentAskedAt',
            'consentGrantedAt',
            'updatedAt',
          ]),
        });
    },

    /** False when the tenant belongs to another organisation. */
    async claimTenant({ provider, tenantId, now }: Tenant & { now: Temporal.Instant }): Promise<boolean> {
      await tx
        .insert(calendarTenant)
        .values({ provider, tenantId, claimedAt: now })
        .onConflictDoNothing({ target: [calendarTenant.provider, calendarTenant.tenantId] });
      const own = and(eq(calendarTenant.provider, provider), eq(calendarTenant.tenantId, tenantId));
      return (await tx.$count(calendarTenant, own)) > 0;
    },

    /** Everybody in the tenant's domains may connect from now on. Answers the domains. */
    async grant({ provider, tenantId, now }: Tenant & { now: Temporal.Instant }): Promise<readonly string[]> {
      const rows = await tx
        .update(calendarDomain)
        .set({ consent: 'granted', consentGrantedAt: now, updatedAt: now })
        .where(and(eq(calendarDomain.provider, provider), eq(calendarDomain.tenantId, tenantId)))
        .returning({ domain: calendarDomain.domain });
      return rows.map(({ domain }) => domain).toSorted();
    },

    /** A tenant that no domain of the organisation is in any more is free for another. */
    async releaseTenants(): Promise<void> {
      const inUse = tx
        .select({ one: sql`1` })
        .from(calendarDomain)
        .where(
          and(
            eq(calendarDomain.provider, calendarTenant.provider),
            eq(calendarDomain.tenantId, calendarTenant.tenantId),
          ),
        );
      await tx.delete(calendarTenant).where(notExists(inUse));
    },

    /** The mail domains of everybody who is here and has an address, each with how many people it has. */
    async domainsOfPeople(): Promise<readonly { readonly domain: string; readonly people: number }[]> {
      const domain = sql<string>`split_part(${person.workEmail}, '@', 2)`;
      return tx
        .select({ domain, people: count() })
        .from(person)
        .where(and(ne(person.status, 'inactive'), ne(domain, domainOfNobody)))
        .groupBy(domain)
        .orderBy(domain);
    },
  };
}

const columns = {
  domain: calendarDomain.domain,
  provider: calendarDomain.provider,
  decidedBy: calendarDomain.decidedBy,
  tenantId: calendarDomain.tenantId,
  consent: calendarDomain.consent,
  consentId: calendarDomain.consentId,
  consentAskedAt: calendarDomain.consentAskedAt,
  consentGrantedAt: calendarDomain.consentGrantedAt,
  updatedAt: calendarDomain.updatedAt,
} as const;
