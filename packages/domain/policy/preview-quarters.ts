import { isBefore } from '../time/local-date.ts';
import type { Outlook } from './preview-outlook.ts';
import type { TwoOutlooks } from './preview-policy.ts';

/** A calendar quarter, such as 2027-Q1, and its days that a preview looks at; both inclusive. */
export type PreviewedQuarter = {
  readonly name: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
};

/** Minutes of conversations due in a quarter, as things are and as they would be. */
export type MinutesInQuarter = { readonly now: number; readonly draft: number };

/** The quarters from today until a day; the first and the last may be cut short. */
export function quartersUntil({
  today,
  until,
}: {
  today: Temporal.PlainDate;
  until: Temporal.PlainDate;
}): readonly PreviewedQuarter[] {
  const quarters: PreviewedQuarter[] = [];
  let from = today;
  while (!isBefore(until, from)) {
    const next = quarterStart(from).add({ months: 3 });
    const last = next.subtract({ days: 1 });
    quarters.push({ name: quarterName(from), from, to: isBefore(until, last) ? until : last });
    from = next;
  }
  return quarters;
}

/**
 * What a manager's reports would ask of them in each quarter, by manager. What was due before today counts in the first:
 * it has yet to take place.
 */
export function minutesByQuarter({
  outlooks,
  quarters,
}: {
  outlooks: readonly TwoOutlooks[];
  quarters: readonly PreviewedQuarter[];
}): ReadonlyMap<string, readonly MinutesInQuarter[]> {
  const byManager = new Map<string, { now: number; draft: number }[]>();
  for (const outlook of outlooks) {
    for (const which of ['now', 'draft'] as const) add(outlook[which], which);
  }
  return byManager;

  function add({ managerId, policy, dues }: Outlook, which: 'now' | 'draft'): void {
    if (managerId === null || policy === null) return;
    const own = byManager.get(managerId) ?? quarters.map(() => ({ now: 0, draft: 0 }));
    byManager.set(managerId, own);
    for (const { dueOn } of dues) {
      const quarter = own[quarters.findIndex(({ to }) => !isBefore(to, dueOn))];
      if (quarter) quarter[which] += policy.rules.durationMinutes;
    }
  }
}

function quarterStart(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.with({ month: Math.floor((date.month - 1) / 3) * 3 + 1, day: 1 });
}

function quarterName(date: Temporal.PlainDate): string {
  return `${date.year}-Q${Math.floor((date.month - 1) / 3) + 1}`;
}
