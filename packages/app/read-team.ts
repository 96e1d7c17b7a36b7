import type { CalendarOccurrence } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import { planningWindow } from '@throughline/domain/scheduling/planning-window.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { withCalendar } from './calendar-access.ts';
import { firstPlanHold } from './first-plan-hold.ts';
import type { PlanningFacts, TeamToRead } from './planning-facts.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { readFreeBusy, type CalendarContext } from './read-free-busy.ts';

/** A manager's team with what the calendars say of it. */
export type ReadTeam = TeamToRead &
  (
    | {
        readonly kind: 'read';
        /** No invitation leaves before; null where nothing is held back. */
        readonly heldUntil: Temporal.Instant | null;
        /** From when on an invitation can leave. */
        readonly invitationsAt: Temporal.Instant;
        readonly freeBusyOf: ReadonlyMap<string, FreeBusy>;
        readonly occurrences: readonly CalendarOccurrence[];
      }
    | { readonly kind: 'unread'; readonly error: CalendarError }
  );

/** Asks the calendars of one manager and their reports, over all days a conversation of theirs may be put on. */
export async function readTeam(
  context: CalendarContext,
  {
    organizationId,
    facts,
    team,
    now,
  }: { organizationId: string; facts: PlanningFacts; team: TeamToRead; now: Temporal.Instant },
): Promise<ReadTeam> {
  const { organizer, conversations } = team;
  const heldUntil = holdOf({ facts, team, now });
  const invitationsAt = later(heldUntil ?? now, facts.invitationsFrom);
  const window = windowOf({ facts, team, invitationsAt });
  const people = conversations.flatMap(({ reportId }) => {
    const report = facts.people.get(reportId);
    const connection = facts.connectionOf.get(reportId) ?? null;
    return report ? [{ personId: report.id, email: report.workEmail, connection }] : [];
  });
  try {
    const [freeBusyOf, occurrences] = await Promise.all([
      readFreeBusy(context, { organizationId, organizer, people, window }),
      withCalendar({ context, organizationId, connectionId: organizer.id }, (provider, auth) =>
        provider.recurringOccurrences({ auth, window: withDistance(window) }),
      ),
    ]);
    return { ...team, kind: 'read', heldUntil, invitationsAt, freeBusyOf, occurrences };
  } catch (error) {
    if (error instanceof CalendarError) return { ...team, kind: 'unread', error };
    throw error;
  }
}

/**
 * A hold under way goes on; a first plan that comes later than the connection gets its own, until everybody could read
 * the announcement at least.
 */
function holdOf({
  facts,
  team: { manager, organizer, conversations, isFirstPlan },
  now,
}: {
  facts: PlanningFacts;
  team: TeamToRead;
  now: Temporal.Instant;
}): Temporal.Instant | null {
  const { planHeldUntil } = organizer;
  const { invitationsFrom } = facts;
  if (planHeldUntil && Temporal.Instant.compare(now, planHeldUntil) < 0) return later(planHeldUntil, invitationsFrom);
  const [rules] = conversations.flatMap(({ policyId }) => facts.policies.get(policyId)?.rules ?? []);
  if (!isFirstPlan || !rules) return null;
  const hold = firstPlanHold({ manager, timeZone: manager.timeZone ?? 'UTC', rules, now });
  return hold ? later(hold, invitationsFrom) : invitationsFrom;
}

function later(one: Temporal.Instant, other: Temporal.Instant | null): Temporal.Instant {
  return other && Temporal.Instant.compare(other, one) > 0 ? other : one;
}

function windowOf({
  facts,
  team: { manager, conversations },
  invitationsAt,
}: {
  facts: PlanningFacts;
  team: TeamToRead;
  invitationsAt: Temporal.Instant;
}): Interval {
  const timeZone = manager.timeZone ?? 'UTC';
  const policies = new Set(conversations.map(({ policyId }) => facts.policies.get(policyId)));
  const windows = [...policies].flatMap((policy) =>
    policy ? [planningWindow({ invitationsAt, timeZone, rules: policy.rules })] : [],
  );
  const standing = conversations.flatMap(({ id }) => facts.leftBehindOf.get(id)?.start ?? []);
  const byMoment = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b);
  // A time that may be kept can lie before full lead time has passed.
  const [start] = [...windows.map((window) => window.start), ...standing].toSorted(byMoment);
  const end = windows
    .map((window) => window.end)
    .toSorted(byMoment)
    .at(-1);
  if (!start || !end) throw new Error(`The conversations of ${manager.id} have no policy.`);
  return { start, end };
}

/** A 1:1 just outside the window keeps its distance too; the widest a policy may ask for is three days. */
function withDistance({ start, end }: Interval): Interval {
  return { start: start.subtract({ hours: 72 }), end: end.add({ hours: 72 }) };
}
