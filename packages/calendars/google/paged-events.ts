import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { z } from 'zod';
import { knownZone } from './settings.ts';
import type { GoogleClient } from './client.ts';

const itemsPerPage = 2_500;

const page = <Item>(item: z.ZodType<Item>) =>
  z.object({
    items: z.array(item).default([]),
    timeZone: z.string().optional(),
    nextPageToken: z.string().optional(),
    nextSyncToken: z.string().optional(),
  });

/**
 * Every page of a list of the account's own calendar. A page may be empty and still have a successor.
 * `ownerZone` is the calendar's, in which all-day entries begin and end.
 */
export async function pagedEvents<Item>({
  client,
  auth,
  item,
  itemFields,
  params,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  item: z.ZodType<Item>;
  itemFields: string;
  params: calendar_v3.Params$Resource$Events$List;
}): Promise<{ items: readonly Item[]; ownerZone: string; nextSyncToken: string | null }> {
  const items: Item[] = [];
  let ownerZone = 'UTC';
  let pageToken: string | undefined;
  for (;;) {
    const answer = await client
      .call({
        auth,
        effect: 'read',
        answer: page(item),
        send: (options) =>
          client.api.events.list(
            {
              calendarId: 'primary',
              maxResults: itemsPerPage,
              fields: `timeZone,nextPageToken,nextSyncToken,items(${itemFields})`,
              ...params,
              ...(pageToken === undefined ? {} : { pageToken }),
            },
            options,
          ),
      })
      .catch(ofTheWholeCalendar);
    items.push(...answer.items);
    ownerZone = knownZone(answer.timeZone ?? '') ?? ownerZone;
    if (answer.nextPageToken === undefined) return { items, ownerZone, nextSyncToken: answer.nextSyncToken ?? null };
    pageToken = answer.nextPageToken;
  }
}

const calendarNotFound = z.object({ status: z.literal(404), reason: z.literal('notFound') });

/** `notFound` to a list is said of the calendar, and not of anything in it; a forgotten sync token is a 410. */
function ofTheWholeCalendar(error: unknown): never {
  if (!(error instanceof CalendarError) || !calendarNotFound.safeParse(error.cause).success) throw error;
  throw new CalendarError({ kind: 'mailbox_gone', message: error.message, cause: error.cause });
}
