import type { QuotaAnswer, QuotaRequest } from '@throughline/domain/quota/quota.ts';

/**
 * The quotas of a provider as all processes together use them. A process exchanges what it made of its last lease for
 * the next one: a lease serves many calls, so there is no exchange for each.
 */
export type SharedQuota = {
  /** One answer for each request, in their order. `now` is wall time in milliseconds. */
  exchange(input: { now: number; requests: readonly QuotaRequest[] }): Promise<readonly QuotaAnswer[]>;
};
