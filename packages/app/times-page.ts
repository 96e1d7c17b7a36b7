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
  return {
    state: 'open',
    side,
    report,
    manager,
    slots: slots.map(({ start, end }) => ({ startsAt: start.toString(), endsAt: end.toString() })),
    until: expiresAt.toString(),
    instead,
    mayAskForOthers: side === 'report' && refused.size === 0 && instead === null,
    connectUrl:
      side === 'report' && instead === null ? await ownConnectUrl(context, { tx, organizationId, view, now }) : null,
    whoSeesWhat:
      instead === null ? whoSeesWhat({ side, report, manager }) : whoSeesTheQuestion({ side, report, manager }),
  };
}

type ViewedName = Pick<ViewedPerson, 'id' | 'displayName' | 'timeZone'>;

const over = 'There is nothing to pick any more: this conversation needs no date.';

function noTimes({ manager }: ConversationView): TimesResponse {
  const name = manager?.displayName ?? 'your manager';
  return {
    state: 'none',
    sentence: `No times are proposed just now. They are looked for every day, in the calendar of ${name} and the working hours of you both.`,
  };
}

function settledSentence({ view, heldUntil }: { view: ConversationView; heldUntil: Temporal.Instant | null }): string {
  if (view.state === 'booked') return 'It is settled, and the invitation is in both calendars.';
  return heldUntil === null
    ? 'It is settled, and the invitation is on its way to both calendars.'
    : `It is settled. The invitation leaves with the first plan of ${view.manager?.displayName ?? 'the manager'}, within days.`;
}

function whoSeesWhat({ side, report, manager }: { side: Side } & Record<Side, { displayName: string }>): string {
  const shared = 'You both see these times; HR sees that there are some, and the date once it is settled.';
  return side === 'report'
    ? `${shared} ${manager.displayName} is not told that you asked for other times, and never sees your calendar.`
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
