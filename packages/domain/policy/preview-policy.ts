import { mondayOf } from '../time/iso-week.ts';
import { daysBetween, isBefore } from '../time/local-date.ts';
import { previewManagers, type PreviewedManager } from './preview-managers.ts';
import type { Outlook } from './preview-outlook.ts';

/** One report as things are and as they would be. */
export type TwoOutlooks = {
  readonly reportId: string;
  readonly now: Outlook;
  readonly draft: Outlook;
  /** Which policy would hold, and why; null where none would. */
  readonly whyPolicy: string | null;
};

export type PreviewedReport = TwoOutlooks & {
  /** By the first due date in which the two differ; `enters` and `leaves` where one of them has none. */
  readonly change: 'same' | 'sooner' | 'later' | 'enters' | 'leaves';
};

/** Due in a week, those included that were due before today in the first. */
export type PreviewedWeek = {
  readonly startsOn: Temporal.PlainDate;
  readonly now: number;
  readonly draft: number;
};

export type PolicyPreview = {
  /** In the order of their ids. */
  readonly reports: readonly PreviewedReport[];
  readonly weeks: readonly PreviewedWeek[];
  /** Those with most conversations under the draft first. */
  readonly managers: readonly PreviewedManager[];
};

/** The last day a preview over so many weeks looks at: a Sunday. */
export function previewUntil({ today, weeks }: { today: Temporal.PlainDate; weeks: number }): Temporal.PlainDate {
  return mondayOf(today).add({ days: weeks * 7 - 1 });
}

/** Who would be due when under a draft, how the weeks fill, and what it asks of each manager. */
export function previewPolicy({
  outlooks,
  today,
  weeks,
}: {
  outlooks: readonly TwoOutlooks[];
  today: Temporal.PlainDate;
  weeks: number;
}): PolicyPreview {
  const due = outlooks.filter(({ now, draft }) => now.dues.length + draft.dues.length > 0);
  const first = mondayOf(today);
  const counts = { now: countsOf(due, 'now'), draft: countsOf(due, 'draft') };
  return {
    reports: due
      .toSorted((a, b) => (a.reportId < b.reportId ? -1 : 1))
      .map((one) => ({ ...one, change: changeOf(one) })),
    weeks: Array.from({ length: weeks }, (_, week) => ({
      startsOn: first.add({ days: week * 7 }),
      now: counts.now.get(week) ?? 0,
      draft: counts.draft.get(week) ?? 0,
    })),
    managers: previewManagers({ outlooks: due, today, weekOf }),
  };

  function countsOf(all: readonly TwoOutlooks[], which: 'now' | 'draft'): ReadonlyMap<number, number> {
    const inWeeks = Map.groupBy(
      all.flatMap((one) => one[which].dues),
      ({ dueOn }) => weekOf(dueOn),
    );
    return new Map([...inWeeks].map(([week, dues]) => [week, dues.length]));
  }

  function weekOf(date: Temporal.PlainDate): number {
    return Math.max(0, Math.floor(daysBetween(first, date) / 7));
  }
}

function changeOf({ now, draft }: TwoOutlooks): PreviewedReport['change'] {
  if (now.dues.length === 0) return 'enters';
  if (draft.dues.length === 0) return 'leaves';
  for (const [index, { dueOn }] of draft.dues.entries()) {
    const before = now.dues[index];
    // One more of them before the last day: they come sooner.
    if (!before) return 'sooner';
    if (!before.dueOn.equals(dueOn)) return isBefore(dueOn, before.dueOn) ? 'sooner' : 'later';
  }
  return draft.dues.length < now.dues.length ? 'later' : 'same';
}
