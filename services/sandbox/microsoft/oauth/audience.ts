import type { Account } from '../../core/accounts/account-store.ts';
import { personalTenantId } from '../tenants.ts';
import type { Tenant, Tenants } from '../tenants.ts';

/**
 * Who may sign in at an address, by its first segment: learn.microsoft.com/entra/identity-platform/v2-protocols#endpoints
 */
export type Audience =
  | { readonly kind: 'common' | 'organizations' | 'consumers' }
  | { readonly kind: 'tenant'; readonly tenant: Tenant };

/** Null when no directory bears that name. */
export function audienceNamed({ name, tenants }: { name: string; tenants: Tenants }): Audience | null {
  if (name === 'common' || name === 'organizations' || name === 'consumers') return { kind: name };
  if (name === personalTenantId) return { kind: 'consumers' };
  const tenant = tenants.find(name);
  return tenant === undefined ? null : { kind: 'tenant', tenant };
}

export function admits({
  audience,
  account,
  tenants,
}: {
  audience: Audience;
  account: Account;
  tenants: Tenants;
}): boolean {
  if (account.provider !== 'microsoft') return false;
  const personal = account.hostedDomain === null;
  switch (audience.kind) {
    case 'common':
      return true;
    case 'organizations':
      return !personal;
    case 'consumers':
      return personal;
    case 'tenant':
      return !personal && tenants.idOf(account) === audience.tenant.id;
  }
}

/** The segment discovery documents and links name an audience by. */
export function segmentOf(audience: Audience): string {
  return audience.kind === 'tenant' ? audience.tenant.id : audience.kind;
}
