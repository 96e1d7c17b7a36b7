import type {
  V1PolicyPreview,
  V1PreviewedEmployee,
  V1PreviewedManager,
} from '@throughline/contracts/v1/policy-preview.ts';
import type { PreviewedManager } from '@throughline/domain/policy/preview-managers.ts';
import type { Outlook } from '@throughline/domain/policy/preview-outlook.ts';
import type { PreviewedReport } from '@throughline/domain/policy/preview-policy.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import { v1AudienceOf, v1RulesOf } from './policy-json.ts';
import type { PreviewedPolicy } from './preview-policy.ts';

type Previewed = Extract<PreviewedPolicy, { kind: 'preview' }>;

/** As many managers as one answer tells of; the rest have less to do. */
const mostManagers = 200;

/** What is told of all; the employees of a page come beside it. */
export function v1PreviewOf(previewed: Previewed): Omit<V1PolicyPreview, 'results' | 'next' | 'previous'> {
  const { policy, today, preview, hasWorksCouncil } = previewed;
  const { key, version, name, audience, rules, rolloutStartsOn } = policy;
  const managers = preview.managers.slice(0, mostManagers);
  return {
    as_of: today.toString(),
    policy: {
      key,
      version,
      name,
      audience: v1AudienceOf(audience),
      rules: v1RulesOf(rules),
      rollout_starts_on: rolloutStartsOn.toString(),
    },
    totals: {
      employees: preview.reports.length,
      changed: preview.reports.filter(({ change }) => change !== 'same').length,
      now: total(preview.reports, 'now'),
      under_draft: total(preview.reports, 'draft'),
    },
    weeks: preview.weeks.map(({ startsOn, now, draft }) => ({
      week: isoWeekOf(startsOn),
      starts_on: startsOn.toString(),
      due_now: now,
      due_under_draft: draft,
    })),
    managers: hasWorksCouncil ? null : managers.map((manager) => managerOf({ manager, previewed })),
    managers_left_out: preview.managers.length - managers.length,
    managers_over_capacity: preview.managers.filter(({ warning }) => warning !== null).length,
  };
}

export function v1PreviewedEmployeeOf({
  report,
  previewed: { externalIdOf, hasWorksCouncil },
}: {
  report: PreviewedReport;
  previewed: Previewed;
}): V1PreviewedEmployee {
  const { reportId, now, draft, change, whyPolicy } = report;
  const dueOn = ({ dues }: Outlook, index: number) => dues[index]?.dueOn.toString() ?? null;
  const why = [...(whyPolicy === null ? [] : [whyPolicy]), ...(draft.dues[0]?.why ?? [])];
  return {
    employee: reportId,
    remote_id: externalIdOf.get(reportId) ?? null,
    manager: draft.managerId,
    due_on_now: dueOn(now, 0),
    due_on_under_draft: dueOn(draft, 0),
    next_due_on_now: dueOn(now, 1),
    next_due_on_under_draft: dueOn(draft, 1),
    change,
    why: hasWorksCouncil ? [] : why,
  };
}

function managerOf({
  manager: { managerId, now, draft, warning },
  previewed: { externalIdOf, today },
}: {
  manager: PreviewedManager;
  previewed: Previewed;
}): V1PreviewedManager {
  const weekName = (week: number) => isoWeekOf(mondayOf(today).add({ days: week * 7 }));
  return {
    manager: managerId,
    remote_id: externalIdOf.get(managerId) ?? null,
    now: { conversations: now.conversations, hours: hoursOf(now.minutes) },
    under_draft: { conversations: draft.conversations, hours: hoursOf(draft.minutes) },
    capacity_warning: warning && {
      from_week: weekName(warning.fromWeek),
      to_week: weekName(warning.toWeek),
      due: warning.due,
      room: warning.room,
      sentence: `${warning.due} fall due from ${weekName(warning.fromWeek)} to ${weekName(warning.toWeek)}; the weeks in which they can take place have room for ${warning.room}.`,
    },
  };
}

function total(reports: readonly PreviewedReport[], which: 'now' | 'draft') {
  const counted = reports.map((report) => {
    const { dues, policy } = report[which];
    return { conversations: dues.length, minutes: dues.length * (policy?.rules.durationMinutes ?? 0) };
  });
  const conversations = counted.reduce((sum, one) => sum + one.conversations, 0);
  return { conversations, hours: hoursOf(counted.reduce((sum, { minutes }) => sum + minutes, 0)) };
}

function hoursOf(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}
