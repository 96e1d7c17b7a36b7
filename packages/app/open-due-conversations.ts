import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { leftBehindStore } from '@throughline/db/left-behind-store.ts';
import { isOnItsWay } from '@throughline/domain/conversation/waiting-reason.ts';
import type { AppContext } from './context.ts';
import { carryOutDueRequests } from './carry-out-due-requests.ts';
import { explainWaiting } from './explain-waiting.ts';
import { isServed } from './is-served.ts';
import { lookUpCalendarDomains } from './look-up-calendar-domains.ts';
import { meetObligation, type ObligationStep } from './meet-obligation.ts';
import { circumstancesOf, loadWorkforce } from './workforce.ts';

/** Reports whose conversation was opened, passed on, ended without an outcome, lost its date or got another due date. */
export type OpenedConversations = Readonly<Record<ObligationStep['kind'], number>>;

const nothing: OpenedConversations = { opened: 0, superseded: 0, ended: 0, unbooked: 0, redated: 0 };

/**
 * Sees to it that every report who is owed a conversation has exactly one open, with the manager they have today, and
 * that every one without a date says why. Safe to run twice and by several at once: what somebody else changed
 * meanwhile is left for the next run, and the database holds one open conversation a report.
 */
export async function openDueConversations(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'log'>,
  { organizationId }: { organizationId: string },
): Promise<OpenedConversations> {
  await lookUpCalendarDomains(context, { organizationId });
  const now = context.clock.now();
  return context.db.inOrganization(organizationId, async (tx) => {
    const asked = await carryOutDueRequests({ tx, organizationId, now });
    const met = await meetObligations({ tx, organizationId, now });
    const done = { ...met, redated: met.redated + asked };
    // Leave that took an event away may put off the due date too, before another date is looked for.
    if (done.unbooked === 0) return done;
    const { redated } = await meetObligations({ tx, organizationId, now });
    return { ...done, redated: done.redated + redated };
  });
}

/** One step for each report who needs one. */
async function meetObligations({
  tx,
  organizationId,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  now: Temporal.Instant;
}): Promise<OpenedConversations> {
  const workforce = await loadWorkforce({ tx, organizationId, now });
  if (!isServed(workforce.organization)) return nothing;
  const steps = circumstancesOf({ workforce, now }).flatMap((circumstances) => {
    const latest = workforce.latestOf.get(circumstances.report.id) ?? null;
    return meetObligation({ circumstances, latest }) ?? [];
  });
  const done = await store({ tx, steps, now });
  await explainWaiting({ tx, workforce, hasChanged: steps.length > 0, now });
  await cancelLeftBehind({ tx, now });
  return done;
}

/** Old conversations close before their successors open, and a successor opens only if its predecessor was closed here. */
async function store({
  tx,
  steps,
  now,
}: {
  tx: Transaction;
  steps: readonly ObligationStep[];
  now: Temporal.Instant;
}): Promise<OpenedConversations> {
  const conversations = conversationStore(tx);
  const saved = await conversations.saveAll({ changes: steps.flatMap(({ change }) => change ?? []), now });
  const applied = steps.filter(({ change }) => change === null || saved.has(change.before.id));
  const opened = await conversations.openAll({ opened: applied.flatMap((step) => step.opened ?? []), now });

  const idsOf = (kind: ObligationStep['kind']) =>
    applied.flatMap((step) => (step.kind === kind && step.change ? [step.change.before.id] : []));
  await eventStore(tx).wantCancelled({ conversationIds: [...idsOf('ended'), ...idsOf('unbooked')], now });
  const superseded = idsOf('superseded').length;
  return {
    opened: opened.size - superseded,
    superseded,
    ended: idsOf('ended').length,
    unbooked: idsOf('unbooked').length,
    redated: idsOf('redated').length,
  };
}

/**
 * After a change of manager the old event stays until the new manager's invitation is out, so that the report is never
 * without a date. Where no invitation is on its way, or the old one was never sent, it goes now.
 */
async function cancelLeftBehind({ tx, now }: { tx: Transaction; now: Temporal.Instant }): Promise<void> {
  const leftBehind = await leftBehindStore(tx).all({ now });
  const hopeless = leftBehind.filter(
    ({ step, successor }) => step !== 'invited' || !successor || !isOnItsWay(successor),
  );
  await eventStore(tx).wantCancelled({ conversationIds: hopeless.map((one) => one.conversationId), now });
}
