import { exemptionOn } from '../people/exemption.ts';
import type { Exemption } from '../people/exemption.ts';
import { isOnLeave } from '../people/leave.ts';
import type { Leave } from '../people/leave.ts';
import { isActiveOn } from '../people/person.ts';
import type { Person } from '../people/person.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import type { Conversation } from './conversation.ts';
import { keepsLead } from './lead-time.ts';

/** Why somebody is not counted on a day: reported beside coverage, so that numerator, denominator and exclusions add up. */
export const ineligibilities = ['inactive', 'no_active_manager', 'exempt', 'on_leave', 'first_not_due_yet'] as const;
export type Ineligibility = (typeof ineligibilities)[number];
export type Eligibility = { readonly eligible: true } | { readonly eligible: false; readonly because: Ineligibility };

type Circumstances = {
  readonly report: Person;
  /** `null` while nobody Throughline knows is the manager. */
  readonly manager: Person | null;
  readonly exemptions: readonly Exemption[];
  readonly leaves: readonly Leave[];
  readonly asOf: Temporal.PlainDate;
};

/** Eligible: active, with an active manager, neither exempt nor on leave, and once held or past the first due date. */
export function eligibilityOn({
  everHeld,
  firstDueOn,
  asOf,
  ...circumstances
}: Circumstances & { readonly everHeld: boolean; readonly firstDueOn: Temporal.PlainDate | null }): Eligibility {
  const because = reasonNotToAsk({ ...circumstances, asOf });
  if (because) return { eligible: false, because };
  const firstHasPassed = firstDueOn !== null && isBefore(firstDueOn, asOf);
  return everHeld || firstHasPassed ? { eligible: true } : { eligible: false, because: 'first_not_due_yet' };
}

/** Whether a conversation is asked of this report at all on that day: everything eligibility needs except having had a first. */
export function reasonNotToAsk({
  report,
  manager,
  exemptions,
  leaves,
  asOf,
}: Circumstances): Exclude<Ineligibility, 'first_not_due_yet'> | null {
  if (!isActiveOn({ person: report, on: asOf })) return 'inactive';
  if (!manager || !isActiveOn({ person: manager, on: asOf })) return 'no_active_manager';
  if (exemptionOn({ exemptions, personId: report.id, on: asOf })) return 'exempt';
  if (isOnLeave({ leaves, personId: report.id, on: asOf })) return 'on_leave';
  return null;
}

/** Current: eligible, and the open conversation's due date, inclusive, has not passed. */
export function isCurrentOn({
  eligibility,
  dueOn,
  asOf,
}: {
  eligibility: Eligibility;
  dueOn: Temporal.PlainDate;
  asOf: Temporal.PlainDate;
}): boolean {
  return eligibility.eligible && !isBefore(dueOn, asOf);
}

/** Proactive: lead time kept, and not asked for early. Says nothing about whether it was held. */
export function isProactive({ conversation, policy }: { conversation: Conversation; policy: Policy }): boolean {
  const { bookedAt, startsAt, earlyRequest } = conversation;
  if (earlyRequest || bookedAt === null || startsAt === null) return false;
  return keepsLead({ invitedAt: bookedAt, startsAt, days: policy.rules.leadTimeDays });
}
