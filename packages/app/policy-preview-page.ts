import type { PolicyPreview as PageOfPreview } from '@throughline/contracts/pages/policies.ts';
import type { PreviewedManager } from '@throughline/domain/policy/preview-managers.ts';
import { previewUntil, type PreviewedReport } from '@throughline/domain/policy/preview-policy.ts';
import { minutesByQuarter, quartersUntil, type MinutesInQuarter } from '@throughline/domain/policy/preview-quarters.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import type { PreviewedWorkforce } from './preview-in-workforce.ts';
import type { FileProblem } from './workforce-of-file.ts';

/** As many as anybody reads; how many more there are is said. */
const mostProblems = 100;

/** A preview as the workshop shows it: names in place of ids, hours by quarter, warnings in sentences. */
export function policyPreviewPage({
  previewed,
  hasWorksCouncil,
  problems,
}: {
  previewed: PreviewedWorkforce;
  hasWorksCouncil: boolean;
  problems: readonly FileProblem[];
}): PageOfPreview {
  const { today, policy, preview } = previewed;
  const until = previewUntil({ today, weeks: preview.weeks.length });
  const quarters = quartersUntil({ today, until });
  const minutes = minutesByQuarter({ outlooks: preview.reports, quarters });
  const managers = preview.managers.map((manager) =>
    managerOf({ manager, minutes: minutes.get(manager.managerId) ?? [], previewed }),
  );
  return {
    kind: 'preview',
    asOf: today.toString(),
    until: until.toString(),
    version: policy.version,
    totals: totalsOf(preview.reports),
    weeks: preview.weeks.map(({ startsOn, now, draft }) => ({
      week: isoWeekOf(startsOn),
      startsOn: startsOn.toString(),
      now,
      draft,
    })),
    quarters: quarters.map(({ name, from, to }) => ({ name, from: from.toString(), to: to.toString() })),
    managers: hasWorksCouncil ? null : managers,
    managersOverCapacity: managers.filter(({ warning }) => warning !== null).length,
    people: preview.reports
      .map((report) => personOf({ report, previewed, hasWorksCouncil }))
      .toSorted((a, b) => (firstDue(a) < firstDue(b) ? -1 : 1)),
    problems: problems.slice(0, mostProblems).map((problem) => ({ ...problem })),
    problemsLeftOut: Math.max(0, problems.length - mostProblems),
  };
}

const firstDue = ({ dueOn }: PageOfPreview['people'][number]) => dueOn.draft ?? '9999';

function totalsOf(reports: readonly PreviewedReport[]): PageOfPreview['totals'] {
  const changed = (wanted: PreviewedReport['change']) => reports.filter(({ change }) => change === wanted).length;
  const asked = (which: 'now' | 'draft') => ({
    conversations: reports.reduce((sum, one) => sum + one[which].dues.length, 0),
    hours: hoursOf(
      reports.reduce(
        (sum, { [which]: { dues, policy } }) => sum + dues.length * (policy?.rules.durationMinutes ?? 0),
        0,
      ),
    ),
  });
  return {
    people: reports.length,
    same: changed('same'),
    sooner: changed('sooner'),
    later: changed('later'),
    enters: changed('enters'),
    leaves: changed('leaves'),
    now: asked('now'),
    draft: asked('draft'),
  };
}

function managerOf({
  manager: { managerId, warning },
  minutes,
  previewed,
}: {
  manager: PreviewedManager;
  minutes: readonly MinutesInQuarter[];
  previewed: PreviewedWorkforce;
}): NonNullable<PageOfPreview['managers']>[number] {
  const week = (at: number) => isoWeekOf(mondayOf(previewed.today).add({ days: at * 7 })).replace('-W', ', week ');
  return {
    id: managerId,
    name: nameOf(managerId, previewed),
    hours: minutes.map(({ now, draft }) => ({ now: hoursOf(now), draft: hoursOf(draft) })),
    warning:
      warning &&
      `${conversations(warning.due)} due from ${week(warning.fromWeek)} to ${week(warning.toWeek)}, and the weeks in which they can take place hold ${warning.room}.`,
  };
}

function personOf({
  report: { reportId, now, draft, change, whyPolicy },
  previewed,
  hasWorksCouncil,
}: {
  report: PreviewedReport;
  previewed: PreviewedWorkforce;
  hasWorksCouncil: boolean;
}): PageOfPreview['people'][number] {
  const due = (at: number) => ({
    now: now.dues[at]?.dueOn.toString() ?? null,
    draft: draft.dues[at]?.dueOn.toString() ?? null,
  });
  const managerId = draft.managerId ?? now.managerId;
  return {
    id: reportId,
    name: nameOf(reportId, previewed),
    manager: managerId === null ? null : nameOf(managerId, previewed),
    dueOn: due(0),
    nextDueOn: due(1),
    change,
    why: hasWorksCouncil ? [] : [...(whyPolicy === null ? [] : [whyPolicy]), ...(draft.dues[0]?.why ?? [])],
  };
}

function nameOf(id: string, { people }: PreviewedWorkforce): string {
  return people.get(id)?.displayName ?? 'somebody who is not here yet';
}

function conversations(count: number): string {
  return count === 1 ? '1 conversation falls' : `${count} conversations fall`;
}

function hoursOf(minutes: number): number {
  return Math.round((minutes / 60) * 100) / 100;
}
