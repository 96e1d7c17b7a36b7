import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import { exchangeQuota } from '@throughline/domain/quota/exchange-quota.ts';
import { unusedQuota, type QuotaScope, type QuotaState } from '@throughline/domain/quota/quota.ts';

/** Quotas that nobody but this process uses. */
export function ownQuota(): SharedQuota {
  const states = new Map<string, QuotaState>();
  return {
    exchange: ({ now, requests }) =>
      Promise.resolve(
        requests.map(({ scope, limit, ask }) => {
          const key = keyOf(scope);
          const { state, answer } = exchangeQuota({ state: states.get(key) ?? unusedQuota, limit, ask, now });
          states.set(key, state);
          return answer;
        }),
      ),
  };
}

function keyOf(scope: QuotaScope): string {
  return scope.kind === 'project' ? scope.project : `${scope.organizationId} ${scope.connectionId}`;
}
