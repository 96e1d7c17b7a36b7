import type { Interval } from '../time/interval.ts';

/** An entry of somebody's own calendar that takes their time. Whatever else it is about is never read. */
export type CalendarEntry = Interval & {
  /** The same in every attendee's calendar (RFC 5545 UID); null where the provider does not tell. */
  readonly icalUid: string | null;
  /** `away`: out of office. `busy`: accepted, or entered by its owner. */
  readonly kind: 'busy' | 'away';
};
