import { maySignInAgain } from './may-sign-in-again.ts';
import type { QueuedMail } from './queue-mail.ts';
import type { ReminderFacts } from './reminder-facts.ts';

/** The first plan of a newly connected manager, once there is one and until it is sent. */
export function duePlanPreviews({ connections, conversations, people, now }: ReminderFacts): readonly QueuedMail[] {
  const planned = new Set(
    conversations.filter(({ waitingFor }) => waitingFor === 'first_plan_hold').map(({ managerId }) => managerId),
  );
  return [...connections.values()].flatMap(({ id, personId, planHeldUntil }) => {
    const manager = people.get(personId);
    const isHeld = planHeldUntil !== null && Temporal.Instant.compare(now, planHeldUntil) < 0;
    if (manager === undefined || !isHeld || !planned.has(personId)) return [];
    return [
      {
        dedupeKey: `plan_preview.${id}.${planHeldUntil.epochMilliseconds}`,
        template: 'plan-preview',
        recipient: manager,
        payload: { connectionId: id },
      },
    ];
  });
}

/**
 * One notice each time a connection breaks; whoever was told within the last week is not told again. Where an
 * administrator has to grant first, it waits for that: connecting again would be refused.
 */
export function dueReconnectNotices({
  facts: { connections, people, calendarDomains, calendars },
  toldLately,
}: {
  facts: ReminderFacts;
  toldLately: ReadonlySet<string>;
}): readonly QueuedMail[] {
  return [...connections.values()].flatMap(({ id, personId, status, brokenAt, brokenBecause }) => {
    const person = people.get(personId);
    if (status !== 'reconnect_required' || brokenAt === null || person === undefined) return [];
    if (toldLately.has(personId)) return [];
    if (!maySignInAgain({ brokenBecause, workEmail: person.workEmail, domains: calendarDomains, calendars })) return [];
    return [
      {
        dedupeKey: `reconnect_notice.${id}.${brokenAt.epochMilliseconds}`,
        template: 'reconnect-notice',
        recipient: person,
        payload: { connectionId: id },
      },
    ];
  });
}
