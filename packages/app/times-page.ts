import type { TimesResponse } from '@throughline/contracts/pages/times.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { ConversationView, ViewedPerson } from '@throughline/db/conversation-view-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore, type Proposal } from '@throughline/db/proposal-store.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { AppContext } from './context.ts';
import { dateTroubleSentence } from './date-trouble-sentence.ts';
import { loadCalendarDomains } from './load-calendar-domains.ts';
import { connectUrl } from './mail-links.ts';
import { mayBeAsked } from './may-be-asked.ts';
import { outsideHours } from './outside-hours.ts';
import { recordOf } from './observed-state.ts';
import { standingOf, type Picking } from './read-for-picking.ts';
import { sideOf } from './record-evidence.ts';

type Context = Pick<AppContext, 'db' | 'clock' | 'keyring' | 'publicUrl' | 'calendars'>;

/** What the two see of the times proposed for their conversation. Looking changes nothing. Null for everybody else. */
export function timesPage(
  context: Context,
  { organizationId, conversationId, personId }: Picking,
): Promise<TimesResponse | null> {
  const now = context.clock.now();
  return context.db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    const side =
      view && sideOf({ conversation: { reportId: view.report.id, managerId: view.manager?.id ?? null }, personId });
    if (!view?.manager || side === null) return null;
    const report = personOf(view.report);
    const manager = personOf(view.manager);
    const standing = await standingOf({ tx, conversation: view, personId, now });
    if (standing.kind === 'open') {
      const { proposal, event } = standing;
      return openTimes(context, { tx, organizationId, view, side, report, manager, proposal, event, now });
    }
    const [event] = standing.kind === 'settled' ? await eventStore(tx).wantedOf([conversationId]) : [];
    if (!event) return view.state === 'due' ? noTimes(view) : { state: 'closed', sentence: over };
    const slot = { startsAt: event.startsAt.toString(), endsAt: event.endsAt.toString() };
    return {
      state: 'settled',
      side,
      report,
      manager,
      slot,
      sentence: settledSentence({ view, heldUntil: event.heldUntil }),
    };
  });
}

async function openTimes(
  context: Context,
  {
    tx,
    organizationId,
    view,
    side,
    report,
    manager,
    proposal: { slots, expiresAt, askedBecause },
    event,
    now,
  }: {
    tx: Transaction;
    organizationId: string;
    view: ConversationView;
    side: Side;
    report: ViewedName;
    manager: ViewedName;
    proposal: Proposal;
    event: StoredEvent | null;
    now: Temporal.Instant;
  },
): Promise<TimesResponse> {
  const instead = event && {
    slot: { startsAt: event.startsAt.toString(), endsAt: event.endsAt.toString() },
    sentence: dateTroubleSentence({ because: askedBecause, reasons: recordOf(event).asked }),
  };
  const refused = await proposalStore(tx).refused([view.id]);
  const bothKnown = instead !== null || view.waitingFor !== 'calendar_unknown';
  const policy = (await policyStore(tx).all()).find(({ id }) => id === view.policyId);
  const people = new Map((await peopleStore(tx).byIds([report.id, manager.id])).map((one) => [one.id, one]));
  const hours = { report: people.get(report.id) ?? null, manager: people.get(manager.id) ?? null };
  const noOne = { report: false, manager: false };
  return {
    state: 'open',
    side,
    report,
    manager,
    slots: slots.map(({ start, end }) => ({
      startsAt: start.toString(),
      endsAt: end.toString(),
      outsideHours: policy ? outsideHours({ slot: { start, end }, rules: policy.rules, ...hours }) : noOne,
    })),
    bothKnown,
    until: expiresAt.toString(),
    instead,
    mayAskForOthers: side === 'report' && refused.size === 0 && instead === null,
    connectUrl:
      side === 'report' && !bothKnown ? await ownConnectUrl(context, { tx, organizationId, view, now }) : null,
    whoSeesWhat:
      instead === null
        ? whoSeesWhat({ side, report, manager, bothKnown })
        : whoSeesTheQuestion({ side, report, manager }),
  };
}

type ViewedName = Pick<ViewedPerson, 'id' | 'displayName' | 'timeZone'>;

const over = 'There is nothing to pick any more: this conversation needs no date.';

function noTimes({ manager, waitingFor }: ConversationView): TimesResponse {
  const name = manager?.displayName ?? 'the manager';
  const nothing = {
    no_common_time: `There is not one time to propose just now: nothing inside the working hours of you both is free in both calendars. What would help: an hour freed in either calendar, or working hours that meet.`,
    capacity: `There is not one time to propose just now: every day that would do is taken by other conversations. What would help: that ${name} moves one of them.`,
    else: `No times are proposed just now. They are looked for in the calendar of ${name} and the working hours of you both.`,
  };
  const known = waitingFor === 'no_common_time' || waitingFor === 'capacity';
  return { state: 'none', sentence: `${nothing[known ? waitingFor : 'else']} It is looked at again every day.` };
}

function settledSentence({ view, heldUntil }: { view: ConversationView; heldUntil: Temporal.Instant | null }): string {
  if (view.state === 'booked') return 'It is settled, and the invitation is in both calendars.';
  return heldUntil === null
    ? 'It is settled, and the invitation is on its way to both calendars.'
    : `It is settled. The invitation leaves with the first plan of ${view.manager?.displayName ?? 'the manager'}, within days.`;
}

function whoSeesWhat({
  side,
  report,
  manager,
  bothKnown,
}: { side: Side; bothKnown: boolean } & Record<Side, { displayName: string }>): string {
  const shared = 'You both see these times; HR sees that there are some, and the date once it is settled.';
  if (side === 'report') {
    return `${shared} ${manager.displayName} is not told that you asked for other times, and never sees your calendar.`;
  }
  return bothKnown
    ? `${shared} Of the calendar of ${report.displayName} you see no more than that these times are free in it.`
    : `${shared} Nobody has looked into the calendar of ${report.displayName}: pick what you would suggest, and they can still move it or say not now.`;
}

function whoSeesTheQuestion({ side, report, manager }: { side: Side } & Record<Side, { displayName: string }>): string {
  const other = side === 'report' ? manager.displayName : report.displayName;
  return `Only you are asked. ${other} and HR see the date and that other times were proposed, never what else is in your calendar.`;
}

/** Null where it would show nothing: their calendar is connected, or an administrator has to grant first. */
async function ownConnectUrl(
  context: Context,
  {
    tx,
    organizationId,
    view: { report, policyId },
    now,
  }: { tx: Transaction; organizationId: string; view: ConversationView; now: Temporal.Instant },
): Promise<string | null> {
  const connection = await connectionStore(tx).ofPerson(report.id);
  const person = await peopleStore(tx).byId(report.id);
  const policy = (await policyStore(tx).all()).find(({ id }) => id === policyId);
  if (connection?.status === 'active' || !person || !policy) return null;
  const domains = await loadCalendarDomains(tx);
  if (!mayBeAsked({ workEmail: person.workEmail, domains, calendars: context.calendars })) return null;
  const expiresAt = now.add({ hours: policy.rules.connectReminderDays * 24 });
  return connectUrl(context, { organizationId, personId: report.id, expiresAt });
}

function personOf({ id, displayName, timeZone }: ViewedPerson): ViewedName {
  return { id, displayName, timeZone };
}
