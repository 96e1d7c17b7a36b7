import type { Account, AccountStore } from '../core/accounts/account-store.ts';
import { guidOf } from '../core/accounts/account-store.ts';
import type { Journal } from '../core/state/journal.ts';
import { openTable } from '../core/state/table.ts';

/** A directory of one organisation. */
export type Tenant = {
  readonly id: string;
  readonly domain: string;
  /** What an administrator allowed each application for everybody, by client id; `*` is every application. */
  readonly consents: Readonly<Record<string, readonly string[]>>;
};

/** Where all personal accounts are; the same for everybody, learn.microsoft.com/entra/identity-platform/id-token-claims-reference. */
export const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';

export type Tenants = {
  readonly all: () => Tenant[];
  readonly idOf: (account: Account) => string;
  /** By GUID or verified domain; undefined when no directory bears it. */
  readonly find: (name: string) => Tenant | undefined;
  /** The directory of a domain, made when there is none. */
  readonly ofDomain: (domain: string) => Tenant;
  readonly consentedScopes: (args: { tenantId: string; clientId: string }) => readonly string[];
  /** Adds to what an administrator allowed before. `clientId` and scope `*` stand for all. */
  readonly consent: (args: { tenant: Tenant; clientId: string; scopes: readonly string[] }) => Tenant;
  readonly withdrawConsents: (tenant: Tenant) => Tenant;
  readonly clear: () => void;
};

/** One tenant to a mail domain: those of the accounts there are, and those made over the control API. */
export function openTenants({ journal, accounts }: { journal: Journal; accounts: AccountStore }): Tenants {
  const table = openTable<Tenant>({ name: 'microsoft-tenants', journal });

  const ofDomain = (given: string): Tenant => {
    const domain = given.toLowerCase();
    const known = table.get(domain);
    if (known !== undefined) return known;
    const tenant = { id: guidOf(`tenant ${domain}`), domain, consents: {} };
    table.set(domain, tenant);
    return tenant;
  };

  const all = (): Tenant[] => {
    for (const { provider, hostedDomain } of accounts.all()) {
      if (provider === 'microsoft' && hostedDomain !== null) ofDomain(hostedDomain);
    }
    return [...table.values()];
  };

  return {
    all,
    ofDomain,
    idOf: ({ hostedDomain }) => (hostedDomain === null ? personalTenantId : ofDomain(hostedDomain).id),
    find: (name) => all().find(({ id, domain }) => id === name.toLowerCase() || domain === name.toLowerCase()),
    consentedScopes: ({ tenantId, clientId }) => {
      const consents = all().find(({ id }) => id === tenantId)?.consents ?? {};
      return [...(consents[clientId] ?? []), ...(consents['*'] ?? [])];
    },
    consent: ({ tenant, clientId, scopes }) => {
      const before = tenant.consents[clientId] ?? [];
      const consents = { ...tenant.consents, [clientId]: [...new Set([...before, ...scopes])] };
      table.set(tenant.domain, { ...tenant, consents });
      return { ...tenant, consents };
    },
    withdrawConsents: (tenant) => {
      table.set(tenant.domain, { ...tenant, consents: {} });
      return { ...tenant, consents: {} };
    },
    clear: table.clear,
  };
}
