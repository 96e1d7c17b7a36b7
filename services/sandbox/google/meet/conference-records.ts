import type { Account } from '../../core/accounts/account-store.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import { endOf, isPublished, startOf } from '../../core/calls/call.ts';
import type { Call, Calls } from '../../core/calls/call.ts';
import type { Cloud } from '../../core/cloud.ts';
import { guidOf } from '../../core/accounts/account-store.ts';

/** One call within a space. Times in milliseconds; no end while somebody is there. */
export type ConferenceRecord = {
  readonly call: Call;
  readonly code: string;
  readonly space: string;
  readonly start: number;
  readonly end: number | null;
  /** When Google deletes it (meet:v2, ConferenceRecord.expireTime). */
  readonly expires: number | null;
};

const keptFor = 30 * 24 * 60 * 60 * 1000;

/** The code in a link to Meet; null for any other link. */
export function codeOfLink(joinUrl: string): string | null {
  const url = URL.parse(joinUrl);
  return url?.host === 'meet.google.com' ? url.pathname.slice(1) : null;
}

/** What an account may know of by now, the latest first: calls in its own spaces, and those it was in. */
export function recordsFor({
  cloud,
  calls,
  account,
}: {
  cloud: Cloud;
  calls: Calls;
  account: Account;
}): ConferenceRecord[] {
  const now = cloud.clock.now().epochMilliseconds;
  const own = ownCodes({ cloud, account });
  return calls
    .all()
    .map((call) => recordOf({ call, now }))
    .filter(({ call, start }) => start <= now && isPublished({ call, now }))
    .filter(({ expires }) => expires === null || expires > now)
    .filter(({ call, code }) => own.has(code) || wasThere({ call, account, now }))
    .toSorted((a, b) => b.start - a.start);
}

function recordOf({ call, now }: { call: Call; now: number }): ConferenceRecord {
  const code = codeOfLink(call.joinUrl) ?? '';
  const end = endOf({ call, now });
  const space = `spaces/${guidOf(code).replaceAll('-', '').slice(0, 12)}`;
  return { call, code, space, start: startOf(call), end, expires: end === null ? null : end + keptFor };
}

function ownCodes({ cloud, account }: { cloud: Cloud; account: Account }): ReadonlySet<string> {
  const events = [...cloud.calendars.eventsOf(account.email)].filter(isOrganizer);
  return new Set(events.flatMap(({ conference }) => (conference === null ? [] : [conference.code])));
}

function wasThere({ call, account, now }: { call: Call; account: Account; now: number }): boolean {
  return call.stays.some(
    ({ who, joined }) =>
      who.kind === 'account' && who.email === account.email && Temporal.Instant.from(joined).epochMilliseconds <= now,
  );
}
