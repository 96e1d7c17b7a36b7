import { isBefore } from '../../time/local-date.ts';
import type { CellError, ReadRow, StatedRow } from './stated-row.ts';

/** A row whose days cannot be is wrong, by the same words whether it came as a file or as JSON. */
export function checkedRow({ row, today }: { row: StatedRow; today: Temporal.PlainDate }): ReadRow {
  const errors = dayErrors({
    start: dayOf(row.startDate),
    end: dayOf(row.endDate),
    last: dayOf(row.lastCareerConversationOn),
    today,
  });
  const { line, externalId, workEmail } = row;
  return errors.length === 0
    ? { kind: 'read', row }
    : { kind: 'wrong', line, about: { externalId, workEmail: workEmail.toLowerCase() }, errors };
}

export function dayErrors({
  start,
  end,
  last,
  today,
}: {
  start: Temporal.PlainDate | null;
  end: Temporal.PlainDate | null;
  /** Of the last career conversation, from before Throughline. */
  last: Temporal.PlainDate | null;
  today: Temporal.PlainDate;
}) {
  const wrong = { start: start && end && isBefore(end, start), last: last && isBefore(today, last) };
  return [
    ...(wrong.start ? [{ column: 'termination_date', detail: 'lies before the first day' } as const] : []),
    ...(wrong.last ? [{ column: 'last_career_conversation_on', detail: 'lies ahead' } as const] : []),
  ] satisfies readonly CellError[];
}

function dayOf(text: string | null | undefined): Temporal.PlainDate | null {
  return text ? Temporal.PlainDate.from(text) : null;
}
