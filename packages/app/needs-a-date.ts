import {
  needsDateReasons,
  type NeedsADateFilter,
  type NeedsADateResponse,
  type NeedsADateRow,
} from '@throughline/contracts/pages/needs-a-date.ts';
import { absenceStore } from '@throughline/db/absence-store.ts';
import type { ConversationFilter, ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { NeedsDate } from '@throughline/db/needs-date.ts';
import { needsDateStore } from '@throughline/db/needs-date-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { nearEnough, type NearEnough } from '@throughline/domain/conversation/needs-date.ts';
import { absencesOf } from '@throughline/domain/people/leave.ts';
import { isWithin } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { personOnPage } from './conversation-row.ts';
import { hasListOfHelp, helpOnList } from './help-on-list.ts';
import { listConversations } from './list-conversations.ts';
import { organizationToday } from './organization-today.ts';

type Page = Extract<NeedsADateResponse, { kind: 'people' }>;
export type NeedsADate = NeedsADateResponse | { readonly kind: 'invalid' } | { readonly kind: 'not_found' };

/** A hold without an end ends here; to whoever reads it the end is not known. */
const endless = Temporal.PlainDate.from('9999-12-31');

/**
 * HR's live list: everybody whose conversation is due within the Monday mail's horizon, or already, and has no date, with
 * the reason as things stand. Under a works council's terms there is none by person.
 */
export async function needsADate(
  context: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: NeedsADateFilter; cursor: string | null; pageSize: number },
): Promise<NeedsADate> {
  if (!(await hasListOfHelp(context, { organizationId }))) return { kind: 'units_only' };
  const now = context.clock.now();
  const { reason, ...others } = filter;
  const counted = await context.db.inOrganization(organizationId, async (tx) => {
    const today = await organizationToday({ tx, organizationId, now });
    const near = { today, within: nearEnough({ policies: await policyStore(tx).all(), today }) };
    return { near, reasons: await reasonsOf({ tx, filter: conversationsAsked({ ...near, filter: others }), today }) };
  });
  const { near, reasons } = counted;
  const total = reasons
    .filter((one) => reason === undefined || one.reason === reason)
    .reduce((sum, { people }) => sum + people, 0);
  const asked = { filter: conversationsAsked({ ...near, filter }), order: 'due', cursor, pageSize, total } as const;
  const listed = await listConversations(context, { organizationId, ...asked });
  if (listed.kind !== 'page') return listed;
  const help = await helpOnList(context, { organizationId, views: listed.rows });
  return context.db.inOrganization(organizationId, async (tx) => ({
    kind: 'people' as const,
    rows: await rowsOf({ tx, views: listed.rows, help, today: near.today }),
    next: listed.next,
    total,
    reasons,
    choices: cursor === null ? await choicesOf({ tx, near }) : null,
  }));
}

function conversationsAsked({
  today,
  within,
  filter: { reason, group, manager, search },
}: {
  today: Temporal.PlainDate;
  within: readonly NearEnough[];
  filter: NeedsADateFilter;
}): ConversationFilter {
  const part = search?.trim();
  return {
    needsDate: { today, within, ...(reason && { reason }) },
    ...(group !== undefined && { group }),
    ...(manager !== undefined && { managerId: manager }),
    ...(part && { search: part }),
  };
}

async function rowsOf({
  tx,
  views,
  help,
  today,
}: {
  tx: Transaction;
  views: readonly ConversationView[];
  help: Awaited<ReturnType<typeof helpOnList>>;
  today: Temporal.PlainDate;
}): Promise<NeedsADateRow[]> {
  const reasons = await needsDateStore(tx).reasonsOf({ conversationIds: views.map(({ id }) => id), today });
  const leaves = await absenceStore(tx).leavesOf([...new Set(views.map(({ report }) => report.id))]);
  const managers = await peopleStore(tx).byIds([...new Set(views.flatMap(({ manager }) => manager?.id ?? []))]);
  const addressOf = new Map(managers.map(({ id, workEmail }) => [id, workEmail]));
  return views.flatMap((view) => {
    const { id, report, manager, dueOn } = view;
    const [reason, tried] = [reasons.get(id), help.get(id)];
    // It got its date between the one reading and the other.
    if (reason === undefined || tried === undefined) return [];
    const email = (reason === 'manager_not_connected' && manager && addressOf.get(manager.id)) || null;
    const away = absencesOf({ leaves, personId: report.id }).find(({ startsOn, endsOn }) =>
      isWithin({ date: today, from: startsOn, to: endsOn }),
    );
    return [
      {
        conversationId: id,
        report: personOnPage(report),
        manager: manager && { ...personOnPage(manager), email },
        dueOn: dueOn.toString(),
        reason,
        onLeaveUntil: away && !away.endsOn.equals(endless) ? away.endsOn.toString() : null,
        ...tried,
      },
    ];
  });
}

async function reasonsOf({
  tx,
  filter,
  today,
}: {
  tx: Transaction;
  filter: ConversationFilter;
  today: Temporal.PlainDate;
}): Promise<Page['reasons']> {
  const counts = await needsDateStore(tx).countsByReason({ filter, today });
  return needsDateReasons.flatMap((reason) => {
    const people = counts.get(reason);
    return people === undefined ? [] : [{ reason, people }];
  });
}

async function choicesOf({ tx, near }: { tx: Transaction; near: NeedsDate }): Promise<NonNullable<Page['choices']>> {
  const { managers, groups } = await needsDateStore(tx).choices(near);
  return { managers: [...managers], groups: [...groups] };
}
