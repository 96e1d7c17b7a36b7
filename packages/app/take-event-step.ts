import { hasItsMarks, sameTimes, writeAgain, type Written } from '@throughline/domain/conversation/write-again.ts';
import { agendaAttachment } from './agenda-attachment.ts';
import { withCalendar } from './calendar-access.ts';
import { checkSlot } from './check-slot.ts';
import type { EventCase } from './event-case.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { CalendarAuth, CalendarProvider, CancelledEvent, EventStep, ObservedEvent } from './ports/calendar.ts';
import type { CalendarContext } from './read-free-busy.ts';

/** What one try came to; nothing is stored yet. */
export type StepTaken =
  /** The entry stands in the calendar as far as `step`; people may have changed it since we last read it. */
  | {
      readonly kind: 'stands';
      readonly step: EventStep;
      readonly observed: ObservedEvent;
      readonly mayHoldEdits: boolean;
    }
  /** The entry shows the newest agenda; of the rest of it nothing was looked at. */
  | { readonly kind: 'agenda_revised' }
  /** Somebody put the entry elsewhere before it could be written, and there it stays. */
  | { readonly kind: 'gave_way'; readonly isMarked: boolean }
  | { readonly kind: 'cancelled' }
  /** Nothing of it is in the calendar, and this slot shall not be. */
  | { readonly kind: 'stale'; readonly why: string }
  /** The provider keeps the id of a deleted entry for good: go on under the next one. */
  | { readonly kind: 'id_used_up'; readonly generation: number; readonly idempotencyId: string };

type Calendar = { readonly provider: CalendarProvider; readonly auth: CalendarAuth };

/**
 * Takes one step of one event towards what should stand in the calendar. After a try whose outcome is not known it
 * looks before it creates again. Throws CalendarErrors.
 */
export async function takeEventStep(context: CalendarContext, eventCase: EventCase): Promise<StepTaken> {
  const { event, organizationId } = eventCase;
  const inCalendar = <T>(work: (calendar: Calendar) => Promise<T>) =>
    withCalendar({ context, organizationId, connectionId: event.connectionId }, (provider, auth) =>
      work({ provider, auth }),
    );

  if (event.desiredStep === 'cancelled') return inCalendar((calendar) => cancel({ ...calendar, eventCase }));
  if (event.step === 'invited') {
    const change = event.appliedVersion < event.desiredVersion ? update : reviseAgenda;
    return inCalendar((calendar) => change({ ...calendar, eventCase }));
  }
  const mayBeThere = event.attempts > 1;
  const found = mayBeThere ? await inCalendar((calendar) => lookFor({ ...calendar, eventCase })) : null;
  if (found) return found;
  if (event.step === 'planned') {
    const check = await checkSlot(context, eventCase);
    if (check.kind === 'stale') return check;
  }
  return inCalendar((calendar) => place({ ...calendar, eventCase }));
}

type Given = Calendar & { readonly eventCase: EventCase };

function find({ provider, auth, eventCase: { event } }: Given): Promise<ObservedEvent | CancelledEvent | null> {
  return provider.events.find({ auth, idempotencyId: event.idempotencyId, marker: event.marker });
}

/** Null when it is not there, or no further than we knew. */
async function lookFor(given: Given): Promise<StepTaken | null> {
  const found = await find(given);
  if (found?.status === 'cancelled') return nextId(given);
  if (!found || !isFurther(reached(found), given.eventCase.event.step)) return null;
  return { kind: 'stands', step: reached(found), observed: found, mayHoldEdits: true };
}

function nextId({ provider, eventCase: { event } }: Given): StepTaken {
  const generation = event.generation + 1;
  const { conversationId } = event;
  return {
    kind: 'id_used_up',
    generation,
    idempotencyId: provider.events.idempotencyId({ conversationId, generation }),
  };
}

async function place({ provider, auth, eventCase }: Given): Promise<StepTaken> {
  const { step, draft, idempotencyId, providerEventId } = eventCase.event;
  if (step === 'invited' || step === 'cancelled') throw new Error(`There is no placing an event that is ${step}.`);
  const attachment = agendaAttachment(draft);
  try {
    const placed = await provider.events.place({ auth, draft, idempotencyId, step, providerEventId, attachment });
    return { kind: 'stands', step: placed.step, observed: placed.event, mayHoldEdits: false };
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    const isThere = error.kind === 'conflict';
    // Somebody deleted what was created and not yet sent.
    const isGone = error.kind === 'not_found' && step !== 'planned';
    if (!isThere && !isGone) throw error;
    return (await lookFor({ provider, auth, eventCase })) ?? nextId({ provider, auth, eventCase });
  }
}

async function reviseAgenda({ provider, auth, eventCase: { event } }: Given): Promise<StepTaken> {
  const { draft } = event;
  const attachment = agendaAttachment(draft);
  await provider.events.reviseAgenda({ auth, providerEventId: knownId(event), draft, attachment });
  return { kind: 'agenda_revised' };
}

/**
 * A first try writes over the entry we know and over no other. Before a later one it looks: what stands there may be our
 * own writing, or what somebody made of the entry since.
 */
async function update({ provider, auth, eventCase: { event } }: Given): Promise<StepTaken> {
  const { draft, attempts, stoodFrom, stoodUntil } = event;
  const providerEventId = knownId(event);
  const before = stoodFrom && stoodUntil && { start: stoodFrom, end: stoodUntil };
  const moves = before === null || !sameTimes(before, draft);
  const write = async (etag: string | null) => provider.events.update({ auth, providerEventId, etag, draft, moves });
  if (attempts === 1 && event.etag !== null) {
    return { kind: 'stands', step: 'invited', observed: await write(event.etag), mayHoldEdits: false };
  }
  const current = await provider.events.get({ auth, providerEventId });
  if (current?.status !== 'confirmed') throw goneError();
  const wanted = writtenOf(draft);
  const next = writeAgain({ wanted, moves, before, shown: current });
  if (next === 'give_way') return { kind: 'gave_way', isMarked: hasItsMarks({ wanted, shown: current }) };
  const observed = next === 'write' ? await write(current.etag) : current;
  return { kind: 'stands', step: 'invited', observed, mayHoldEdits: current.etag !== event.etag };
}

function writtenOf({ marker, ...draft }: EventCase['event']['draft']): Written {
  return { ...draft, marker: marker.value };
}

/** The next reading of the calendar finds out and does what follows. */
function goneError(): CalendarError {
  return new CalendarError({ kind: 'not_found', message: 'The entry was gone when it was to be changed.' });
}

async function cancel({ provider, auth, eventCase }: Given): Promise<StepTaken> {
  const { event } = eventCase;
  const known = event.providerEventId ?? (await standingId({ provider, auth, eventCase }));
  if (known !== null) await provider.events.cancel({ auth, providerEventId: known });
  return { kind: 'cancelled' };
}

async function standingId(given: Given): Promise<string | null> {
  const found = await find(given);
  return found?.status === 'confirmed' ? found.providerEventId : null;
}

function knownId({ providerEventId, id }: EventCase['event']): string {
  if (providerEventId === null) throw new Error(`Event ${id} was invited without the provider's id.`);
  return providerEventId;
}

const order: readonly EventStep[] = ['planned', 'created', 'attached', 'invited'];

/** Attendees are added with the last step only. */
function reached({ attendees }: ObservedEvent): EventStep {
  return attendees.length > 0 ? 'invited' : 'created';
}

function isFurther(step: EventStep, than: EventCase['event']['step']): boolean {
  return than !== 'cancelled' && order.indexOf(step) > order.indexOf(than);
}
