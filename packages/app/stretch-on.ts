import { isBefore } from '@throughline/domain/time/local-date.ts';

/** Whether a stretch of days, both ends inclusive, is ahead, under way or over. */
export function stretchOn({
  startsOn,
  endsOn,
  today,
}: {
  startsOn: Temporal.PlainDate;
  endsOn: Temporal.PlainDate | null;
  today: Temporal.PlainDate;
}): 'ahead' | 'running' | 'over' {
  if (isBefore(today, startsOn)) return 'ahead';
  return endsOn && isBefore(endsOn, today) ? 'over' : 'running';
}
