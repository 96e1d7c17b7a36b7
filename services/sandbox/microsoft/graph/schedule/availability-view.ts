import type { Span } from '../../../core/calendar/occurrences.ts';
import type { ShowAs } from '../events/outlook-content.ts';

export type BusyItem = { readonly span: Span; readonly status: ShowAs };

/** Working elsewhere is 0 "for backward compatibility": learn.microsoft.com/graph/api/resources/scheduleinformation */
const digits: Readonly<Record<ShowAs, number>> = {
  unknown: 0,
  free: 0,
  workingElsewhere: 0,
  tentative: 1,
  busy: 2,
  oof: 3,
};

/** One digit for each slot of `minutes` from the window's start, the gravest of what touches it; the last slot may be cut. */
export function availabilityView({
  items,
  window,
  minutes,
}: {
  items: readonly BusyItem[];
  window: Span;
  minutes: number;
}): string {
  const length = minutes * 60_000;
  const slots = Array.from({ length: Math.ceil((window.end - window.start) / length) }, () => 0);
  for (const { span, status } of items) {
    const first = Math.max(0, Math.floor((span.start - window.start) / length));
    const last = Math.min(slots.length, Math.ceil((span.end - window.start) / length));
    for (let at = first; at < last; at += 1) slots[at] = Math.max(slots[at] ?? 0, digits[status]);
  }
  return slots.join('');
}
