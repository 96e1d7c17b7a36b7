import type { Cloud } from '../core/cloud.ts';
import type { ExchangeLog } from '../core/exchanges/exchange-log.ts';
import type { FaultStore } from '../core/faults/fault-store.ts';
import type { Journal } from '../core/state/journal.ts';
import type { ClaimsChallenges } from './graph/claims-challenges.ts';
import type { Grants } from './oauth/grants.ts';
import type { Tenants } from './tenants.ts';

/** What the calls of Microsoft's identity platform and of Graph work on. */
export type MicrosoftCloud = {
  readonly cloud: Cloud;
  readonly tenants: Tenants;
  readonly grants: Grants;
  readonly challenges: ClaimsChallenges;
  readonly faults: FaultStore;
  readonly log: ExchangeLog;
  readonly journal: Journal;
  /** Where this sandbox's own pages are. */
  readonly publicUrl: () => string;
};
