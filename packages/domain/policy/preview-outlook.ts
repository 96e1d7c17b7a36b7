import { hasEnded, isOpen, type Conversation } from '../conversation/conversation.ts';
import { nextDueDate, type DueDate } from '../conversation/due-date.ts';
import { obligationOf, type ReportCircumstances } from '../conversation/obligation.ts';
import { isBefore, laterDate, localDateOf } from '../time/local-date.ts';
import type { Policy } from './policy.ts';

/** When somebody is due under the policies that hold, as far as it can be known ahead. */
export type Outlook = {
  /** Null where none is for them. */
  readonly policy: Policy | null;
  readonly managerId: string | null;
  /** The soonest first. */
  readonly dues: readonly DueDate[];
};

const stands = 'The due date of the conversation that is open stands.';

/**
 * What a report owes from now until a day: the conversation that is open or would open, and those that follow if each
 * takes place on its ideal day. Conversations that are open keep their due dates whatever the policy becomes, so that a
 * policy shows in those after them, in those that open, and in those it ends.
 */
export function outlookOf({
  circumstances,
  until,
}: {
  circumstances: ReportCircumstances;
  until: Temporal.PlainDate;
}): Outlook {
  const { report, policy } = circumstances;
  const { first, heldOn: tookPlaceOn, managerId } = beginning(circumstances);
  const dues: DueDate[] = first ? [first] : [];
  if (policy === null) return { policy, managerId, dues };
  let heldOn = tookPlaceOn;
  for (;;) {
    const last = dues.at(-1);
    if (last) {
      if (isBefore(until, last.dueOn)) break;
      heldOn = idealDay({ dueOn: last.dueOn, policy, today: circumstances.today });
    }
    if (heldOn === null) break;
    const { leaves, isHoliday } = circumstances;
    dues.push(nextDueDate({ reportId: report.id, heldOn, next: 'full', policy, leaves, isHoliday, today: heldOn }));
  }
  return { policy, managerId, dues: dues.filter(({ dueOn }) => !isBefore(until, dueOn)) };
}

type Beginning = {
  readonly first: DueDate | null;
  /** Where the open conversation's time is over already. */
  readonly heldOn: Temporal.PlainDate | null;
  readonly managerId: string | null;
};

function beginning(circumstances: ReportCircumstances): Beginning {
  const { latest, report, now, manager } = circumstances;
  const obligation = obligationOf(circumstances);
  const managerId = latest?.managerId ?? manager?.id ?? null;
  switch (obligation.kind) {
    case 'open':
    case 'supersede':
      return { first: obligation.due, heldOn: null, managerId: obligation.managerId };
    case 'redate':
      return { first: obligation.due, heldOn: null, managerId };
    case 'exempt':
    case 'close':
      return { first: null, heldOn: null, managerId };
    case 'nothing':
    case 'unbook':
      if (!latest || !isOpen(latest)) return { first: null, heldOn: null, managerId };
      if (latest.state === 'awaiting_confirmation' || hasEnded({ conversation: latest, now }))
        return { first: null, heldOn: dayOf({ conversation: latest, timeZone: report.timeZone }), managerId };
      return { first: { dueOn: latest.dueOn, why: [stands] }, heldOn: null, managerId };
  }
}

function dayOf({ conversation, timeZone }: { conversation: Conversation; timeZone: string | null }) {
  return conversation.startsAt && localDateOf({ instant: conversation.startsAt, timeZone: timeZone ?? 'UTC' });
}

function idealDay({
  dueOn,
  policy,
  today,
}: {
  dueOn: Temporal.PlainDate;
  policy: Policy;
  today: Temporal.PlainDate;
}): Temporal.PlainDate {
  return laterDate(today, dueOn.subtract({ days: policy.rules.idealDaysBeforeDue }));
}
