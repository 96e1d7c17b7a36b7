import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { MethodOptions } from 'googleapis/build/src/apis/meet/index.js';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';

/** An RFC 3339 moment. */
export const moment = z.string().transform((text, context) => {
  try {
    return Temporal.Instant.from(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'no moment' });
    return z.NEVER;
  }
});

type Page = { readonly fields: string; readonly pageToken?: string };

/** Every page of a list of Meet's, each item cut to what is asked for. An empty list comes without its key. */
export async function meetPages<Item>({
  client,
  auth,
  key,
  item,
  itemFields,
  send,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  key: string;
  item: z.ZodType<Item>;
  /** No names: Meet does not send what is not asked for. */
  itemFields: string;
  send: (page: Page, options: MethodOptions) => Promise<{ readonly data: unknown }>;
}): Promise<readonly Item[]> {
  const items: Item[] = [];
  const answer = z.object({ [key]: z.array(item).default([]), nextPageToken: z.string().optional() });
  const fields = `nextPageToken,${key}(${itemFields})`;
  let pageToken: string | undefined;
  for (;;) {
    const page = await client.call({
      auth,
      effect: 'read',
      answer,
      send: (options) => send({ fields, ...(pageToken === undefined ? {} : { pageToken }) }, options),
    });
    items.push(...((page[key] ?? []) as readonly Item[]));
    pageToken = typeof page['nextPageToken'] === 'string' ? page['nextPageToken'] : undefined;
    if (pageToken === undefined) return items;
  }
}
