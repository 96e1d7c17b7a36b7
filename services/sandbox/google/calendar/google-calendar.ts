import type { Cloud } from '../../core/cloud.ts';
import type { FaultStore } from '../../core/faults/fault-store.ts';
import type { Grants } from '../oauth/grants.ts';
import type { Conferences } from './conferences.ts';
import type { SyncEpochs } from './sync-token.ts';

/** What the calls of Calendar v3 work on. */
export type GoogleCalendar = {
  readonly cloud: Cloud;
  readonly grants: Grants;
  readonly faults: FaultStore;
  readonly conferences: Conferences;
  readonly epochs: SyncEpochs;
  /** Where this sandbox's own pages are. */
  readonly publicUrl: () => string;
};
