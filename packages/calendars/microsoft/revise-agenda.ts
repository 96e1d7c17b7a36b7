import type { CalendarAuth, EventAttachment } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { reviseBody } from '@throughline/domain/scheduling/revise-body.ts';
import { z } from 'zod';
import { replaceAttachment } from './agenda-attachment.ts';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';
import { eventAnswer, type EventAnswer } from './event-resource.ts';
import { agendaFingerprint, announcement, propertyOf } from './named-properties.ts';
import { marked } from './place-event.ts';
import { goneError, readStanding } from './read-event.ts';

/** The one reading that asks for text: it is compared, written back around the agenda, and kept nowhere. */
const bodyAnswer = z.object({
  '@odata.etag': z.string().exactOptional(),
  body: z.object({ contentType: z.string(), content: z.string() }),
});

type Given = {
  client: GraphClient;
  auth: CalendarAuth;
  eventId: string;
  draft: EventDraft;
  attachment: EventAttachment;
};

/**
 * Files change without anybody hearing of it; the update that follows carries text and file to the attendees together
 * and leaves a note of which agenda they have. Whoever finds that note sends nothing, and whoever does not takes up where it
 * was left.
 */
export async function reviseAgenda({ client, auth, eventId, draft, attachment }: Given): Promise<EventAnswer> {
  const standing = await readStanding({ client, auth, eventId });
  if (standing === null) throw goneError();
  const announced = propertyOf({ properties: standing.singleValueExtendedProperties, name: 'agenda' });
  // Also under a note that says so: another agenda may have got as far as its file, and then been taken back.
  await replaceAttachment({ client, auth, eventId, attachment });
  if (announced === agendaFingerprint(draft)) return standing;
  return announce({ client, auth, eventId, draft });
}

/**
 * Writes over the very text that was read: the block of the online meeting goes back as it came. Where people took our
 * marks out the text is theirs and is not written.
 */
async function announce({ client, auth, eventId, draft }: Omit<Given, 'attachment'>): Promise<EventAnswer> {
  const { '@odata.etag': etag, body } = await client.call({
    auth,
    effect: 'read',
    path: eventPath(eventId),
    query: { $select: 'body' },
    prefer: 'outlook.body-content-type="html"',
    answer: bodyAnswer,
    send: (request) => request.get(),
  });
  const revised = reviseBody({ standing: body.content, draft: draft.bodyHtml });
  const answer = await client.call({
    auth,
    effect: 'write',
    path: eventPath(eventId),
    ifMatch: etag ?? null,
    answer: eventAnswer,
    send: (request) =>
      request.patch({
        // Something attendees see has to be written for the new file to reach them.
        ...(revised.kind === 'revised'
          ? { body: { contentType: 'html', content: revised.html } }
          : { responseRequested: true }),
        singleValueExtendedProperties: [announcement(draft)],
      }),
  });
  return marked({ answer, draft });
}
