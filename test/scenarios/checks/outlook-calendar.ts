import type { Entry, Reading } from './calendars.ts';

type GraphTime = { dateTime: string };
type GraphEvent = {
  iCalUId: string;
  subject: string | null;
  isCancelled: boolean;
  start: GraphTime;
  end: GraphTime;
  showAs: string;
  type: string;
  responseStatus: { response: string };
  organizer: { emailAddress: { address: string } };
  attendees: { type: string; emailAddress: { address: string }; status: { response: string } }[];
  singleValueExtendedProperties?: unknown[];
};
type Page = { value: GraphEvent[]; '@odata.nextLink'?: string };

const mark = 'String {6f3d1f0e-5b4c-4b7a-9d35-2f9a64c1e8b7} Name throughlineEvent';
/** As RFC 5545 has it, which the other cloud speaks. */
const responses: Readonly<Record<string, string>> = {
  none: 'needsAction',
  notResponded: 'needsAction',
  tentativelyAccepted: 'tentative',
};
const free = new Set(['free', 'workingElsewhere']);

export async function readOutlookCalendar({ from, until, get }: Reading): Promise<readonly Entry[]> {
  const query = new URLSearchParams({
    startDateTime: from.toString(),
    endDateTime: until.toString(),
    $top: '500',
    $expand: `singleValueExtendedProperties($filter=id eq '${mark}')`,
  });
  const entries: Entry[] = [];
  let path: string | undefined = `/v1.0/me/calendarView?${query.toString()}`;
  while (path !== undefined) {
    const page = (await get(path, { prefer: 'outlook.timezone="UTC"' })) as Page;
    entries.push(...page.value.filter(({ isCancelled }) => !isCancelled).map(entryOf));
    const next = page['@odata.nextLink'];
    path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
  }
  return entries;
}

function entryOf(item: GraphEvent): Entry {
  return {
    iCalUID: item.iCalUId,
    title: item.subject ?? '',
    start: momentOf(item.start),
    end: momentOf(item.end),
    isBusy: !free.has(item.showAs) && item.responseStatus.response !== 'declined',
    isSeries: item.type !== 'singleInstance',
    attendees: item.attendees
      .filter(({ type }) => type !== 'resource')
      .map(({ emailAddress, status }) => ({
        email: emailAddress.address.toLowerCase(),
        response: responses[status.response] ?? status.response,
      })),
    isMarked: (item.singleValueExtendedProperties ?? []).length > 0,
  };
}

/** Graph leaves out the `Z` of what it gives in UTC. */
function momentOf({ dateTime }: GraphTime): number {
  return Temporal.Instant.from(`${dateTime}Z`).epochMilliseconds;
}
