import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { calendarDomainStore, type CalendarDomain } from './calendar-domain-store.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore } from './people-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 6 });
afterAll(() => db.close());

const now = at('2026-11-02T08:00:00Z');

async function inNewOrganization() {
  const organization = anOrganization();
  await db.acrossOrganizations((tx) => organizationStore(tx).insert(organization));
  return <T>(work: (store: ReturnType<typeof calendarDomainStore>) => Promise<T>) =>
    db.inOrganization(organization.id, (tx) => work(calendarDomainStore(tx)));
}

function aDomain(given: Partial<CalendarDomain> = {}): CalendarDomain {
  return {
    domain: 'example.com',
    provider: 'microsoft',
    decidedBy: 'lookup',
    tenantId: uuid(),
    consent: 'needed',
    consentId: uuid(),
    consentAskedAt: null,
    consentGrantedAt: null,
    updatedAt: now,
    ...given,
  };
}

test('a grant holds for every domain of the tenant and for no other', async () => {
  const inStore = await inNewOrganization();
  const tenantId = uuid();
  await inStore(async (store) => {
    await store.put(aDomain({ domain: 'example.com', tenantId }));
    await store.put(aDomain({ domain: 'example.de', tenantId }));
    await store.put(aDomain({ domain: 'elsewhere.example' }));
  });
  const granted = await inStore((store) => store.grant({ provider: 'microsoft', tenantId, now }));
  expect(granted).toEqual(['example.com', 'example.de']);
  const all = await inStore((store) => store.all());
  expect(all.map(({ domain, consent }) => [domain, consent])).toEqual([
    ['elsewhere.example', 'needed'],
    ['example.com', 'granted'],
    ['example.de', 'granted'],
  ]);
});

test('of many organisations that claim a tenant at once, one has it', async () => {
  const tenant = { provider: 'microsoft', tenantId: uuid(), now } as const;
  const organizations = await Promise.all(Array.from({ length: 5 }, inNewOrganization));
  const claims = await Promise.all(organizations.map((inStore) => inStore((store) => store.claimTenant(tenant))));
  expect(claims.filter(Boolean)).toHaveLength(1);
  const owner = organizations[claims.indexOf(true)]!;
  expect(await owner((store) => store.claimTenant(tenant))).toBe(true);
});

test('a tenant is free again once no domain of its organisation is in it', async () => {
  const tenant = { provider: 'microsoft', tenantId: uuid(), now } as const;
  const first = await inNewOrganization();
  const second = await inNewOrganization();
  const domain = aDomain({ tenantId: tenant.tenantId });
  await first((store) => store.put(domain));
  await first((store) => store.claimTenant(tenant));
  await first((store) => store.releaseTenants());
  expect(await second((store) => store.claimTenant(tenant))).toBe(false);
  await first((store) =>
    store.put({ ...domain, provider: 'google', tenantId: null, consent: 'not_needed', consentId: null }),
  );
  await first((store) => store.releaseTenants());
  expect(await second((store) => store.claimTenant(tenant))).toBe(true);
});

test('the same domain may be known to two organisations, each by its own state', async () => {
  const first = await inNewOrganization();
  const second = await inNewOrganization();
  const domain = aDomain();
  await first((store) => store.put(domain));
  expect(await second((store) => store.byDomain(domain.domain))).toBeNull();
  expect(await second((store) => store.byConsent(domain.consentId!))).toBeNull();
  expect(await first((store) => store.byConsent(domain.consentId!))).toMatchObject({ domain: domain.domain });
});

test('mail domains are those of people who are here', async () => {
  const organization = anOrganization();
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await peopleStore(tx).put([
      aStoredPerson({ workEmail: 'ana@example.com' }),
      aStoredPerson({ workEmail: 'ben@example.com' }),
      aStoredPerson({ workEmail: 'cem@outlook.example' }),
      aStoredPerson({ workEmail: 'gone@gone.example', status: 'inactive' }),
    ]);
    expect(await calendarDomainStore(tx).domainsOfPeople()).toEqual([
      { domain: 'example.com', people: 2 },
      { domain: 'outlook.example', people: 1 },
    ]);
  });
});
