import type { SandboxControl } from '@throughline/standalone/sandbox-control.ts';
import { readGoogleCalendar } from './google-calendar.ts';
import { readOutlookCalendar } from './outlook-calendar.ts';

/** One entry of somebody's calendar, or one occurrence of a series, as the provider's API tells that person. */
export type Entry = {
  readonly iCalUID: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
  readonly isBusy: boolean;
  readonly isSeries: boolean;
  /** The humans invited, in lower case. */
  readonly attendees: readonly { readonly email: string; readonly response: string }[];
  /** Whether it carries a private mark some application left. */
  readonly isMarked: boolean;
};

export type Calendars = ReadonlyMap<string, readonly Entry[]>;

export type Reading = {
  readonly email: string;
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
  /** The answer to a GET of this path with the owner's token; `headers` go with it. */
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<unknown>;
};

const readCalendar = { google: readGoogleCalendar, microsoft: readOutlookCalendar } as const;

/** Reads calendars whole, page by page, each as its owner. */
export async function readCalendars({
  control,
  origin,
  emails,
  from,
  until,
}: {
  control: SandboxControl;
  origin: string;
  emails: readonly string[];
  from: Temporal.Instant;
  until: Temporal.Instant;
}): Promise<Calendars> {
  const all = new Map<string, readonly Entry[]>();
  for (const email of emails) {
    const token = await control.tokenFor(email);
    const get = async (path: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> => {
      const answer = await fetch(`${origin}${path}`, { headers: { ...headers, authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`the calendar of ${email}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    };
    all.set(email, await readCalendar[await control.providerOf(email)]({ email, from, until, get }));
  }
  return all;
}
