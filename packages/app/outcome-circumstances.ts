import { absenceStore } from '@throughline/db/absence-store.ts';
import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { awaitedExternalId, reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aimedAt } from '@throughline/domain/conversation/aimed-at.ts';
import { holderOn } from '@throughline/domain/people/acting-manager.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import { managerOn } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { DayOff } from '@throughline/domain/time/working-day.ts';
import { standInsOf } from './stand-ins-of.ts';

/** What an outcome depends on besides the evidence, and what the next conversation begins with. */
export type OutcomeCircumstances = {
  /** The policy the conversation was opened under: its window counts. */
  readonly policy: Policy;
  /** The policy that holds for the report now: the next conversation is its. */
  readonly nextPolicy: Policy;
  /** Whoever holds a conversation that falls due then; null where that is nobody Throughline knows. */
  readonly nextManagerId: (dueOn: Temporal.PlainDate) => string | null;
  /** False while the organizer is asked about the event: attendance then proves nothing. */
  readonly isDistinct: boolean;
  readonly leaves: readonly Leave[];
  readonly isHoliday: DayOff;
  readonly reportTimeZone: string;
  /** The report's local date. */
  readonly today: Temporal.PlainDate;
};

/** Reads the circumstances of some conversations at once. */
export async function loadOutcomeCircumstances({
  tx,
  organization,
  conversations,
  now,
}: {
  tx: Transaction;
  organization: Organization;
  conversations: readonly StoredConversation[];
  now: Temporal.Instant;
}): Promise<(conversation: StoredConversation) => OutcomeCircumstances> {
  const reportIds = [...new Set(conversations.map(({ reportId }) => reportId))];
  const reports = new Map((await peopleStore(tx).byIds(reportIds)).map((person) => [person.id, person]));
  const leaves = await absenceStore(tx).leavesOf(reportIds);
  const lines = await reportingLineStore(tx).ofReports(reportIds);
  const policies = await policyStore(tx).all();
  const acting = await actingManagerStore(tx).all();
  const managerIds = lines.map(({ managerId }) => managerId).filter((id) => awaitedExternalId(id) === null);
  const managing = await peopleStore(tx).byIds([
    ...new Set([...managerIds, ...acting.map(({ actingId }) => actingId)]),
  ]);
  const people = new Map(managing.map((person) => [person.id, person]));

  const events = await eventStore(tx).wantedOf(conversations.map(({ id }) => id));
  const asked = new Set(events.filter((event) => event.asked.length > 0).map(({ conversationId }) => conversationId));

  return ({ id: conversationId, reportId, policyId }) => {
    const report = reports.get(reportId);
    const policy = policies.find(({ id }) => id === policyId);
    if (!report || !policy) throw new Error(`A conversation has lost its report ${reportId} or its policy ${policyId}`);
    const reportTimeZone = report.timeZone ?? organization.timeZone;
    const today = localDateOf({ instant: now, timeZone: reportTimeZone });
    const managerId = managerOn({ lines, reportId, on: today });
    const manager = (managerId && people.get(managerId)) || null;
    const own = lines.filter((line) => line.reportId === reportId);
    const { standIns } = standInsOf({ acting, people, lines: own, reportId, manager });
    const nextPolicy = resolvePolicy({ person: report, policies })?.policy ?? policy;
    return {
      policy,
      nextPolicy,
      nextManagerId: (dueOn) => {
        const on = aimedAt({ conversation: { startsAt: null, dueOn }, rules: nextPolicy.rules, timeZone: null, today });
        return holderOn({ manager, standIns, on, today })?.id ?? null;
      },
      isDistinct: !asked.has(conversationId),
      leaves: leaves.filter(({ personId }) => personId === reportId),
      isHoliday: publicHolidayIn(report.country),
      reportTimeZone,
      today,
    };
  };
}
