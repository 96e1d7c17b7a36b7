import type { CalendarAuth, CalendarEvents, EventAttachment } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { attachOnce } from './agenda-attachment.ts';
import type { GraphClient } from './client.ts';
import { eventPath } from './event-path.ts';
import { eventAnswer, invitation, newResource, toObserved, type EventAnswer } from './event-resource.ts';
import { keptProperties } from './named-properties.ts';
import { allowsTeams } from './online-meeting.ts';
import { goneError, readStanding } from './read-event.ts';

type Given = { client: GraphClient; auth: CalendarAuth; draft: EventDraft };

/**
 * One mail with the agenda in it takes three steps: an entry that nobody is invited to, the file on it, and then the
 * attendees (event-post-attachments: what is attached later comes with the next update only). Each can be taken
 * again without anything coming twice.
 */
export async function placeEvent({
  client,
  auth,
  draft,
  idempotencyId,
  step,
  providerEventId,
  attachment,
}: { client: GraphClient } & Parameters<CalendarEvents['place']>[0]): ReturnType<CalendarEvents['place']> {
  if (step === 'planned') {
    const event = await create({ client, auth, draft, transactionId: idempotencyId });
    return { step: 'created', event: toObserved(event) };
  }
  if (providerEventId === null) throw new Error(`An entry that is ${step} has the provider's id.`);
  if (step === 'created') {
    const event = await attach({ client, auth, eventId: providerEventId, attachment });
    return { step: 'attached', event: toObserved(event) };
  }
  const event = await invite({ client, auth, draft, eventId: providerEventId });
  return { step: 'invited', event: toObserved(event) };
}

/** The same `transactionId` with the same body gives the same entry again. */
async function create({ client, auth, draft, transactionId }: Given & { transactionId: string }): Promise<EventAnswer> {
  const teams = draft.requestOnlineConference && (await allowsTeams({ client, auth }));
  const answer = await client.call({
    auth,
    effect: 'write',
    path: '/me/events',
    answer: eventAnswer,
    send: (request) => request.post(newResource({ draft, transactionId, teams })),
  });
  return marked({ answer, draft });
}

async function attach({
  client,
  auth,
  eventId,
  attachment,
}: Omit<Given, 'draft'> & { eventId: string; attachment: EventAttachment }): Promise<EventAnswer> {
  await attachOnce({ client, auth, eventId, attachment });
  return (await readStanding({ client, auth, eventId })) ?? thrown(goneError());
}

/** A PATCH of attendees alone mails those who are new (event-update in the Graph reference), here: everybody once. */
async function invite({ client, auth, draft, eventId }: Given & { eventId: string }): Promise<EventAnswer> {
  const standing = (await readStanding({ client, auth, eventId })) ?? thrown(goneError());
  const patch = invitation({ draft, standing: standing.attendees });
  if (patch === null) return standing;
  const answer = await client.call({
    auth,
    effect: 'write',
    path: eventPath(eventId),
    answer: eventAnswer,
    send: (request) => request.patch(patch),
  });
  return marked({ answer, draft });
}

/** Answers to writes leave out the properties just written. */
export function marked({ answer, draft }: { answer: EventAnswer; draft: EventDraft }): EventAnswer {
  return { ...answer, singleValueExtendedProperties: [...keptProperties(draft)] };
}

function thrown(error: Error): never {
  throw error;
}
