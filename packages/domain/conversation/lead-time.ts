import type { Conversation } from './conversation.ts';

/** Whether a start lies at least `days` times 24 hours after the invitation, so that no clock change shortens a lead time. */
export function keepsLead({
  invitedAt,
  startsAt,
  days,
}: {
  invitedAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  days: number;
}): boolean {
  return Temporal.Instant.compare(invitedAt.add({ hours: days * 24 }), startsAt) <= 0;
}

/** Whole days from the present event's invitation to its start; `null` without one, negative for an event moved into the past. */
export function leadDaysOf({ bookedAt, startsAt }: Pick<Conversation, 'bookedAt' | 'startsAt'>): number | null {
  if (bookedAt === null || startsAt === null) return null;
  return Math.floor(bookedAt.until(startsAt).total('hours') / 24);
}
