import type { CalendarEvent, EventFile, JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { Preferences } from '../prefer.ts';
import { writeId } from './event-id.ts';
import { presentMoment } from './event-time.ts';
import type { GraphCalendar } from './graph-calendar.ts';

/** A file of an event in the shape of microsoft.graph.fileAttachment, bytes included. */
export function presentAttachment({
  calendar,
  event,
  file,
  preferences,
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  file: EventFile;
  preferences: Pick<Preferences, 'immutableIds'>;
}): JsonObject {
  const id = writeId({
    account: event.account,
    kind: 'attachment',
    id: `${event.id} ${file.id}`,
    immutable: preferences.immutableIds,
  });
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    '@odata.mediaContentType': file.contentType,
    id,
    lastModifiedDateTime: presentMoment(file.updatedAt),
    name: file.name,
    contentType: file.contentType,
    size: file.size,
    isInline: file.isInline,
    contentId: null,
    contentLocation: null,
    contentBytes: calendar.files.bytesOf(file).toString('base64'),
  };
}
