import { addDays, dateAt } from './calendar-dates.ts';
import type { ConversationRow, Facts } from './facts.ts';

const open = ['due', 'booked', 'awaiting_confirmation'];
const longestGapDays = 365;

/** What holds on every single day: one open conversation a report, no skip, and no gap past the longest without a word. */
export function everyDayProblems(facts: Facts): readonly string[] {
  return [...Map.groupBy(facts.conversations, ({ report_id }) => report_id)].flatMap(([reportId, all]) => {
    const name = facts.people.get(reportId)?.display_name ?? reportId;
    const series = all.toSorted((a, b) => a.sequence - b.sequence);
    const opened = series.filter(({ state }) => open.includes(state));
    const last = series.at(-1);
    const isSkipped = last !== undefined && ['held', 'unconfirmed', 'superseded'].includes(last.state);
    return [
      ...(opened.length > 1 ? [`${name} has ${opened.length} open`] : []),
      ...(isSkipped ? [`${name}: nothing follows what is ${last.state}`] : []),
      ...opened
        .filter((one) => isQuietlyLate({ facts, series, one }))
        .map(() => `${name} waits past the longest gap, and nothing says so`),
    ];
  });
}

function isQuietlyLate({
  facts,
  series,
  one,
}: {
  facts: Facts;
  series: readonly ConversationRow[];
  one: ConversationRow;
}): boolean {
  const zone = facts.people.get(one.report_id)?.time_zone ?? 'UTC';
  const heldOn = series
    .flatMap(({ held_on }) => held_on ?? [])
    .toSorted()
    .at(-1);
  const firstOpened = facts.history.find(
    ({ kind, conversation_id }) => kind === 'opened' && conversation_id === series[0]?.id,
  );
  const from = heldOn ?? (firstOpened && dateAt({ at: firstOpened.at, timeZone: zone }));
  if (from === undefined || one.due_on <= addDays(from, longestGapDays)) return false;
  return !facts.history.some(({ kind, conversation_id }) => kind === 'past_longest_gap' && conversation_id === one.id);
}
