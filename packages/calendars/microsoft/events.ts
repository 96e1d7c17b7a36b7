import { createHash } from 'node:crypto';
import type { CalendarAuth, CalendarEvents } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';
import {
  changedResource,
  eventAnswer,
  eventQuery,
  isKept,
  toCancelled,
  toObserved,
  type EventAnswer,
} from './event-resource.ts';
import { movedRecurrence, recurrenceAnswer, type Recurrence } from './moved-recurrence.ts';
import { markerFilter } from './named-properties.ts';
import { marked, placeEvent } from './place-event.ts';
import { goneError, orNull, readStanding } from './read-event.ts';
import { reviseAgenda } from './revise-agenda.ts';

/** Says what happened and nothing else: it is mailed to the attendees. */
const cancellationComment = 'This conversation was taken out of both calendars.';
const foundEvents = z.object({ value: z.array(eventAnswer) });
const seriesAnswer = z.object({ recurrence: recurrenceAnswer.nullish() });
const noContent = z.unknown();

/** The `transactionId` of a conversation and a generation, as a UUID (RFC 9562, version 8). */
export function idempotencyId({ conversationId, generation }: { conversationId: string; generation: number }): string {
  const name = `throughline ${conversationId.toLowerCase()} ${generation}`;
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export function microsoftEvents(client: GraphClient): CalendarEvents {
  /** Moves the entry to the deleted items; a meeting of the account's own is called off by that. */
  async function remove({ auth, eventId }: { auth: CalendarAuth; eventId: string }): Promise<void> {
    await orNull(() =>
      client.call({
        auth,
        effect: 'write',
        path: eventPath(eventId),
        answer: noContent,
        send: (request) => request.delete(),
      }),
    );
  }

  async function act({
    auth,
    eventId,
    action,
    body,
  }: {
    auth: CalendarAuth;
    eventId: string;
    action: 'cancel' | 'permanentDelete';
    body: Readonly<Record<string, string>>;
  }): Promise<void> {
    await orNull(() =>
      client.call({
        auth,
        effect: 'write',
        path: `${eventPath(eventId)}/${action}`,
        answer: noContent,
        send: (request) => request.post(body),
      }),
    );
  }

  /** What makes a series begin where the draft has it. */
  async function seriesFor({
    auth,
    standing: { id, type },
    draft,
  }: {
    auth: CalendarAuth;
    standing: EventAnswer;
    draft: EventDraft;
  }): Promise<{ readonly recurrence?: Recurrence }> {
    if (type !== 'seriesMaster') return {};
    const { recurrence } = await client.call({
      auth,
      effect: 'read',
      path: eventPath(id),
      query: { $select: 'recurrence' },
      answer: seriesAnswer,
      send: (request) => request.get(),
    });
    const date = draft.start.toZonedDateTimeISO(draft.timeZone).toPlainDate();
    const moved = recurrence && movedRecurrence({ recurrence, date });
    return moved ? { recurrence: moved } : {};
  }

  return {
    idempotencyId,

    place: (input) => placeEvent({ client, ...input }),

    async update({ auth, providerEventId, etag, draft, moves }) {
      const standing = await readStanding({ client, auth, eventId: providerEventId });
      if (standing === null) throw goneError();
      // The answer to an earlier writing was lost, or somebody put it back: writing it again would mail everybody again.
      const isCurrent = etag === null || etag === standing['@odata.etag'];
      if (isCurrent && isKept({ draft, moves, standing })) return toObserved(standing);
      const { categories } = standing;
      const series = moves ? await seriesFor({ auth, standing, draft }) : {};
      const answer = await client.call({
        auth,
        effect: 'write',
        path: eventPath(providerEventId),
        ifMatch: etag,
        answer: eventAnswer,
        send: (request) => request.patch({ ...changedResource({ draft, moves, categories }), ...series }),
      });
      return toObserved(marked({ answer, draft }));
    },

    async reviseAgenda({ auth, providerEventId, draft, attachment }) {
      return toObserved(await reviseAgenda({ client, auth, eventId: providerEventId, draft, attachment }));
    },

    /** Only a meeting that its organizer called can be called off; anything else is deleted. */
    async cancel({ auth, providerEventId: eventId }) {
      const standing = await readStanding({ client, auth, eventId });
      if (standing === null) return;
      if (isOwnMeeting(standing)) {
        await act({ auth, eventId, action: 'cancel', body: { Comment: cancellationComment } });
      } else {
        await remove({ auth, eventId });
      }
    },

    /**
     * Deleting a meeting of one's own mails its attendees (event-delete in the Graph reference). Deleting it for good
     * takes it out of the mailbox, and no mail is spoken of there (event-permanentdelete).
     */
    async discard({ auth, providerEventId: eventId }) {
      const standing = await readStanding({ client, auth, eventId });
      if (standing === null) return;
      if (isOwnMeeting(standing) && standing.isDraft !== true) {
        await act({ auth, eventId, action: 'permanentDelete', body: {} });
      } else {
        await remove({ auth, eventId });
      }
    },

    async get({ auth, providerEventId: eventId }) {
      const standing = await readStanding({ client, auth, eventId });
      return standing && toObserved(standing);
    },

    /** Nobody can ask for a `transactionId`; of several entries with the marker it tells ours from copies. */
    async find({ auth, idempotencyId: transactionId, marker }) {
      const { value } = await client.call({
        auth,
        effect: 'read',
        path: '/me/events',
        query: { ...eventQuery, $filter: markerFilter(marker), $top: 10 },
        answer: foundEvents,
        send: (request) => request.get(),
      });
      const found = value.find((event) => event.transactionId === transactionId) ?? value[0];
      if (found === undefined) return null;
      return found.isCancelled === true ? toCancelled(found) : toObserved(found);
    },
  };
}

function isOwnMeeting({ isOrganizer, attendees }: EventAnswer): boolean {
  return isOrganizer !== false && attendees.length > 0;
}
