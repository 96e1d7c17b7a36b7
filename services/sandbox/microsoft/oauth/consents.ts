import type { Account } from '../../core/accounts/account-store.ts';
import type { MicrosoftCloud } from '../microsoft-cloud.ts';
import { needsAdministrator } from './scopes.ts';

/** Which of the scopes only an administrator of the account's tenant could allow, and has not. */
export function awaitingAdministrator({
  microsoft,
  account,
  clientId,
  scopes,
}: {
  microsoft: MicrosoftCloud;
  account: Account;
  clientId: string;
  scopes: readonly string[];
}): string[] {
  if (account.hostedDomain === null) return [];
  const tenantId = microsoft.tenants.idOf(account);
  const allowed = microsoft.tenants.consentedScopes({ tenantId, clientId });
  return scopes.filter((scope) => needsAdministrator(scope) && !allowed.includes(scope) && !allowed.includes('*'));
}

/**
 * What a token for Graph may do: everything ever allowed to the application, by the person or for the tenant, whichever
 * part of it was asked for this time.
 */
export function accumulatedScopes({
  microsoft,
  account,
  clientId,
  scopes,
}: {
  microsoft: MicrosoftCloud;
  account: Account;
  clientId: string;
  scopes: readonly string[];
}): string[] {
  const own = microsoft.grants.grantedScopes({ clientId, account: account.email });
  const tenantId = microsoft.tenants.idOf(account);
  const forAll = account.hostedDomain === null ? [] : microsoft.tenants.consentedScopes({ tenantId, clientId });
  const all = new Set([...scopes, ...own, ...forAll.filter((scope) => scope !== '*')]);
  all.delete('offline_access');
  const stillAllowed = new Set(
    [...all].filter((scope) => !awaitingAdministrator({ microsoft, account, clientId, scopes: [scope] }).length),
  );
  return [...(scopes.includes('offline_access') ? ['offline_access'] : []), ...stillAllowed];
}
