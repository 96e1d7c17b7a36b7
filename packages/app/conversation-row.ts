import type { ConversationRow } from '@throughline/contracts/pages/conversations.ts';
import type { V1ConversationPage } from '@throughline/contracts/v1/conversations.ts';
import type { ConversationView, ViewedPerson } from '@throughline/db/conversation-view-store.ts';
import { calendarTrouble, type CalendarTrouble } from '@throughline/domain/connection/calendar-trouble.ts';
import { leadDaysOf } from '@throughline/domain/conversation/lead-time.ts';

/** A conversation as a row of a page. */
export function conversationRow({ view, now }: { view: ConversationView; now: Temporal.Instant }): ConversationRow {
  const trouble = troubleOfDate({ view, now });
  return {
    id: view.id,
    report: personOnPage(view.report),
    manager: view.manager && personOnPage(view.manager),
    state: view.state,
    dueOn: view.dueOn.toString(),
    slot: slotOnPage(view),
    calendarTrouble: trouble && { kind: trouble.kind, since: trouble.since.toString() },
    leadDays: leadDaysOf(view),
    waitingFor: view.waitingFor,
    heldOn: view.heldOn?.toString() ?? null,
    grade: view.grade,
  };
}

/** A conversation as the REST API states it: dates and states, never content. */
export function v1Conversation({
  view,
  now,
}: {
  view: ConversationView;
  now: Temporal.Instant;
}): V1ConversationPage['results'][number] {
  return {
    id: view.id,
    employee: { id: view.report.id, remote_id: view.report.externalId },
    manager: view.manager && { id: view.manager.id, remote_id: view.manager.externalId },
    state: view.state,
    due_on: view.dueOn.toString(),
    starts_at: view.startsAt?.toString() ?? null,
    ends_at: view.endsAt?.toString() ?? null,
    booked_at: view.bookedAt?.toString() ?? null,
    lead_days: leadDaysOf(view),
    calendar_unknown_since: troubleOfDate({ view, now })?.since.toString() ?? null,
    waiting_for: view.waitingFor,
    held_on: view.heldOn?.toString() ?? null,
    evidence: view.grade,
    modified_at: view.updatedAt.toString(),
  };
}

export function personOnPage({ id, displayName, timeZone }: ViewedPerson) {
  return { id, displayName, timeZone };
}

export function slotOnPage({ startsAt, endsAt }: Pick<ConversationView, 'startsAt' | 'endsAt'>) {
  return startsAt && endsAt ? { startsAt: startsAt.toString(), endsAt: endsAt.toString() } : null;
}

/** Why a date that is still to come cannot be kept true; null where it can, or where there is none. */
export function troubleOfDate({
  view: { state, calendar },
  now,
}: {
  view: Pick<ConversationView, 'state' | 'calendar'>;
  now: Temporal.Instant;
}): CalendarTrouble | null {
  return state === 'booked' && calendar !== null ? calendarTrouble({ connection: calendar, now }) : null;
}
