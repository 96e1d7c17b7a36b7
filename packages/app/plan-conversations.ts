import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { sweepStore, type SweepLease } from '@throughline/db/sweep-store.ts';
import { planConversations as chooseSlots } from '@throughline/domain/scheduling/plan.ts';
import type { BookedConversation } from '@throughline/domain/scheduling/planning-input.ts';
import type { AppContext } from './context.ts';
import { inParallel } from './in-parallel.ts';
import { isServed } from './is-served.ts';
import { loadPlanningFacts, type PlanningFacts } from './planning-facts.ts';
import { openInvitations } from './open-invitations.ts';
import type { CalendarError } from './ports/calendar-error.ts';
import { proposeTimes } from './propose-times.ts';
import { readTeam, type ReadTeam } from './read-team.ts';
import { storePlan, type StoredPlan } from './store-plan.ts';
import { teamToPlan } from './team-to-plan.ts';
import { unreadForNow } from './unread-for-now.ts';
import { withCalendarHours } from './with-calendar-hours.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log' | 'publicUrl' | 'queue'>;

/** Conversations that got a slot, and that found none; managers whose calendar could not be read. */
export type PlannedConversations = Readonly<Record<'planned' | 'withoutSlot' | 'unreadManagers', number>>;

const sweepName = 'plan-conversations';
const teamsAtOnce = 8;
/** Wall time for one batch of teams; renewed with each plan that is stored. */
const leaseTime = { minutes: 5 } as const;
const lookAgainAfterTrouble = Temporal.Duration.from({ minutes: 15 });

/**
 * Finds a slot for every due conversation within the horizon whose manager is connected, and writes down the event
 * that is to be sent. Nothing is planned while an announcement is on its way to people. Calendars are asked only where a conversation looks for a slot, and by one worker at a time;
 * whoever loses the lease stores nothing more.
 */
export async function planConversations(
  context: Context,
  { organizationId }: { organizationId: string },
): Promise<PlannedConversations> {
  const { db, clock } = context;
  const now = clock.now();
  const total = { planned: 0, withoutSlot: 0, unreadManagers: 0 };
  const begun = await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization || !isServed(organization)) return null;
    if ((await openInvitations({ tx, organization, now })) === 'not_yet') return null;
    await proposalStore(tx).withdrawIdle({ now });
    const facts = await loadPlanningFacts({ tx, now });
    if (!facts) return null;
    const lease = await sweepStore(tx).lease({
      name: sweepName,
      wall: clock.wall(),
      until: clock.wall().add(leaseTime),
    });
    return lease && { facts, lease };
  });
  if (!begun) return total;
  const { facts, lease } = begun;

  try {
    for await (const { team, stored } of plannedTeams(context, { organizationId, facts, lease, now })) {
      if (stored === null) return total;
      total.planned += stored.planned.length;
      total.withoutSlot += stored.withoutSlot;
      total.unreadManagers += team.kind === 'unread' ? 1 : 0;
    }
    return total;
  } finally {
    // Only while it is still ours; what a failure left undone is anybody's again.
    await db.inOrganization(organizationId, (tx) => sweepStore(tx).release(lease));
  }
}

/** Reads a few teams at once and plans them one after another: who is in two teams keeps what the first one chose. */
async function* plannedTeams(
  context: Context,
  {
    organizationId,
    facts,
    lease,
    now,
  }: { organizationId: string; facts: PlanningFacts; lease: SweepLease; now: Temporal.Instant },
): AsyncGenerator<{ readonly team: ReadTeam; readonly stored: StoredPlan | null }> {
  const chosen = new Map<string, BookedConversation[]>(Map.groupBy(facts.dates, (date) => date.personId));
  const bookedOf = (personId: string) => chosen.get(personId) ?? [];
  const note = (personId: string, booked: BookedConversation) => chosen.set(personId, [...bookedOf(personId), booked]);

  for (let from = 0; from < facts.teams.length; from += teamsAtOnce) {
    const someTeams = { ...facts, teams: facts.teams.slice(from, from + teamsAtOnce) };
    const some = await withCalendarHours(context, { organizationId, facts: someTeams, now });
    const read = await inParallel({
      items: some.teams,
      limit: teamsAtOnce,
      work: (team) => readTeam(context, { organizationId, facts: some, team, now }),
    });
    for (const each of read) {
      const team = await withoutUnread(context, { organizationId, team: each, now });
      if (team.kind === 'unread') {
        yield { team, stored: { planned: [], withoutSlot: 0 } };
        continue;
      }
      const toPlan = teamToPlan({ team, facts: some, bookedOf });
      const { invitationsAt } = team;
      const chosenSlots = chooseSlots({ managers: [toPlan], now, invitationsAt });
      const { plan, proposals } = proposeTimes({ team: toPlan, plan: chosenSlots, facts, invitationsAt });
      const before = new Map(chosen);
      for (const planned of plan) {
        if (planned.kind === 'none') continue;
        note(planned.managerId, { slot: planned.slot, role: 'manager' });
        note(planned.reportId, { slot: planned.slot, role: 'report' });
      }
      const leaseUntil = context.clock.wall().add(leaseTime);
      const stored = await storePlan(context, {
        organizationId,
        facts: some,
        team,
        plan,
        proposals,
        bookedOf: (personId) => before.get(personId) ?? [],
        lease,
        leaseUntil,
        now,
      });
      if (stored && !team.heldUntil) await wake(context, { organizationId, stored });
      yield { team, stored };
    }
  }
}

async function wake(
  { queue }: Pick<AppContext, 'queue'>,
  { organizationId, stored }: { organizationId: string; stored: StoredPlan },
): Promise<void> {
  for (const conversationId of stored.planned) {
    await queue.wake({ name: 'book-conversation', organizationId, conversationId });
  }
}

/**
 * Whose calendar, or whose manager's, did not answer this time is looked at again soon: not a word about the
 * conversation until then. The others are planned.
 */
async function withoutUnread(
  context: Pick<AppContext, 'db' | 'log'>,
  { organizationId, team, now }: { organizationId: string; team: ReadTeam; now: Temporal.Instant },
): Promise<ReadTeam> {
  const { organizer, conversations } = team;
  if (team.kind === 'unread') {
    const { kind } = team.error;
    const about = { organizationId, connectionId: organizer.id, kind };
    context.log.warn(about, 'A calendar could not be read for planning.');
    await postpone(context, { organizationId, conversations, pause: longer(team.error), now });
    return team;
  }
  const { manager, freeBusyOf } = team;
  const isUnread = ({ reportId }: StoredConversation) =>
    [manager.id, reportId].some((personId) => unreadForNow(freeBusyOf.get(personId)));
  const [waiting, rest] = [conversations.filter(isUnread), conversations.filter((one) => !isUnread(one))];
  if (waiting.length > 0) {
    context.log.warn(
      { organizationId, connectionId: organizer.id, conversations: waiting.length },
      'A calendar did not answer for planning.',
    );
    await postpone(context, { organizationId, conversations: waiting, pause: lookAgainAfterTrouble, now });
  }
  return { ...team, conversations: rest };
}

async function postpone(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    conversations,
    pause,
    now,
  }: {
    organizationId: string;
    conversations: readonly StoredConversation[];
    pause: Temporal.Duration;
    now: Temporal.Instant;
  },
): Promise<void> {
  const planAgainAt = now.add(pause);
  const changes = conversations.map((before) => ({
    before,
    after: { ...before, planTriedAt: now, planAgainAt },
    history: null,
  }));
  await db.inOrganization(organizationId, (tx) => conversationStore(tx).saveAll({ changes, now }));
}

function longer({ retryAfter }: CalendarError): Temporal.Duration {
  if (!retryAfter) return lookAgainAfterTrouble;
  return Temporal.Duration.compare(retryAfter, lookAgainAfterTrouble) > 0 ? retryAfter : lookAgainAfterTrouble;
}
