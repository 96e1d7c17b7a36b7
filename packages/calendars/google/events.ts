import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth, CalendarEvents, CancelledEvent, ObservedEvent } from '@throughline/app/ports/calendar.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';
import {
  changedResource,
  eventAnswer,
  eventFields,
  newResource,
  toCancelled,
  toObserved,
  type EventAnswer,
} from './event-resource.ts';
import { isAllDay } from './event-time.ts';
import { reviseAgenda } from './revise-agenda.ts';
import { timeZone } from './settings.ts';

const calendarId = 'primary';
const foundEvents = z.object({ items: z.array(eventAnswer).default([]) });
const noContent = z.unknown();

/**
 * Ids are base32hex, 5 to 1,024 characters (Event.id in the Calendar v3 reference); the hexadecimal of a UUID is. A
 * deleted entry keeps its id for good, hence the generation.
 */
export function idempotencyId({ conversationId, generation }: { conversationId: string; generation: number }): string {
  return `tl${conversationId.replaceAll('-', '').toLowerCase()}g${generation}`;
}

export function googleEvents(client: GoogleClient): CalendarEvents {
  const { events } = client.api;

  async function observe({
    auth,
    answer,
  }: {
    auth: CalendarAuth;
    answer: EventAnswer;
  }): Promise<ObservedEvent | CancelledEvent> {
    if (answer.status === 'cancelled') return toCancelled(answer);
    const ownerZone = isAllDay(answer.start) ? ((await timeZone({ client, auth })) ?? 'UTC') : 'UTC';
    return toObserved({ answer, ownerZone });
  }

  async function written(input: { auth: CalendarAuth; answer: EventAnswer }): Promise<ObservedEvent> {
    const observed = await observe(input);
    if (observed.status === 'confirmed') return observed;
    throw new CalendarError({ kind: 'not_found', message: 'The entry had been deleted when it was written to.' });
  }

  async function read({
    auth,
    eventId,
  }: {
    auth: CalendarAuth;
    eventId: string;
  }): Promise<ObservedEvent | CancelledEvent | null> {
    const answer = await orNull(() =>
      client.call({
        auth,
        effect: 'read',
        answer: eventAnswer,
        send: (options) => events.get({ calendarId, eventId, fields: eventFields }, options),
      }),
    );
    return answer === null ? null : observe({ auth, answer });
  }

  async function remove({
    auth,
    eventId,
    tell,
  }: {
    auth: CalendarAuth;
    eventId: string;
    tell: 'all' | 'none';
  }): Promise<void> {
    await orNull(() =>
      client.call({
        auth,
        effect: 'write',
        answer: noContent,
        send: (options) => events.delete({ calendarId, eventId, sendUpdates: tell }, options),
      }),
    );
  }

  /** Writing to a deleted entry is answered 403 `forbidden` (googleapis/google-api-python-client#846). */
  async function orNotFound<T>({
    auth,
    eventId,
    write,
  }: {
    auth: CalendarAuth;
    eventId: string;
    write: () => Promise<T>;
  }): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof CalendarError) || error.kind !== 'refused') throw error;
      const standing = await read({ auth, eventId });
      if (standing?.status === 'confirmed') throw error;
      throw new CalendarError({ kind: 'not_found', message: 'The entry was deleted.', cause: error.cause });
    }
  }

  return {
    idempotencyId,

    /** Google takes everything in one step. */
    async place({ auth, draft, idempotencyId: id }) {
      const answer = await client.call({
        auth,
        effect: 'write',
        answer: eventAnswer,
        send: (options) =>
          events.insert(
            {
              calendarId,
              sendUpdates: 'all',
              conferenceDataVersion: 1,
              supportsAttachments: true,
              fields: eventFields,
              requestBody: newResource({ draft, id }),
            },
            options,
          ),
      });
      return { step: 'invited', event: await written({ auth, answer }) };
    },

    async update({ auth, providerEventId, etag, draft, moves }) {
      const answer = await orNotFound({
        auth,
        eventId: providerEventId,
        write: () =>
          client.call({
            auth,
            effect: 'write',
            answer: eventAnswer,
            ifMatch: etag,
            send: (options) =>
              events.patch(
                {
                  calendarId,
                  eventId: providerEventId,
                  sendUpdates: 'all',
                  // On every write, or the conference is taken for gone.
                  conferenceDataVersion: 1,
                  supportsAttachments: true,
                  fields: eventFields,
                  requestBody: changedResource({ draft, moves }),
                },
                options,
              ),
          }),
      });
      return written({ auth, answer });
    },

    async reviseAgenda({ auth, providerEventId: eventId, draft }) {
      const answer = await orNotFound({
        auth,
        eventId,
        write: () => reviseAgenda({ client, auth, eventId, draft }),
      });
      const observed = answer === null ? await read({ auth, eventId }) : await written({ auth, answer });
      if (observed?.status === 'confirmed') return observed;
      throw new CalendarError({ kind: 'not_found', message: 'The entry was deleted.' });
    },

    cancel: ({ auth, providerEventId }) => remove({ auth, eventId: providerEventId, tell: 'all' }),
    discard: ({ auth, providerEventId }) => remove({ auth, eventId: providerEventId, tell: 'none' }),
    get: ({ auth, providerEventId }) => read({ auth, eventId: providerEventId }),

    async find({ auth, idempotencyId: eventId, marker }) {
      const byId = await read({ auth, eventId });
      if (byId !== null) return byId;
      const { items } = await client.call({
        auth,
        effect: 'read',
        answer: foundEvents,
        send: (options) =>
          events.list(
            {
              calendarId,
              privateExtendedProperty: [`throughlineEvent=${marker}`],
              maxResults: 2,
              fields: `items(${eventFields})`,
            },
            options,
          ),
      });
      const [answer] = items;
      return answer === undefined ? null : observe({ auth, answer });
    },
  };
}

/** 404 and 410: it is not there, which is what reading and deleting want to know. */
async function orNull<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CalendarError && error.kind === 'not_found') return null;
    throw error;
  }
}
