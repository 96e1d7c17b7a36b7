import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth, EventAttachment } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';

const fileType = '#microsoft.graph.fileAttachment';
/** One request takes attachments below 3 MB (event-post-attachments in the Graph reference); an agenda has some 50 kB. */
const largestBytes = 3 * 1024 * 1024;

const listed = z.object({
  '@odata.type': z.string().exactOptional(),
  id: z.string(),
  name: z.string().nullish(),
  contentType: z.string().nullish(),
});
const list = z.object({ value: z.array(listed) });
const file = listed.extend({ contentBytes: z.base64().nullish() });

type Given = { client: GraphClient; auth: CalendarAuth; eventId: string; attachment: EventAttachment };

/** Hangs the agenda on the entry unless one hangs there: the answer to an earlier try may have been lost. */
export async function attachOnce(given: Given): Promise<void> {
  const standing = await ours(given);
  if (standing.length === 0) await attach(given);
}

/**
 * Puts the agenda in the place of earlier ones: the new one first, so that an entry is never without. Attendees hear
 * of it with the next update of the entry, and not before.
 */
export async function replaceAttachment(given: Given): Promise<void> {
  const outdated: string[] = [];
  let isThere = false;
  for (const { id } of await ours(given)) {
    if (!isThere && (await hangsThere({ ...given, id }))) isThere = true;
    else outdated.push(id);
  }
  if (!isThere) await attach(given);
  for (const id of outdated) await detach({ ...given, id });
}

/** Every agenda has the one name; people's own files have others. */
async function ours({ client, auth, eventId, attachment }: Given): Promise<readonly { readonly id: string }[]> {
  const { value } = await client.call({
    auth,
    effect: 'read',
    path: `${eventPath(eventId)}/attachments`,
    query: { $select: 'id,name,contentType' },
    answer: list,
    send: (request) => request.get(),
  });
  return value.filter(
    ({ name, contentType, '@odata.type': type }) =>
      name === attachment.name && contentType === attachment.contentType && (type ?? fileType) === fileType,
  );
}

async function attach({ client, auth, eventId, attachment }: Given): Promise<void> {
  const { name, contentType } = attachment;
  const content = await attachment.content();
  if (content.byteLength >= largestBytes) {
    throw new CalendarError({ kind: 'refused', message: `An attachment of ${content.byteLength} bytes is too large.` });
  }
  await client.call({
    auth,
    effect: 'write',
    path: `${eventPath(eventId)}/attachments`,
    answer: z.object({ id: z.string() }),
    send: (request) =>
      request.post({
        '@odata.type': fileType,
        name,
        contentType,
        contentBytes: Buffer.from(content).toString('base64'),
      }),
  });
}

async function hangsThere({ client, auth, eventId, attachment, id }: Given & { id: string }): Promise<boolean> {
  const { contentBytes } = await client.call({
    auth,
    effect: 'read',
    path: `${eventPath(eventId)}/attachments/${encodeURIComponent(id)}`,
    answer: file,
    send: (request) => request.get(),
  });
  return Buffer.from(contentBytes ?? '', 'base64').equals(await attachment.content());
}

async function detach({ client, auth, eventId, id }: Given & { id: string }): Promise<void> {
  try {
    await client.call({
      auth,
      effect: 'write',
      path: `${eventPath(eventId)}/attachments/${encodeURIComponent(id)}`,
      answer: z.undefined(),
      send: (request) => request.delete(),
    });
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'not_found') throw error;
  }
}
