import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { reviseBody } from '@throughline/domain/scheduling/revise-body.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';
import { agendaLink, eventAnswer, eventFields, type EventAnswer } from './event-resource.ts';

const calendarId = 'primary';
const attachment = z.object({
  fileUrl: z.string().exactOptional(),
  title: z.string().exactOptional(),
  mimeType: z.string().exactOptional(),
  iconLink: z.string().exactOptional(),
  fileId: z.string().exactOptional(),
});
/** The one reading that asks for text: it is compared, written back around the agenda, and kept nowhere. */
const agendaAnswer = z.object({
  status: z.string(),
  etag: z.string().optional(),
  description: z.string().default(''),
  attachments: z.array(attachment).default([]),
});
const agendaFields = 'status,etag,description,attachments(fileUrl,title,mimeType,iconLink,fileId)';

type Given = { client: GoogleClient; auth: CalendarAuth; eventId: string; draft: EventDraft };

/**
 * Writes over the version it has read and only what differs from the draft's agenda, so a repetition finds nothing to
 * write and tells nobody. Null when there was nothing to write.
 */
export async function reviseAgenda({ client, auth, eventId, draft }: Given): Promise<EventAnswer | null> {
  const standing = await client.call({
    auth,
    effect: 'read',
    answer: agendaAnswer,
    send: (options) => client.api.events.get({ calendarId, eventId, fields: agendaFields }, options),
  });
  if (standing.status === 'cancelled') {
    throw new CalendarError({ kind: 'not_found', message: 'The entry was deleted.' });
  }
  const requestBody = differences({ standing, draft });
  if (requestBody === null) return null;
  return client.call({
    auth,
    effect: 'write',
    answer: eventAnswer,
    ifMatch: standing.etag ?? null,
    send: (options) =>
      client.api.events.patch(
        {
          calendarId,
          eventId,
          sendUpdates: 'all',
          // On every write, or the conference is taken for gone.
          conferenceDataVersion: 1,
          supportsAttachments: true,
          fields: eventFields,
          requestBody,
        },
        options,
      ),
  });
}

/** An array given in a patch replaces the whole one, so people's own attachments go along. */
function differences({ standing, draft }: { standing: z.infer<typeof agendaAnswer>; draft: EventDraft }) {
  const body = reviseBody({ standing: standing.description, draft: draft.bodyHtml });
  const link = agendaLink(draft);
  const isStanding = standing.attachments.some(
    ({ fileUrl, title }) => fileUrl === link.fileUrl && title === link.title,
  );
  if (body.kind !== 'revised' && isStanding) return null;
  const others = standing.attachments.filter(({ fileUrl }) => fileUrl !== link.fileUrl);
  return {
    ...(body.kind === 'revised' ? { description: body.html } : {}),
    attachments: [link, ...others],
  };
}
